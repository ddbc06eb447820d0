import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exchangeText } from '../../support/rudePeers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const handshake =
  'Host: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const request = (line: string, more = ''): string => `${line}\r\n${handshake}${more}\r\n`;

let server: RecordedEndpoint;
let port: number;
beforeEach(async () => {
  server = RecordedEndpoint.start({ kind: 'ws-server', address: 'ws://127.0.0.1:0/chat' });
  ({ port } = await server.listens());
});
afterEach(() => server[Symbol.asyncDispose]());

async function said(client: (port: number) => Promise<unknown>): Promise<readonly string[]> {
  const before = server.warnings.length;
  await client(port);
  await until(() => server.warnings.length > before);
  return server.warnings.slice(before);
}

const lf = 'ended a line with LF alone, but CR must precede it,';

describe('a request that cannot be read', () => {
  it.each([
    [
      '20 kB of a header',
      request('GET /chat HTTP/1.1', `X: ${'x'.repeat(20_000)}\r\n`),
      431,
      'sent more than 16 KiB of headers',
    ],
    [
      '2,500 headers',
      request('GET /chat HTTP/1.1', 'X-Name: value\r\n'.repeat(2500)),
      431,
      'sent more than 16 KiB of headers',
    ],
    [
      '20 kB of a path',
      request(`GET /${'a'.repeat(20_000)} HTTP/1.1`),
      414,
      'asked for a path of more than 16 KiB',
    ],
    [
      'a control byte',
      request('GET /chat HTTP/1.1', 'X-A: a\u0001b\r\n'),
      400,
      'sent the control byte ‹01› in the header X-A',
    ],
    [
      'a NUL',
      request('GET /chat HTTP/1.1', 'X-A: a\u0000b\r\n'),
      400,
      'sent the control byte ‹00› in the header X-A',
    ],
    ['LF alone everywhere', request('GET /chat HTTP/1.1').replaceAll('\r\n', '\n'), 400, lf],
    ['LF alone in the headers', `GET /chat HTTP/1.1\r\n${handshake.replaceAll('\r\n', '\n')}\n`, 400, lf],
    ['CR alone', request('GET /chat HTTP/1.1', 'X-A: a\rb\r\n'), 400, 'sent a CR without an LF after it'],
    [
      'a folded header',
      request('GET /chat HTTP/1.1', 'X-A: a\r\n b\r\n'),
      400,
      'began a header line with white space, which is obsolete (RFC 9112, section 5.2),',
    ],
    [
      'white space before the first header',
      request('GET /chat HTTP/1.1\r\n X: y'),
      400,
      'began a header line with white space, which is obsolete (RFC 9112, section 5.2),',
    ],
    [
      'a space before a colon',
      request('GET /chat HTTP/1.1', 'X-A : a\r\n'),
      400,
      'sent white space between the header name X-A and its colon',
    ],
    [
      'a line without a colon',
      request('GET /chat HTTP/1.1', 'X-A\r\n'),
      400,
      'sent the header line “X-A” without a colon',
    ],
    [
      'a header without a name',
      request('GET /chat HTTP/1.1', ': a\r\n'),
      400,
      'sent a header without a name',
    ],
    [
      'a name that is no token',
      request('GET /chat HTTP/1.1', 'X(A: a\r\n'),
      400,
      'sent a header name with “(” in it (X(A)',
    ],
    [
      'a name with a byte beyond ASCII',
      request('GET /chat HTTP/1.1', 'X\u00e4: a\r\n'),
      400,
      'sent a header name with the byte ‹E4› in it (X‹E4›)',
    ],
    [
      'two lengths',
      request('GET /chat HTTP/1.1', 'Content-Length: 5\r\nContent-Length: 6\r\n'),
      400,
      'sent more than one Content-Length, or one beside Transfer-Encoding,',
    ],
    [
      'a length that is none',
      request('GET /chat HTTP/1.1', 'Content-Length: five\r\n'),
      400,
      'sent a Content-Length that is not a number',
    ],
    [
      'a raw byte in the path',
      request('GET /ch\u00c3\u00a4t HTTP/1.1'),
      400,
      'asked for a path with the byte ‹C3› in it, which is written %C3,',
    ],
    [
      'a tab in the path',
      request('GET /a\tb HTTP/1.1'),
      400,
      'asked for a path with the byte ‹09› in it, which is written %09,',
    ],
    [
      'a space in the path',
      request('GET /a b HTTP/1.1'),
      400,
      'sent a request line that does not end with HTTP/1.1 after the path (a space in a path is written %20)',
    ],
    [
      'no slash',
      request('GET chat HTTP/1.1'),
      400,
      'asked for chat, which is not a path: a path begins with a slash,',
    ],
    [
      'an authority alone',
      request('GET h:80 HTTP/1.1'),
      400,
      'asked for h:80, which is not a path: a path begins with a slash,',
    ],
    [
      'a space behind the version',
      request('GET /chat HTTP/1.1 '),
      400,
      'sent something after the version in its request line',
    ],
    [
      'CR alone in the request line',
      request('GET /chat HTTP/1.1\rX: y'),
      400,
      'sent a CR without an LF after it',
    ],
    ['a method alone', 'GET\r\n\r\n', 400, 'sent a request line without a path'],
    ['no path', 'GET \r\n\r\n', 400, 'sent a request line without a path'],
    [
      'tabs in the request line',
      request('GET\t/chat\tHTTP/1.1'),
      400,
      'sent white space in its request line where HTTP does not allow it',
    ],
    [
      'RTSP',
      'DESCRIBE rtsp://h/ RTSP/1.0\r\n\r\n',
      501,
      'does not speak HTTP: DESCRIBE is not a method of HTTP,',
    ],
    [
      'HTTP/3.0',
      request('GET /chat HTTP/3.0'),
      505,
      'asked for a version of HTTP that this server does not support (HTTP/3.0)',
    ],
    ['HTTP/0.9', 'GET /chat\r\n\r\n', 505, 'speaks HTTP/0.9, but a handshake needs HTTP/1.1,'],
    [
      'another method',
      request('BREW /chat HTTP/1.1'),
      501,
      'used the method BREW, which HTTP does not have,',
    ],
    [
      'a method in small letters',
      request('get /chat HTTP/1.1'),
      501,
      'used the method get, which HTTP does not have,',
    ],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505, 'speaks HTTP/2, but a handshake needs HTTP/1.1,'],
    ['an answer', 'HTTP/1.1 200 OK\r\n\r\n', 400, 'sent an HTTP response instead of a request'],
    ['SSH', 'SSH-2.0-OpenSSH_9.2\r\n', 400, 'does not speak HTTP: it began with “SSH-2.0-OpenSSH_9.2”'],
    [
      'bytes that mean nothing',
      '\u0000\u009b\u00ff[31m\r\n',
      400,
      'does not speak HTTP: it began with “␀‹9B›‹FF›[31m”',
    ],
    [
      'text',
      'grüß dich\r\n'.replace('üß', '\u00c3\u00bc\u00c3\u009f'),
      400,
      'does not speak HTTP: it began with “grüß dich”',
    ],
  ])('for %s is answered with its status and its cause', async (_what, text, status, why) => {
    let answer = '';
    const sentences = await said(async (at) => {
      answer = await exchangeText(at, text);
    });
    expect(sentences).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+ /)]);
    expect(sentences[0]?.replace(/^\S+ /, '')).toBe(`${why} and was answered ${status}.`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^?]+\\r\\n`));
    const [, body] = Buffer.from(answer, 'latin1').toString('utf8').split('\r\n\r\n');
    expect(body).toBe(`${sentences[0]}\n`);
  });

  it('for TLS leads to wss://', async () => {
    const sentences = await said((at) =>
      exchangeText(at, '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'),
    );
    expect(sentences[0]).toMatch(
      / speaks TLS and was answered 400\. Let it connect to ws:\/\/, or listen at wss:\/\/\.$/,
    );
  });

  it('is told by its cause, too, when it comes in small pieces', async () => {
    const sentences = await said(async (at) => {
      const socket = connect(at, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      const closed = once(socket, 'close');
      const line = `GET /${'a'.repeat(17_000)}`;
      for (let from = 0; from < line.length && socket.writable; from += 1000) {
        await new Promise((resolve) => void socket.write(line.slice(from, from + 1000), resolve));
      }
      await closed;
    });
    expect(sentences[0]).toMatch(/ asked for a path of more than 16 KiB and was answered 414\.$/);
  });

  it('gets its answer whole, and once, however much still comes', async () => {
    let answer = '';
    const sentences = await said(async (at) => {
      const socket = connect(at, '127.0.0.1');
      socket.on('error', () => undefined).on('data', (bytes: Buffer) => (answer += bytes.toString('latin1')));
      socket.write('GET /chat HTTP/1.1\r\nHost: x\r\nX: ');
      for (let count = 0; count < 20; count += 1) {
        await new Promise((resolve) => void socket.write('x'.repeat(20_000), resolve));
      }
      await until(() => answer.includes('431.\n'));
      socket.destroy();
    });
    expect(sentences).toHaveLength(1);
    expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
  });

  it.each([
    ['', 'connected and hung up without sending anything.'],
    ['GET /chat HT', 'hung up in the middle of its request and was answered 400.'],
  ])('is told when a client hangs up after %j', async (text, sentence) => {
    const sentences = await said(async (at) => {
      const socket = connect(at, '127.0.0.1');
      socket.end(text).resume();
      await once(socket, 'close');
    });
    expect(sentences.map((each) => each.replace(/^\S+ /, ''))).toEqual([sentence]);
  });

  it('is told when a client resets in the middle of it', async () => {
    const sentences = await said(async (at) => {
      const socket = connect(at, '127.0.0.1');
      await new Promise((resolve) => void socket.write('GET /chat HTTP/1.1\r\n', resolve));
      const before = server.warnings.length;
      socket.resetAndDestroy();
      await until(() => server.warnings.length > before);
    });
    expect(sentences.map((each) => each.replace(/^\S+ /, ''))).toEqual([
      'hung up before its WebSocket handshake was complete.',
    ]);
  });
});
