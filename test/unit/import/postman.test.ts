import { describe, expect, it } from 'vitest';
import { fixture, imported, lines, noteLines, variableLines } from './importing.ts';

describe('a collection of Postman', () => {
  const collection = imported(fixture('postman.json'));

  it('becomes connections where it has addresses of sockets', () => {
    expect(lines(collection.root)).toEqual([
      'Orders/',
      'Orders/Plain wss://example.org/plain',
      'Orders/Streams/',
      'Orders/Streams/Updates {{socket}}/orders/7?since={{$now:unix}}',
    ]);
    const [updates] = collection.root.folders[0]?.connections ?? [];
    expect(updates?.endpoint).toMatchObject({
      headers: [
        { name: 'X-Request', value: '{{$uuid}}' },
        { name: 'X-Name', value: '{{"{{"}}$randomFirstName}}' },
        { name: 'X-Api-Key', value: '{{api_key}}' },
      ],
    });
    expect(updates?.messages).toMatchObject([{ body: '{"if": "{{#each orders}}", "who": "{{who}}"}' }]);
  });

  it('keeps what is secret as a secret', () => {
    expect(variableLines(collection.base)).toEqual([
      'socket=ws://127.0.0.1:8080',
      'api_key=k-12345678 secret',
    ]);
  });

  it('lists all else', () => {
    expect(noteLines(collection.left)).toEqual([
      'Streams/Updates: Its scripts are not imported: Wirebench runs none.',
      'List orders: It is an HTTP request, not a socket.',
    ]);
    expect(noteLines(collection.changed)).toEqual([
      'api key: The variable is called “api_key” here. A variable’s name here has letters, digits, _ . and - only.',
      'Streams/Updates: Postman’s {{$randomFirstName}} has no counterpart here, so it stays as text.',
    ]);
  });

  it('reads the authentication of version 2.0', () => {
    const text = JSON.stringify({
      info: { name: 'Old', schema: 'https://schema.getpostman.com/json/collection/v2.0.0/collection.json' },
      item: [
        {
          name: 'A',
          request: { url: 'ws://127.0.0.1', auth: { type: 'bearer', bearer: { token: '{{t}}' } } },
        },
      ],
    });
    expect(imported(text).root.connections[0]?.endpoint).toMatchObject({
      headers: [{ name: 'Authorization', value: 'Bearer {{t}}' }],
    });
  });
});

describe('an environment of Postman', () => {
  it('becomes an environment; a secret without its value is told', () => {
    const { environments, changed, root } = imported(fixture('postmanEnvironment.json'));
    expect(environments).toMatchObject([{ name: 'Staging' }]);
    expect(variableLines(environments[0]?.variables ?? [])).toEqual([
      'who=mia',
      'off=x off',
      'token=s3cr3t-token secret',
      'pin=? secret',
    ]);
    expect(noteLines(changed)).toEqual([
      'Staging/pin: It is secret, and its value is not in the file. Enter it under Variables.',
    ]);
    expect(lines(root)).toEqual(['Staging/']);
  });

  it('becomes variables of the base where it has the globals', () => {
    const text = JSON.stringify({
      name: 'Globals',
      values: [{ key: 'a', value: 1 }],
      _postman_variable_scope: 'globals',
    });
    expect(variableLines(imported(text).base)).toEqual(['a=1']);
  });
});
