import { describe, expect, it } from 'vitest';
import { withOptions, type OptionValues } from '../../../renderer/state/workspace/endpointOptions.ts';
import {
  bindProblem,
  kindForAddress,
  sideOf,
  newEndpoint,
  readAddress,
  shortAddress,
  withKind,
} from '../../../renderer/state/workspace/endpoints.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import { endpointKinds, factsOf, type EndpointKind } from '../../../shared/model/endpointKinds.ts';

function endpointWith(kind: EndpointKind, values: OptionValues): Endpoint {
  const result = withOptions(newEndpoint(kind, factsOf(kind).exampleAddress), values);
  if (!result.ok) throw new Error(result.problem);
  return result.value;
}

describe('the kind of a connection, while its address is typed', () => {
  it.each([
    ['ws://127.0.0.1/', 'tcp-client', 'ws-client'],
    ['ws://127.0.0.1/', 'tcp-server', 'ws-server'],
    ['tcp://127.0.0.1:1', 'ws-server', 'tcp-server'],
    ['udp://127.0.0.1:1', 'ws-client', 'udp'],
    ['tcp://127.0.0.1:1', 'udp', 'tcp-client'],
    ['wss://example.org', 'tcp-client', 'ws-client'],
    ['wss://example.org', 'ws-server', 'ws-server'],
    ['http://example.org', 'tcp-client', 'tcp-client'],
    ['127.0.0.1:9000', 'udp', 'udp'],
    ['TCP://127.0.0.1:1', 'ws-client', 'tcp-client'],
    ['tls://127.0.0.1:1', 'tcp-client', 'tls-client'],
    ['tls://127.0.0.1:1', 'ws-server', 'tls-server'],
    ['wss://example.org', 'tcp-server', 'ws-server'],
    ['unix:/run/x.sock', 'tcp-client', 'unix-client'],
    ['unix:@x', 'ws-server', 'unix-server'],
    ['unix:', 'udp', 'unix-client'],
    ['localhost:9000', 'tcp-server', 'tcp-server'],
  ] as const)('%s in a %s makes a %s', (address, kind, expected) => {
    expect(kindForAddress(address, kind, sideOf(kind, 'client'))).toBe(expected);
  });

  it('stays a server by way of a kind that is neither server nor client', () => {
    const side = sideOf('udp', sideOf('tcp-server', 'client'));
    expect(kindForAddress('ws://127.0.0.1/', 'udp', side)).toBe('ws-server');
  });

  it('takes the address along to another kind, with its scheme', () => {
    const endpoint = withKind(newEndpoint('tcp-client', 'tcp://127.0.0.1:9000'), 'ws-client');
    expect(endpoint).toMatchObject({ kind: 'ws-client', address: 'ws://127.0.0.1:9000', headers: [] });
    expect(withKind(newEndpoint('ws-client', 'wss://h:1/path?q'), 'udp').address).toBe('udp://h:1');
  });

  it.each([
    ['tcp-client', 'tcp://h:1', 'tls-client', 'tls://h:1'],
    ['ws-client', 'wss://h:1/path', 'ws-server', 'wss://h:1/path'],
    ['tcp-client', 'tcp://h:1', 'unix-client', ''],
    ['tcp-client', 'h:1', 'unix-client', ''],
    ['unix-server', 'unix:/run/x', 'tls-server', ''],
    ['unix-server', '/run/x', 'tcp-server', ''],
    ['unix-client', 'unix:/run/x', 'unix-server', 'unix:/run/x'],
    ['unix-client', '/run/x', 'unix-server', '/run/x'],
    ['tcp-client', 'h:1', 'tls-client', 'h:1'],
  ] as const)('of a %s at %s makes, as a %s, %j', (before, address, kind, expected) => {
    expect(withKind(newEndpoint(before, address), kind).address).toBe(expected);
  });

  it.each(endpointKinds.flatMap((from) => endpointKinds.map((to) => [from, to] as const)))(
    'can go from %s to %s and is what the schema takes',
    (from, to) => {
      const endpoint = withKind(newEndpoint(from, factsOf(from).exampleAddress), to);
      expect(endpoint.kind).toBe(to);
      expect(withOptions(endpoint, {})).toEqual({ ok: true, value: endpoint });
    },
  );

  it('takes nested options along, as far as the other kind has them', () => {
    const key = { id: 'a1', name: 'own.key' };
    const client = endpointWith('tls-client', {
      'tls.key': key,
      'tls.verify': false,
      'tls.alpn': ['h2'],
      'socket.localAddress': '127.0.0.1',
      'socket.keepAliveMs': 3000,
      'reconnect.enabled': true,
    });
    const server = withKind(client, 'tls-server');
    expect(server).toMatchObject({ tls: { key, alpn: ['h2'] }, socket: { keepAliveMs: 3000 } });
    expect(server).not.toHaveProperty('tls.verify');
    expect(server).not.toHaveProperty('socket.localAddress');
    expect(withKind(client, 'unix-client')).toMatchObject({ reconnect: { enabled: true } });
  });

  it('gives opening messages the type that the other kind knows', () => {
    const hello = { format: 'text', text: 'hello' } as const;
    const bytes = { format: 'hex', text: '00' } as const;
    const onOpen = [
      { kind: 'data', ...hello },
      { kind: 'data', ...bytes },
    ];
    const webSocket = withKind(endpointWith('tcp-client', { onOpen }), 'ws-client');
    expect(webSocket).toMatchObject({
      onOpen: [
        { kind: 'text', ...hello },
        { kind: 'binary', ...bytes },
      ],
    });
    const pinging = endpointWith('ws-client', {
      onOpen: [
        { kind: 'ping', ...hello },
        { kind: 'text', ...hello },
      ],
    });
    expect(withKind(pinging, 'tcp-client')).toMatchObject({ onOpen: [{ kind: 'data', ...hello }] });
  });

  it('keeps what both kinds have', () => {
    const client = newEndpoint('ws-client', 'ws://h/');
    const subprotocols = ['chat.v2'];
    const server = withKind({ ...client, subprotocols } as typeof client, 'ws-server');
    expect(server).toMatchObject({ kind: 'ws-server', subprotocols });
    expect(server).not.toHaveProperty('headers');
  });
});

