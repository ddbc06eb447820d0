import { describe, expect, it } from 'vitest';
import { fixture, imported, lines, noteLines, variableLines } from './importing.ts';

describe('a document of AsyncAPI 2', () => {
  const { root, base, left, changed, program } = imported(fixture('asyncApi2.yaml'));
  const [production, device] = root.connections;

  it('becomes a connection for each server that we can speak to', () => {
    expect(program).toBe('AsyncAPI');
    expect(lines(root)).toEqual([
      'Street lights/',
      'Street lights/production wss://{{region}}.example.org:{{port}}/lights/lights/{{lightId}}?follow=true',
      'Street lights/device tcp://127.0.0.1:7000',
    ]);
    expect(variableLines(base)).toEqual(['region=eu', 'port=8443', 'lightId=']);
  });

  it('has the examples of what the service receives as messages', () => {
    expect(production?.messages).toMatchObject([
      { name: 'Dim: half', mode: 'json', note: 'Half of its light' },
      { name: 'Dim 2', mode: 'json', body: '{\n  "percentage": 0\n}' },
    ]);
    expect(device?.messages).toMatchObject([{ name: 'hello', mode: 'text', body: 'HELLO {{"{{"}}name}}' }]);
  });

  it('lists what is not imported, and fetches nothing', () => {
    expect(noteLines(left)).toEqual([
      '/lights/{lightId}: It refers to https://example.org/messages.yaml#/on, and nothing outside the file is read.',
      'production: Its security is not imported. Add the header that the service expects.',
      'production/since: The document gives it no value. Add it to the connection if it is needed.',
      'production/measured: It is sent by the service, not to it.',
      'broker: Wirebench does not speak mqtt.',
    ]);
    expect(noteLines(changed)).toEqual([
      'lightId: The document gives it no value. Enter one under Variables.',
      'production/Dim: half: A number in it has more than 15 digits, and was rounded. Check it.',
    ]);
  });
});

describe('a document of AsyncAPI 3', () => {
  it('becomes the same, and ends at a circle of references', () => {
    const { root, base, left } = imported(fixture('asyncApi3.json'));
    expect(lines(root)).toEqual(['Rooms/', 'Rooms/local ws://127.0.0.1:8080/ws/rooms/{{room}}']);
    expect(root.connections[0]?.messages).toMatchObject([{ name: 'join', body: '{\n  "join": true\n}' }]);
    expect(variableLines(base)).toEqual(['room=lobby']);
    expect(noteLines(left)).toEqual([
      'loop: Its references lead to each other in a circle.',
      'local/joined: It is sent by the service, not to it.',
    ]);
  });

  it('has a folder for a server with several channels', () => {
    const channels = {
      a: { address: 'a' },
      b: { address: '/b' },
      c: { address: 'c', servers: [{ $ref: '#/servers/other' }] },
    };
    const servers = { s: { host: 'h:1', protocol: 'ws' }, other: { host: 'o', protocol: 'wss' } };
    const text = JSON.stringify({ asyncapi: '3.0.0', info: { title: 'T' }, servers, channels });
    expect(lines(imported(text).root)).toEqual([
      'T/',
      'T/s/',
      'T/s/a ws://h:1/a',
      'T/s//b ws://h:1/b',
      'T/other/',
      'T/other/a wss://o/a',
      'T/other//b wss://o/b',
      'T/other/c wss://o/c',
    ]);
  });
});
