import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { outcomeOf, reasonFor } from './handshakeAnswers.ts';

describe('a refusal tells what the server said', () => {
  const rows: readonly (readonly [status: string, header: string, sentence: string, field: string | null])[] =
    [
      [
        '401 No',
        'WWW-Authenticate: Basic realm="x"',
        'It asks for “Basic realm="x"”. Check the headers (Authorization, Cookie, Origin).',
        'headers',
      ],
      [
        '407 No',
        'Proxy-Authenticate: Digest',
        'It asks for “Digest”. A proxy on the way asks for authentication',
        'proxy.use',
      ],
      [
        '426 Upgrade Required',
        'Sec-WebSocket-Version: 8, 7',
        'It speaks version 8, 7 of the protocol (Sec-WebSocket-Version), but Wirebench speaks 13',
        null,
      ],
      ['400 Bad', 'Sec-WebSocket-Version: 8', 'It speaks version 8 of the protocol', null],
      ['426 Upgrade Required', 'Upgrade: h2c', 'It requires an upgrade to “h2c”', null],
      [
        '426 Upgrade Required',
        'Upgrade: TLS/1.2',
        'It speaks TLS at this port. Use wss:// instead of ws://.',
        'address',
      ],
      [
        '429 Too Many',
        'Retry-After: 30',
        'It received too many requests. It says to try again in 30 s (Retry-After).',
        null,
      ],
      [
        '503 Busy',
        'Retry-After: Fri, 31 Dec 1999 23:59:59 GMT',
        'It says to try again after Fri, 31 Dec 1999 23:59:59 GMT (Retry-After).',
        null,
      ],
      [
        '301 Moved',
        'Location: https://other.test/x',
        'It redirects to https://other.test/x and redirects are not followed: connect to wss://other.test/x if you trust it.',
        'address',
      ],
      [
        '302 Found',
        'Location: /elsewhere',
        'It redirects to /elsewhere and redirects are not followed',
        'address',
      ],
      ['497 No', 'X: y', 'It speaks TLS at this port. Use wss:// instead of ws://.', 'address'],
      ['200 OK', 'X: y', 'It answered as if a page had been requested. Check the path.', 'address'],
      ['502 Bad Gateway', 'X: y', 'A gateway answered, but the server behind it did not.', null],
    ];

  it.each(rows)('%s, %s', async (status, header, sentence, field) => {
    const outcome = await outcomeOf(`HTTP/1.1 ${status}\r\n${header}\r\nContent-Length: 0\r\n\r\n`);
    expect(outcome.reason).toContain(`refused the WebSocket handshake with ${status}. `);
    expect(outcome.reason).toContain(sentence);
    expect(outcome).toMatchObject({ clean: false, code: `HTTP ${status.slice(0, 3)}`, field });
  });

  it.each([
    [
      'nginx',
      '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head><body></body></html>',
    ],
    [
      'Apache',
      "<html><head><title>400 Bad Request</title></head><body><p>Your browser sent a request that this server could not understand.<br />\nReason: You're speaking plain HTTP to an SSL-enabled server port.</p></body></html>",
    ],
    ['Go', 'Client sent an HTTP request to an HTTPS server.\n'],
    ['Tomcat', 'Bad Request\r\nThis combination of host and port requires TLS.\r\n'],
  ])('and leads to wss:// where %s says that the port is one for TLS', async (_who, body) => {
    const answer = `HTTP/1.1 400 Bad Request\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    expect(await reasonFor(answer)).toContain('It speaks TLS at this port. Use wss:// instead of ws://.');
  });
});

describe('the body of a refusal', () => {
  const text = 'Geschlossen für heute.';
  const bodies: readonly (readonly [
    what: string,
    headers: string,
    body: Buffer,
    quotation: string | null,
  ])[] = [
    ['in gzip', 'Content-Encoding: gzip', gzipSync(text), text],
    ['in deflate', 'Content-Encoding: deflate', deflateSync(text), text],
    ['in br', 'Content-Encoding: br', brotliCompressSync(text), text],
    ['in zstd', 'Content-Encoding: zstd', zstdCompressSync(text), text],
    ['in gzip twice', 'Content-Encoding: gzip, gzip', gzipSync(gzipSync(text)), text],
    ['in gzip that breaks off', 'Content-Encoding: gzip', gzipSync(text).subarray(0, -6), text],
    ['in a coding that is not known', 'Content-Encoding: compress', Buffer.from(text), null],
    ['that is not in the coding it names', 'Content-Encoding: gzip', Buffer.from(text), null],
    ['in Latin-1', 'Content-Type: text/plain; charset=ISO-8859-1', Buffer.from(text, 'latin1'), text],
    ['in Latin-1, without saying so', 'Content-Type: text/plain', Buffer.from(text, 'latin1'), text],
    ['in UTF-16', 'Content-Type: text/plain; charset="utf-16le"', Buffer.from(text, 'utf16le'), text],
    [
      'in a charset that nobody knows',
      'Content-Type: text/plain; charset=nonsense',
      Buffer.from('plain'),
      'plain',
    ],
    ['that is an image', 'Content-Type: image/png', Buffer.from('\u0089PNG'), null],
    [
      'that is a page with a title',
      'Content-Type: text/html',
      Buffer.from('<html><head><style>a{}</style><title>Closed &amp; done</title></head>'),
      'Closed & done',
    ],
    [
      'that is a page without a title',
      'Content-Type: text/html',
      Buffer.from('<p>Closed\n<b>for</b> today</p><script>x()</script>'),
      'Closed for today',
    ],
    [
      'that is JSON',
      'Content-Type: application/problem+json',
      Buffer.from('{"title":"closed"}'),
      '{"title":"closed"}',
    ],
  ];

  it.each(bodies)('%s is decoded or left out', async (_what, headers, body, quotation) => {
    const answer = `HTTP/1.1 400 No\r\n${headers}\r\nContent-Length: ${body.length}\r\n\r\n${body.toString('latin1')}`;
    const reason = await reasonFor(answer);
    const said = /It said: “(.*)”$/s.exec(reason)?.[1] ?? null;
    expect(said).toBe(quotation);
  });

  it('of 64 MiB in 64 KiB costs no memory', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a'));
    const before = process.memoryUsage().arrayBuffers;
    const answer = `HTTP/1.1 400 No\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n${bomb.toString('latin1')}`;
    expect(await reasonFor(answer)).toMatch(/It said: “a{200}…”$/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });
});
