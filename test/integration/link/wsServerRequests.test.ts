import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectRudeWebSocket } from '../../support/rudePeers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { complete, withOther } from './serverExchange.ts';

let server: RecordedEndpoint;
let port: number;
beforeEach(async () => {
  server = RecordedEndpoint.start({ kind: 'ws-server', address: 'ws://127.0.0.1:0/chat' });
  ({ port } = await server.listens());
});
afterEach(() => server[Symbol.asyncDispose]());

/** The status line with which a handshake is answered that the server may take; the connection is cut then. */
async function statusOf(
  line: string,
  headers: readonly string[] = complete,
  serverPort = port,
): Promise<string> {
  const socket = connect(serverPort, '127.0.0.1');
  socket.write([line, ...headers, '', ''].join('\r\n'), 'latin1');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString('latin1').split('\r\n', 1)[0] ?? '';
}

const taken = 'HTTP/1.1 101 Switching Protocols';
describe('a handshake is taken', () => {
  it.each([
    ['/chat', '/chat'],
    ['/chat', '/chat?room=1'],
    ['/chat', '/%63hat'],
    ['/chat', '/a/../chat'],
    ['/chat', 'ws://elsewhere.example/chat'],
    ['/chat', 'WSS://elsewhere.example:81/%63hat?x'],
    ['/chat', 'http://[::1]:80/chat'],
    ['/', 'ws://elsewhere.example?x'],
    ['/chät', '/ch%C3%A4t'],
    ['/chät', '/ch%c3%a4t'],
    ['/日本', '/%E6%97%A5%E6%9C%AC'],
    ['/a"b', '/a%22b'],
    ['/a"b', '/a"b'],
    ['/{x}', '/%7Bx%7D'],
    ['/{x}', '/{x}'],
    ['//x', '//x'],
    ['/a/./b', '/a/b'],
    ['/%zz', '/%25zz'],
    ['/ws?ignored', '/ws?other'],
  ])('by a server of %s that is asked for %s', async (path, target) => {
    await using other = RecordedEndpoint.start({ kind: 'ws-server', address: `ws://127.0.0.1:0${path}` });
    const { port: otherPort } = await other.listens();
    expect(await statusOf(`GET ${target} HTTP/1.1`, complete, otherPort)).toBe(taken);
  });

  it.each(['/chät', '/日本', '/a"b', '/{x}', '/a/../b', '/a\\b', '/%zz', '/%63hat', '//', '/a/%2e%2e/b?x=1'])(
    'by a server of %s, from a client that has the very same address',
    async (path) => {
      await using listening = RecordedEndpoint.start({
        kind: 'ws-server',
        address: `ws://127.0.0.1:0${path}`,
      });
      const { url } = await listening.listens();
      expect(url.endsWith(path)).toBe(true);
      await using client = RecordedEndpoint.start({ kind: 'ws-client', address: url });
      await client.link();
      expect(client.outcome).toBeNull();
    },
  );

  it.each([
    [
      'names in any case',
      complete.map((line) =>
        line.toUpperCase().replace(/^(SEC-WEBSOCKET-KEY: ).*/, '$1dGhlIHNhbXBsZSBub25jZQ=='),
      ),
    ],
    ['tokens in a list', withOther('Connection', 'Connection: keep-alive, , uPgRaDe')],
    ['lists in several lines', withOther('Connection', 'Connection: keep-alive', 'Connection: Upgrade')],
    ['several protocols to upgrade to', withOther('Upgrade', 'Upgrade: h2c, WebSocket')],
    [
      'empty elements in a list of subprotocols',
      [...complete, 'Sec-WebSocket-Protocol: a,, b', 'Sec-WebSocket-Protocol: c,'],
    ],
    [
      'extensions',
      [...complete, 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, x; y="z"'],
    ],
    ['a body of no bytes', [...complete, 'Content-Length: 0']],
    ['a Host with a port', withOther('Host', 'Host: [::1]:9000')],
  ])('with %s', async (_what, headers) => {
    expect(await statusOf('GET /chat HTTP/1.1', headers)).toBe(taken);
  });

  it('after 100, where the client waits for that', async () => {
    await using client = await connectRudeWebSocket(port, {
      path: '/chat',
      headers: ['Expect: 100-continue'],
    });
    expect(client.answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\n(?:HTTP\/1\.1 101 |$)/);
  });

  it('and its path is told as the client wrote it', async () => {
    const count = server.links.length;
    await using client = await connectRudeWebSocket(port, {
      path: 'ws://h/%63hat?room=1',
      headers: ['User-Agent: M\u00c3\u00bcller'],
    });
    expect(client.answer).toContain(taken);
    expect((await server.link(count)).facts.note).toMatch(/^path \/%63hat\?room=1, /);
  });
});
