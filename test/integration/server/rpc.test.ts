import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { largestUnknownSockets } from '../../../electron/server/rpcDoor.ts';
import { isSameToken, makeToken } from '../../../electron/server/token.ts';
import { encodeEnvelope } from '../../../shared/rpc/binaryEnvelope.ts';
import { helloTimeoutMs, largestHelloBytes } from '../../../shared/rpc/hello.ts';
import { exchangeText } from '../../support/rudePeers.ts';
import {
  closeOf,
  nextHead,
  openSocket,
  sendHead,
  startTestServer,
  statusOf,
  type TestServer,
} from '../../support/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const wrongToken = {
  code: 1008,
  reason: 'The token is wrong. Open the address that Wirebench printed when it started.',
};

function upgradeRequest(headers: readonly string[], path = '/rpc'): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

describe('the way to the engine', () => {
  it('opens for the token, and then serves the contract', async () => {
    const socket = await openSocket(server);
    sendHead(socket, { type: 'hello', token: server.token });
    expect(await nextHead(socket)).toEqual({ type: 'welcome' });
    sendHead(socket, { type: 'call', id: 1, method: 'app.info', input: {} });
    expect(await nextHead(socket)).toMatchObject({ type: 'result', id: 1, output: { version: '1.2.3' } });
    socket.close();
  });

  it('takes large messages from who is known', async () => {
    const socket = await openSocket(server);
    sendHead(socket, { type: 'hello', token: server.token });
    await nextHead(socket);
    const body = new Uint8Array(8 * 1024 * 1024);
    socket.send(encodeEnvelope({ head: { type: 'call', id: 1, method: 'app.info', input: {} }, body }));
    expect(await nextHead(socket)).toMatchObject({ type: 'result' });
    socket.close();
  });

  it('has a token of 192 bits in the fragment of its URL', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{32}$/);
    expect(new Set(Array.from({ length: 1000 }, makeToken)).size).toBe(1000);
    expect(isSameToken(server.token, server.token)).toBe(true);
    expect(isSameToken(server.token.slice(0, -1), server.token)).toBe(false);
    expect(isSameToken('', server.token)).toBe(false);
  });

  it.each([
    ['a wrong token', encodeEnvelope({ head: { type: 'hello', token: makeToken() } })],
    ['an empty token', encodeEnvelope({ head: { type: 'hello', token: '' } })],
    ['no token', encodeEnvelope({ head: { type: 'hello' } })],
    ['a token that is no text', encodeEnvelope({ head: { type: 'hello', token: 1 } })],
    [
      'a call instead of a hello',
      encodeEnvelope({ head: { type: 'call', id: 1, method: 'app.info', input: {} } }),
    ],
    ['a text message', 'hello'],
    ['an empty message', Buffer.alloc(0)],
    ['a head longer than the message', Buffer.from([255, 255, 255, 255])],
  ])('closes with 1008 and a sentence on %s', async (_, message) => {
    const socket = await openSocket(server);
    const closed = closeOf(socket);
    socket.send(message);
    expect(await closed).toEqual(wrongToken);
  });

  it('answers nothing that follows a wrong token', async () => {
    const socket = await openSocket(server);
    const heard: unknown[] = [];
    socket.on('message', (data) => heard.push(data));
    sendHead(socket, { type: 'hello', token: makeToken() });
    sendHead(socket, { type: 'hello', token: server.token });
    sendHead(socket, { type: 'call', id: 1, method: 'app.info', input: {} });
    expect(await closeOf(socket)).toEqual(wrongToken);
    expect(heard).toEqual([]);
  });
});

