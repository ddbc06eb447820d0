import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exchangeText, connectRudeWebSocket } from '../../support/rudePeers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
const upgrade = ['Host: x', 'Upgrade: websocket', 'Connection: Upgrade'];
const complete = [...upgrade, 'Sec-WebSocket-Version: 13', key];

let server: RecordedEndpoint;
let port: number;
beforeEach(async () => {
  server = RecordedEndpoint.start({ kind: 'ws-server', address: 'ws://127.0.0.1:0/chat' });
  ({ port } = await server.listens());
});
afterEach(() => server[Symbol.asyncDispose]());

/** The answer to a request, and what the server says of it, without the port of the client. */
async function exchange(
  request: string,
): Promise<{ status: number; answer: string; said: readonly string[] }> {
  const before = server.warnings.length;
  const answer = await exchangeText(port, request);
  await until(() => server.warnings.length > before);
  const said = server.warnings.slice(before).map((text) => text.replace(/^127\.0\.0\.1:\d+ /, ''));
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]), answer, said };
}

/** The same of a request line with headers. */
function ask(line: string, headers: readonly string[] = complete): ReturnType<typeof exchange> {
  return exchange([line, ...headers, '', ''].join('\r\n'));
}

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
const without = (name: string): string[] => complete.filter((line) => !line.startsWith(`${name}:`));
const withOther = (name: string, ...lines: string[]): string[] => [...without(name), ...lines];

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

