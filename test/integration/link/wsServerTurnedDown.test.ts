import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { complete, exchangeWith, key, without, withOther } from './serverExchange.ts';

let server: RecordedEndpoint;
let port: number;
beforeEach(async () => {
  server = RecordedEndpoint.start({ kind: 'ws-server', address: 'ws://127.0.0.1:0/chat' });
  ({ port } = await server.listens());
});
afterEach(() => server[Symbol.asyncDispose]());

function exchange(request: string): ReturnType<typeof exchangeWith> {
  return exchangeWith(server, port, request);
}

/** The same of a request line with headers. */
function ask(line: string, headers: readonly string[] = complete): ReturnType<typeof exchange> {
  return exchange([line, ...headers, '', ''].join('\r\n'));
}

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
