import { describe, expect, it } from 'vitest';
import {
  bindProblem,
  kindForAddress,
  newEndpoint,
  readAddress,
  shortAddress,
  withKind,
} from '../../../renderer/state/endpoints.ts';

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
  ] as const)('%s in a %s makes a %s', (address, kind, expected) => {
    expect(kindForAddress(address, kind)).toBe(expected);
  });

  it('takes the address along to another kind, with its scheme', () => {
    const endpoint = withKind(newEndpoint('tcp-client', 'tcp://127.0.0.1:9000'), 'ws-client');
    expect(endpoint).toMatchObject({ kind: 'ws-client', address: 'ws://127.0.0.1:9000', headers: [] });
    expect(withKind(newEndpoint('ws-client', 'wss://h:1/path?q'), 'udp').address).toBe('udp://h:1');
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
  it('is read for its kind, with or without a scheme', () => {
    expect(readAddress(newEndpoint('tcp-client', '127.0.0.1:9000'))).toMatchObject({ ok: true });
    expect(readAddress(newEndpoint('ws-client', 'wss://example.org/x'))).toMatchObject({ ok: true });
  });

  it('may have port 0 only for servers', () => {
    expect(readAddress(newEndpoint('tcp-server', 'tcp://127.0.0.1:0'))).toMatchObject({ ok: true });
    const client = readAddress(newEndpoint('tcp-client', 'tcp://127.0.0.1:0'));
    expect(client).toMatchObject({ ok: false, problem: { from: 16, to: 17 } });
  });

  it('says which scheme its kind has', () => {
    const read = readAddress(newEndpoint('ws-server', 'wss://127.0.0.1:1/'));
    expect(read).toMatchObject({
      ok: false,
      problem: { message: 'The address of a WebSocket server begins with ws://.', from: 0, to: 3 },
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