describe('a handshake is turned down', () => {
  it.each([
    ['another path', 'GET /other HTTP/1.1', complete, 404, 'asked for /other'],
    ['a path of another case', 'GET /Chat HTTP/1.1', complete, 404, 'asked for /Chat'],
    ['an encoded slash', 'GET /%2Fchat HTTP/1.1', complete, 404, 'asked for /%2Fchat'],
    ['a # part', 'GET /chat#top HTTP/1.1', complete, 400, 'sent the # part of its address (/chat#top)'],
    ['an asterisk', 'GET * HTTP/1.1', complete, 400, 'asked for * with GET'],
    [
      'another scheme',
      'GET ftp://h/chat HTTP/1.1',
      complete,
      400,
      'asked for ftp://h/chat, which is not a WebSocket address',
    ],
    [
      'a URL with a password',
      'GET ws://me:secret@h/chat HTTP/1.1',
      complete,
      400,
      'asked for ws://me:secret@h/chat, which has no host',
    ],
    ['no Host', 'GET /chat HTTP/1.1', without('Host'), 400, 'sent no Host header'],
    ['no Host beside a URL', 'GET ws://h/chat HTTP/1.1', without('Host'), 400, 'sent no Host header'],
    ['two Hosts', 'GET /chat HTTP/1.1', [...complete, 'host: x'], 400, 'sent more than one Host header'],
    [
      'an empty Host',
      'GET /chat HTTP/1.1',
      withOther('Host', 'Host:'),
      400,
      'sent the Host “”, which is not a host,',
    ],
    [
      'a Host that is none',
      'GET /chat HTTP/1.1',
      withOther('Host', 'Host: a b'),
      400,
      'sent the Host “a b”, which is not a host,',
    ],
    [
      'a Host with a path',
      'GET /chat HTTP/1.1',
      withOther('Host', 'Host: x/y'),
      400,
      'sent the Host “x/y”, which is not a host,',
    ],
    [
      'no Upgrade',
      'GET /chat HTTP/1.1',
      without('Upgrade'),
      400,
      'sent a handshake without “Upgrade: websocket”',
    ],
    [
      'no Connection',
      'GET /chat HTTP/1.1',
      without('Connection'),
      400,
      'sent a handshake without “Connection: Upgrade”',
    ],
    [
      'Connection: upgraded',
      'GET /chat HTTP/1.1',
      withOther('Connection', 'Connection: upgraded'),
      400,
      'sent a handshake without “Connection: Upgrade”',
    ],
    [
      'no key',
      'GET /chat HTTP/1.1',
      without('Sec-WebSocket-Key'),
      400,
      'sent a handshake without Sec-WebSocket-Key',
    ],
    ['two keys', 'GET /chat HTTP/1.1', [...complete, key], 400, 'sent more than one Sec-WebSocket-Key'],
    [
      'a key of 15 bytes',
      'GET /chat HTTP/1.1',
      withOther('Sec-WebSocket-Key', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAA'),
      400,
      'sent the Sec-WebSocket-Key “AAAAAAAAAAAAAAAAAAAA”, which is not 16 bytes in Base64,',
    ],
    [
      'a subprotocol that is no token',
      'GET /chat HTTP/1.1',
      [...complete, 'Sec-WebSocket-Protocol: a b'],
      400,
      'offered the subprotocol “a b”, which is not a token,',
    ],
    [
      'a subprotocol twice',
      'GET /chat HTTP/1.1',
      [...complete, 'Sec-WebSocket-Protocol: a, b, a'],
      400,
      'offered the subprotocol “a” twice',
    ],
    [
      'no subprotocol in the header',
      'GET /chat HTTP/1.1',
      [...complete, 'Sec-WebSocket-Protocol:'],
      400,
      'sent an empty Sec-WebSocket-Protocol',
    ],
    [
      'an extension that cannot be read',
      'GET /chat HTTP/1.1',
      [...complete, 'Sec-WebSocket-Extensions: x; =y'],
      400,
      'offered the extension “x; =y”, which cannot be read,',
    ],
    [
      'a body',
      'GET /chat HTTP/1.1',
      [...complete, 'Content-Length: 5'],
      400,
      'sent a body with its handshake',
    ],
    [
      'a body in chunks',
      'GET /chat HTTP/1.1',
      [...complete, 'Transfer-Encoding: chunked'],
      400,
      'sent a body with its handshake',
    ],
    [
      'a subprotocol beyond ASCII',
      'GET /chat HTTP/1.1',
      [...complete, 'Sec-WebSocket-Protocol: \u00e2\u0080\u00ae\u00c3\u00a4'],
      400,
      'offered the subprotocol “‹U+202E›ä”, which is not a token,',
    ],
    [
      'signs that are not shown',
      'GET /chat HTTP/1.1',
      withOther('Sec-WebSocket-Key', 'Sec-WebSocket-Key: \u009b31m'),
      400,
      'sent the Sec-WebSocket-Key “‹U+009B›31m”, which is not 16 bytes in Base64,',
    ],
  ])('that has %s', async (_what, line, headers, status, why) => {
    const turned = await ask(line, headers);
    expect(turned.said).toEqual([`${why} and was answered ${status}.`]);
    expect(turned.status).toBe(status);
    expect(turned.answer).toMatch(/\r\nConnection: close\r\n/);
  });

  it.each(['7', '8', '14', '13, 8', '013', '0xd', '', null])(
    'with the version %j, and is told the one to use',
    async (version) => {
      const lines = version === null ? [] : [`Sec-WebSocket-Version: ${version}`];
      const { answer, status, said } = await ask(
        'GET /chat HTTP/1.1',
        withOther('Sec-WebSocket-Version', ...lines),
      );
      expect(status).toBe(426);
      expect(answer).toMatch(/\r\nSec-WebSocket-Version: 13\r\n/);
      expect(answer).toMatch(/\r\nUpgrade: websocket\r\n/);
      expect(said).toEqual([
        expect.stringMatching(
          /^(?:asked for WebSocket version .*|sent a handshake without Sec-WebSocket-Version), but only 13 exists, and was answered 426\.$/,
        ),
      ]);
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'PATCH'])('by %s', async (method) => {
    const { answer, status, said } = await ask(`${method} /chat HTTP/1.1`);
    expect(status).toBe(405);
    expect(answer).toMatch(/\r\nAllow: GET\r\n/);
    expect(said).toEqual([`used ${method}, but a handshake uses GET, and was answered 405.`]);
  });

  it.each([
    ['1.0', 426],
    ['2.0', 505],
  ])('by HTTP/%s', async (version, status) => {
    const turned = await ask(`GET /chat HTTP/${version}`);
    expect(turned.status).toBe(status);
    expect(turned.said).toEqual([
      `speaks HTTP/${version}, but a handshake needs HTTP/1.1, and was answered ${status}.`,
    ]);
  });
});

describe('a plain request', () => {
  it.each(['GET /chat', 'GET /', 'HEAD /chat', 'GET http://h/chat'])(
    '%s gets 426 and what to upgrade to',
    async (line) => {
      const { answer, said } = await ask(`${line} HTTP/1.1`, ['Host: x', 'Expect: 100-continue']);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n/);
      expect(head).toMatch(/\r\nUpgrade: websocket(?:\r\n|$)/);
      expect(head).toMatch(/\r\nConnection: Upgrade, close\r\n/);
      expect(body === '').toBe(line.startsWith('HEAD'));
      expect(said).toEqual(['asked by plain HTTP and was answered 426.']);
    },
  );

  it.each(['OPTIONS *', 'OPTIONS /chat', 'POST /chat', 'TRACE /chat', 'CONNECT h:80'])(
    '%s gets 405',
    async (line) => {
      const { answer, status, said } = await ask(`${line} HTTP/1.1`, ['Host: x']);
      expect(status).toBe(405);
      expect(answer).toMatch(/\r\nAllow: GET\r\n/);
      expect(said).toHaveLength(1);
    },
  );

  it('behind another one is not answered any more', async () => {
    const { answer } = await exchange('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2));
    expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
  });
});