describe('an address in the field', () => {
  it.each(endpointKinds)('may be the example of a %s', (kind) => {
    expect(readAddress(newEndpoint(kind, factsOf(kind).exampleAddress))).toMatchObject({ ok: true });
  });

  it('is read for its kind, with or without a scheme', () => {
    expect(readAddress(newEndpoint('tcp-client', '127.0.0.1:9000'))).toMatchObject({ ok: true });
    expect(readAddress(newEndpoint('ws-client', 'wss://example.org/x'))).toMatchObject({ ok: true });
  });

  it('may have port 0 only for servers', () => {
    expect(readAddress(newEndpoint('tcp-server', 'tcp://127.0.0.1:0'))).toMatchObject({ ok: true });
    const client = readAddress(newEndpoint('tcp-client', 'tcp://127.0.0.1:0'));
    expect(client).toMatchObject({ ok: false, problem: { from: 16, to: 17 } });
    expect(!client.ok && client.problem.message).toMatch(/^Port 0 stands for any free port/);
  });

  it('says which scheme its kind has', () => {
    expect(readAddress(newEndpoint('ws-server', 'tcp://127.0.0.1:1'))).toMatchObject({
      ok: false,
      problem: { message: 'The address of a WebSocket server begins with ws:// or wss://.', from: 0, to: 3 },
    });
    expect(readAddress(newEndpoint('unix-client', 'tls://127.0.0.1:1'))).toMatchObject({
      ok: false,
      problem: { message: 'The address of a Unix client begins with unix:.', from: 0, to: 3 },
    });
    expect(readAddress(newEndpoint('tcp-client', 'unix:/x'))).toMatchObject({
      ok: false,
      problem: { message: 'The address of a TCP client begins with tcp://.', from: 0, to: 4 },
    });
  });

  it('may be empty for a UDP socket that receives', () => {
    expect(readAddress(newEndpoint('udp'))).toMatchObject({ ok: false });
    const endpoint = newEndpoint('udp');
    if (endpoint.kind !== 'udp') throw new Error('not UDP');
    expect(readAddress({ ...endpoint, bind: '127.0.0.1:5354' })).toEqual({ ok: true, value: null });
    expect(shortAddress({ ...endpoint, bind: '127.0.0.1:5354' })).toBe('127.0.0.1:5354');
  });

  it('is shown in a list without what all of its kind have', () => {
    expect(shortAddress(newEndpoint('ws-client', 'ws://127.0.0.1:8080/'))).toBe('127.0.0.1:8080');
    expect(shortAddress(newEndpoint('ws-client', 'ws://127.0.0.1:8080/chat'))).toBe('127.0.0.1:8080/chat');
    expect(shortAddress(newEndpoint('tcp-client', 'tcp://[::1]:9'))).toBe('[::1]:9');
    expect(shortAddress(newEndpoint('unix-server', 'unix:/run/x.sock'))).toBe('/run/x.sock');
    expect(shortAddress(newEndpoint('tls-client', 'tls://h:443'))).toBe('h:443');
    expect(shortAddress(newEndpoint('tcp-client', 'not finished'))).toBe('not finished');
  });
});

describe('where a UDP socket receives', () => {
  it('is host and port, or left to the system', () => {
    expect(bindProblem('')).toBeNull();
    expect(bindProblem('0.0.0.0:0')).toBeNull();
    expect(bindProblem('[::1]:5353')).toBeNull();
    expect(bindProblem('127.0.0.1')).toBe('Add a port, as in :9000.');
  });
});