describe('who stands at the door', () => {
  it('is refused with 403 and a sentence for a foreign Host or Origin, the right token notwithstanding', async () => {
    const host = `Host: 127.0.0.1:${server.port}`;
    const refused: readonly (readonly string[])[] = [
      [host],
      [host, 'Origin: http://evil.example'],
      [host, 'Origin: null'],
      [host, 'Origin:'],
      [host, `Origin: https://127.0.0.1:${server.port}`],
      [host, `Origin: http://127.0.0.1:${server.port}/`],
      [host, `Origin: http://127.0.0.1:${server.port}.evil.example`],
      [host, `Origin: http://localhost:${server.port}`],
      [host, `Origin: [`],
      [`Host: evil.example:${server.port}`, `Origin: http://evil.example:${server.port}`],
      [`Host: evil.example`, `Origin: ${server.origin}`],
      ['Host: [', `Origin: ${server.origin}`],
    ];
    for (const headers of refused) {
      const answer = await exchangeText(server.port, upgradeRequest(headers));
      expect([headers, statusOf(answer)]).toEqual([headers, 403]);
      expect(answer).toMatch(/\r\n\r\n[A-Z][^\r\n]+\.\n$/);
    }
  });

  it('finds nothing but /rpc', async () => {
    const headers = [`Host: 127.0.0.1:${server.port}`, `Origin: ${server.origin}`];
    for (const path of ['/', '/rpc/', '/rpc?token=x', '//rpc', '/RPC', '/x/../rpc', '*', 'http://[/rpc']) {
      const answer = await exchangeText(server.port, upgradeRequest(headers, path));
      expect([path, statusOf(answer)]).toEqual([path, 404]);
    }
  });

  it(`is one of ${largestUnknownSockets} at most; those who are known do not count`, async () => {
    const known = await openSocket(server);
    sendHead(known, { type: 'hello', token: server.token });
    await nextHead(known);
    const waiting = await Promise.all(
      Array.from({ length: largestUnknownSockets }, () => openSocket(server)),
    );
    const headers = [`Host: 127.0.0.1:${server.port}`, `Origin: ${server.origin}`];
    const answer = await exchangeText(server.port, upgradeRequest(headers));
    expect(statusOf(answer)).toBe(503);
    expect(answer).toContain('Try again in a few seconds.');
    const gone = waiting.map((socket) => once(socket, 'close'));
    for (const socket of waiting) socket.close();
    await Promise.all(gone);
    const next = await openSocket(server);
    sendHead(next, { type: 'hello', token: server.token });
    expect(await nextHead(next)).toEqual({ type: 'welcome' });
    next.close();
    known.close();
  });

  it('gets no memory before the hello', async () => {
    const socket = await openSocket(server);
    const closed = closeOf(socket);
    socket.send(new Uint8Array(largestHelloBytes * 64));
    expect((await closed).code).toBe(1006);
  });

  it('has five seconds to say hello, on a socket or slowly in HTTP', async () => {
    const socket = await openSocket(server);
    const slow = connect(server.port, '127.0.0.1');
    slow.on('error', () => undefined);
    slow.resume();
    slow.write('GET / HTTP/1.1\r\nHost: ');
    const drip = setInterval(() => slow.write('a'), 200);
    const began = Date.now();
    const [closed] = await Promise.all([closeOf(socket), once(slow, 'close')]);
    clearInterval(drip);
    expect(closed).toEqual({ code: 1013, reason: 'No token came in time.' });
    expect(Date.now() - began).toBeGreaterThanOrEqual(helloTimeoutMs - 50);
  });
});

describe('the end of the server', () => {
  it('closes every socket, known or not, and frees the port', async () => {
    const known = await openSocket(server);
    sendHead(known, { type: 'hello', token: server.token });
    await nextHead(known);
    const unknown = await openSocket(server);
    const closed = Promise.all([closeOf(known), closeOf(unknown)]);
    await server.close();
    expect((await closed)[0]).toEqual({ code: 1001, reason: 'Wirebench was stopped.' });
    await using again = await startTestServer({ port: server.port });
    expect(again.port).toBe(server.port);
  });

  it('is not held up by a page that does not answer', async () => {
    const deaf = connect(server.port, '127.0.0.1');
    deaf.on('error', () => undefined);
    deaf.write(upgradeRequest([`Host: 127.0.0.1:${server.port}`, `Origin: ${server.origin}`]));
    await once(deaf, 'data');
    deaf.pause();
    await server.close();
    // It has not been told yet, or it would have answered.
    expect(deaf.closed).toBe(false);
    deaf.destroy();
  });
});

describe('a server that cannot be started', () => {
  it('says that the port is taken, or that the address is not ours', async () => {
    await expect(startTestServer({ port: server.port })).rejects.toThrow(
      `127.0.0.1:${server.port} is in use by another program. Choose another port, or 0 for a free one.`,
    );
    await expect(startTestServer({ host: '192.0.2.1' })).rejects.toThrow(
      'This machine has no address 192.0.2.1.',
    );
  });

  it('serves ::1 and localhost under their own names', async () => {
    for (const host of ['localhost', '::1']) {
      const started = await startTestServer({ host }).catch(() => null);
      if (started === null) continue;
      await using named = started;
      expect((await fetch(new URL('/', named.url))).status).toBe(200);
      const socket = new WebSocket(named.url.replace(/^http(.*)#.*$/, 'ws$1rpc'), {
        origin: new URL(named.url).origin,
      });
      await once(socket, 'open');
      socket.terminate();
    }
  });
});
