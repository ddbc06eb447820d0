import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { maskOf } from '../../../electron/engine/session/maskedSink.ts';
import { resolveEndpoint } from '../../../electron/engine/session/resolveEndpoint.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { resolverOf } from '../../support/templates.ts';

type Endpoint = z.output<typeof endpointSchema>;

const client = (text: string): Endpoint =>
  endpointSchema.parse({
    kind: 'tcp-client',
    address: 'tcp://127.0.0.1:9',
    onOpen: [{ kind: 'data', format: 'hex', text }],
  });
const webSocket = (options: object): Endpoint =>
  endpointSchema.parse({ kind: 'ws-client', address: 'ws://{{host}}/{{path}}', ...options });
const resolve = (endpoint: Endpoint, variables: Readonly<Record<string, string>> = {}) =>
  resolveEndpoint({ endpoint, resolver: resolverOf(variables) });

describe('what is opened for a saved endpoint', () => {
  it('is the endpoint itself where nothing in it stands for something else', () => {
    const endpoint = client('48 49');
    expect(resolve(endpoint)).toEqual({ ok: true, value: { endpoint, shown: endpoint, secrets: [] } });
  });

  it('is nothing where a field is not right, and the problem stands at that field', () => {
    expect(resolve(client('4x'))).toEqual({
      ok: false,
      problem: [{ field: 'onOpen.0', tone: 'problem', message: expect.stringContaining('Message 1') }],
    });
  });

  it('has the values of variables in every text, at any depth', () => {
    const saved = webSocket({
      headers: [{ name: '{{header}}', value: 'Bearer {{host}}' }],
      subprotocols: ['{{header}}', 'chat'],
      socket: { localAddress: '{{host}}' },
    });
    const resolved = resolve(saved, { host: 'a.example', path: 'x', header: 'X-Test' });
    expect(resolved).toMatchObject({
      ok: true,
      value: {
        endpoint: {
          address: 'ws://a.example/x',
          headers: [{ name: 'X-Test', value: 'Bearer a.example' }],
          subprotocols: ['X-Test', 'chat'],
          socket: { localAddress: 'a.example' },
        },
      },
    });
    expect(resolved.ok && resolved.value.shown).toEqual(resolved.ok && resolved.value.endpoint);
  });

  it('shows references to secrets as they were written', () => {
    const variables = { host: 'h', path: 'p', secretToken: 'a bc', auth: 'Bearer {{secretToken}}' };
    const resolved = resolve(
      webSocket({ headers: [{ name: 'Authorization', value: '{{auth}}' }] }),
      variables,
    );
    expect(resolved).toMatchObject({
      ok: true,
      value: {
        endpoint: { headers: [{ value: 'Bearer a bc' }] },
        shown: { address: 'ws://h/p', headers: [{ value: '{{auth}}' }] },
        secrets: ['a bc'],
      },
    });
  });

  it('leaves the opening messages as they were written, and finds what is wrong with them', () => {
    const endpoint = client('{{id}}');
    expect(resolve(endpoint, { id: '00 ff' })).toMatchObject({ ok: true, value: { endpoint } });
    expect(resolve(endpoint, { id: 'no' })).toMatchObject({ ok: false, problem: [{ field: 'onOpen.0' }] });
  });

  it('tells every problem at its field, with where a variable was looked for', () => {
    const resolved = resolve(webSocket({ subprotocols: ['{{odd}}'] }), { host: 'h', odd: 'a b' });
    expect(resolved).toMatchObject({ ok: false, problem: [{ field: 'address' }] });
    expect(!resolved.ok && resolved.problem[0].message).toContain('no variable “path” in the base');
    const judged = resolve(webSocket({ subprotocols: ['{{odd}}'] }), { host: 'h', path: 'p', odd: 'a b' });
    expect(judged).toMatchObject({ ok: false, problem: [{ field: 'subprotocols.0' }] });
  });

  it('does not take a value for a template', () => {
    const resolved = resolve(webSocket({ subprotocols: ['{{name}}'] }), {
      host: 'h',
      path: 'p',
      name: '{{"{{"}}x}}',
    });
    expect(resolved).toMatchObject({ ok: false, problem: [{ field: 'subprotocols.0' }] });
  });
});

describe('the mask for secrets', () => {
  it('covers their values wherever they stand, also percent-encoded, and the longer first', () => {
    const mask = maskOf(['a b', 'xa b']);
    expect(mask?.('GET /?t=a%20b&u=xa b a b')).toBe('GET /?t=•••&u=••• •••');
    expect(maskOf(['', ''])).toBeNull();
  });

  it('covers them as requests, hosts and sentences write them', () => {
    const mask = maskOf(['ü%41', 'Host-Name', 'two\nlines', '(a+b)*']);
    expect(mask?.('GET /%C3%BC%41 /%c3%bc%41 üA')).toBe('GET /••• /••• •••');
    expect(mask?.('tcp://host-name:1')).toBe('tcp://•••:1');
    expect(mask?.(`“${visibleLine('two\nlines')}” (A+B)*`)).toBe('“•••” •••');
  });

  it('does not exist for a secret so short that it would hide half of everything, so that is not opened', () => {
    const endpoint = webSocket({ headers: [{ name: 'A', value: '{{secretPin}}' }] });
    const variables = { host: 'h', path: 'p', secretPin: '123' };
    expect(resolve(endpoint, variables)).toMatchObject({
      ok: false,
      problem: [{ field: 'headers.0.value', message: expect.stringContaining('fewer than 4 characters') }],
    });
    expect(resolve(endpoint, { ...variables, secretPin: '1234' }).ok).toBe(true);
  });

  it('covers what is said of a value that cannot be opened', () => {
    const endpoint = webSocket({ subprotocols: ['{{odd}}'] });
    const resolved = resolve(endpoint, {
      host: 'h',
      path: 'p',
      odd: 'a {{secretOdd}}',
      secretOdd: 'hush hush',
    });
    expect(resolved.ok).toBe(false);
    expect(JSON.stringify(resolved)).not.toContain('hush');
  });
});
