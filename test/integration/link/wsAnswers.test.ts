import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { LinkOutcome } from '../../../electron/engine/link/link.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { startHandshakeAnswer } from '../../support/rudePeers.ts';

const upgraded = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';
const accepted = `${upgraded}Sec-WebSocket-Accept: {accept}\r\n`;

function wsClient(port: number, subprotocols: readonly string[] = []): object {
  return { kind: 'ws-client', address: `ws://127.0.0.1:${port}/chat`, subprotocols };
}

/** How a client ends to which this is answered; its reason without the address that it begins with. */
async function outcomeOf(answer: string, subprotocols: readonly string[] = []): Promise<LinkOutcome> {
  await using peer = await startHandshakeAnswer(answer);
  await using endpoint = RecordedEndpoint.start(wsClient(peer.port, subprotocols));
  const outcome = await endpoint.end();
  const where = `127.0.0.1:${peer.port} `;
  expect(outcome.reason).toContain(where);
  return { ...outcome, reason: outcome.reason.replace(where, '') };
}

async function reasonFor(answer: string, subprotocols: readonly string[] = []): Promise<string> {
  const { clean, reason } = await outcomeOf(answer, subprotocols);
  expect(clean).toBe(false);
  return reason;
}

describe('an answer that breaks a rule of HTTP is told by that rule', () => {
  const rows: readonly (readonly [what: string, answer: string, sentence: string])[] = [
    [
      'a control byte in a header',
      `${accepted}X-A: a\u0001b\r\n\r\n`,
      'sent the header “X-A” with the byte 0x01, which HTTP does not allow there (RFC 9110, section 5.5).',
    ],
    ['a NUL in a header', `${accepted}X-A: a\0b\r\n\r\n`, 'sent the header “X-A” with the byte 0x00, which'],
    [
      'a DEL in a header',
      `${accepted}X-A: \u007f\r\n\r\n`,
      'sent the header “X-A” with the byte 0x7f, which',
    ],
    [
      'a control byte in a folded header',
      `${accepted}X-A: a\r\n \u0002\r\n\r\n`,
      'sent a folded header with the byte 0x02, which',
    ],
    [
      'a space before the colon',
      `${accepted}X-A : b\r\n\r\n`,
      'sent a space between the header name “X-A” and its colon, which HTTP forbids (RFC 9112, section 5.1).',
    ],
    [
      'a name with a space in it',
      `${accepted}X A: b\r\n\r\n`,
      'sent a header with a name that HTTP does not allow: “X A”',
    ],
    [
      'a header without a colon',
      `${accepted}nonsense\r\n\r\n`,
      'sent a header line without a colon: “nonsense”',
    ],
    ['a header without a name', `${accepted}: b\r\n\r\n`, 'sent a header without a name.'],
    [
      'a blank before the first header',
      `HTTP/1.1 101 X\r\n Upgrade: websocket\r\n\r\n`,
      'sent white space before its first header',
    ],
    [
      'LF alone',
      `${accepted}\r\n`.replaceAll('\r', ''),
      'ended a line of HTTP with LF alone (“HTTP/1.1 101 Switching Protocols”); CR must precede it',
    ],
    ['LF alone in one line', `${accepted}X-A: b\n\r\n`, 'ended a line of HTTP with LF alone (“X-A: b”);'],
    [
      'CR alone',
      `HTTP/1.1 200 OK\rX-A: b\r\n\r\n`,
      'ended a line of HTTP with CR alone (“HTTP/1.1 200 OK”); LF must follow',
    ],
    [
      'more headers than are read',
      `${accepted}X-A: ${'b'.repeat(20_000)}\r\n\r\n`,
      'sent more than 16 KiB of headers.',
    ],
    [
      'a status that is no number',
      'HTTP/1.1 abc No\r\n\r\n',
      'answered with a status line that cannot be read: “HTTP/1.1 abc No”',
    ],
    [
      'a status of two digits',
      'HTTP/1.1 99 No\r\n\r\n',
      'answered with a status line that cannot be read: “HTTP/1.1 99 No”',
    ],
    [
      'a status of four digits',
      'HTTP/1.1 1010 No\r\n\r\n',
      'answered with a status line that cannot be read: “HTTP/1.1 1010 No”',
    ],
    [
      'a control byte in the status line',
      'HTTP/1.1 101 No\u0007\r\n\r\n',
      'sent the byte 0x07 in its reason phrase',
    ],
    [
      'a version of HTTP from later',
      'HTTP/2.0 200 OK\r\n\r\n',
      'answered with “HTTP/2.0”, but this handshake needs HTTP/1.1.',
    ],
    [
      'a version that does not exist',
      'HTTP/9.9 200 OK\r\n\r\n',
      'answered with “HTTP/9.9”, but this handshake',
    ],
    [
      'two lengths that differ',
      'HTTP/1.1 400 No\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      'sent two Content-Length headers, or one beside Transfer-Encoding',
    ],
    [
      'a length that is no number',
      'HTTP/1.1 400 No\r\nContent-Length: x\r\n\r\nab',
      'sent a Content-Length that is not a number.',
    ],
  ];

  it.each(rows)('%s', async (_what, answer, sentence) => {
    expect(await reasonFor(answer)).toContain(sentence);
  });

  it('beside the refusal that it came with', async () => {
    const answer = 'HTTP/1.1 403 No\r\nX-A: \u0001\r\nContent-Length: 2\r\n\r\nno';
    expect(await reasonFor(answer)).toMatch(
      /^refused the WebSocket handshake with 403 No\. .*“no”\. .* sent the header “X-A” with the byte 0x01/,
    );
  });

  it('and so is a body that is longer than was said', async () => {
    const answer = 'HTTP/1.1 400 No\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabcdefgh';
    expect(await reasonFor(answer)).toMatch(
      /^refused the WebSocket handshake with 400 No\. .*“abc”\. Its body is longer than its Content-Length says\.$/,
    );
  });
});

describe('a folded header', () => {
  it.each(['at once', 'byte by byte'] as const)('that comes %s is read as one with spaces', async (pace) => {
    await using peer = await startHandshakeAnswer(
      `${upgraded}Sec-WebSocket-Accept:\r\n {accept}\r\nX-A: one\r\n\ttwo\r\n\r\n`,
      pace,
    );
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    expect(link.facts.remote).toBe(`127.0.0.1:${peer.port}`);
  });

  it('in an interim answer keeps no answer from being read', async () => {
    await using peer = await startHandshakeAnswer(
      `HTTP/1.1 103 Early Hints\r\nLink: </a>,\r\n </b>\r\n\r\n${accepted}\r\n`,
    );
    const { endpoint, link } = await connectTo(wsClient(peer.port));
    await using _ = endpoint;
    expect(link.facts.remote).toBe(`127.0.0.1:${peer.port}`);
  });
});

describe('what is no HTTP is quoted', () => {
  const rows: readonly (readonly [what: string, answer: string, sentence: string])[] = [
    [
      'SSH',
      'SSH-2.0-OpenSSH_9.2\r\n',
      'did not answer with HTTP, so it is not a WebSocket server: it began with “SSH-2.0-OpenSSH_9.2”.',
    ],
    ['SMTP', '220 mail ESMTP\r\n', 'it began with “220 mail ESMTP”.'],
    ['redis', "-ERR unknown command 'GET'\r\n", "it began with “-ERR unknown command 'GET'”."],
    ['a page of HTTP/0.9', '<html>hello</html>', 'it began with “<html>hello</html>”.'],
    ['a request', 'GET / HTTP/1.1\r\n\r\n', 'it began with “GET / HTTP/1.1”.'],
    [
      'bytes',
      '\u0000\u0001\u0002\u00ff\u0000\u0001\u0002\u00ff\u0000\u0000\u0000',
      'it began with “00 01 02 ff 00 01 02 ff”.',
    ],
    [
      'the settings of HTTP/2',
      '\0\0\u0006\u0004\0\0\0\0\0\0\u0004\u00ff\u00ff\u00ff\0',
      'answered with HTTP/2, although it was not asked to.',
    ],
    [
      'a TLS alert',
      '\u0015\u0003\u0003\0\u0002\u0002F',
      'answered with a TLS alert (protocol_version): it speaks TLS at this port. Use wss:// instead of ws://.',
    ],
    ['half a TLS alert', '\u0015', 'answered with a TLS alert: it speaks TLS at this port.'],
    [
      'nothing',
      '',
      'closed the connection during the WebSocket handshake, without an answer. Check that it is a WebSocket server, and whether it requires wss://.',
    ],
    [
      'half a status line',
      'HTTP/1.1 101 Sw',
      'closed the connection during the WebSocket handshake, in the middle of its answer, after “HTTP/1.1 101 Sw”.',
    ],
    ['half a head', 'HTTP/1.1 101 X\r\nUpgr', 'in the middle of its answer, after “HTTP/1.1 101 X”.'],
  ];

  it.each(rows)('%s', async (_what, answer, sentence) => {
    expect(await reasonFor(answer)).toContain(sentence);
  });
});

describe('an answer of 101 that does not agree to WebSocket says in what', () => {
  const rows: readonly (readonly [what: string, answer: string, sentence: string])[] = [
    [
      'no headers',
      'HTTP/1.1 101 X\r\n\r\n',
      'answered 101 without the header Upgrade, so nothing was agreed on',
    ],
    [
      'no Connection',
      'HTTP/1.1 101 X\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n',
      'answered 101 without the header Connection, which must say “Upgrade”',
    ],
    [
      'no Upgrade',
      'HTTP/1.1 101 X\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n',
      'answered 101 without the header Upgrade',
    ],
    [
      'another Upgrade',
      'HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
      'answered 101 with Upgrade: “h2c”, which must be “websocket”',
    ],
    [
      'another Connection',
      'HTTP/1.1 101 X\r\nConnection: close\r\nUpgrade: websocket\r\n\r\n',
      'answered 101 with Connection: “close”, which must say “Upgrade”',
    ],
    [
      'no key',
      `${upgraded}\r\n`,
      'answered 101 without Sec-WebSocket-Accept, so nothing shows that it speaks WebSocket',
    ],
    [
      'a wrong key',
      `${upgraded}Sec-WebSocket-Accept: no\r\n\r\n`,
      'answered the handshake with a wrong Sec-WebSocket-Accept: “no” instead of “',
    ],
    [
      'two keys',
      `${accepted}Sec-WebSocket-Accept: no\r\n\r\n`,
      'answered 101 with 2 Sec-WebSocket-Accept headers (',
    ],
    [
      'an extension',
      `${accepted}Sec-WebSocket-Extensions: permessage-deflate; a=b\r\n\r\n`,
      'chose an extension that was not offered: “permessage-deflate; a=b”.',
    ],
    [
      'an empty extension',
      `${accepted}Sec-WebSocket-Extensions:\r\n\r\n`,
      'answered with an empty Sec-WebSocket-Extensions',
    ],
  ];

  it.each(rows)('%s', async (_what, answer, sentence) => {
    const { clean, reason, code } = await outcomeOf(answer);
    expect({ clean, code }).toEqual({ clean: false, code: 'HTTP 101' });
    expect(reason).toContain(sentence);
  });

  const chosen: readonly (readonly [
    what: string,
    offered: readonly string[],
    lines: string,
    sentence: string,
  ])[] = [
    [
      'none',
      ['mqtt', 'stomp'],
      '',
      'knows none of the subprotocols that were offered (“mqtt”, “stomp”). Change or clear “Subprotocols”.',
    ],
    [
      'another',
      ['mqtt'],
      'Sec-WebSocket-Protocol: stomp\r\n',
      'chose a subprotocol that was not offered: “stomp”. Add it under “Subprotocols”.',
    ],
    [
      'one that nobody asked for',
      [],
      'Sec-WebSocket-Protocol: stomp\r\n',
      'chose the subprotocol “stomp”, although none was offered',
    ],
    [
      'one of another case',
      ['mqtt'],
      'Sec-WebSocket-Protocol: MQTT\r\n',
      'chose the subprotocol “MQTT”, but “mqtt” was offered: the names are case-sensitive',
    ],
    [
      'an empty one',
      ['mqtt'],
      'Sec-WebSocket-Protocol:\r\n',
      'answered with an empty Sec-WebSocket-Protocol.',
    ],
    [
      'an empty one that nobody asked for',
      [],
      'Sec-WebSocket-Protocol:\r\n',
      'answered with an empty Sec-WebSocket-Protocol.',
    ],
    [
      'a list',
      ['mqtt', 'stomp'],
      'Sec-WebSocket-Protocol: mqtt, stomp\r\n',
      'chose several subprotocols at once (“mqtt, stomp”), but may choose only one',
    ],
    [
      'one, twice',
      ['mqtt'],
      'Sec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Protocol: mqtt\r\n',
      'chose a subprotocol twice (“mqtt”, “mqtt”), but may choose only once',
    ],
  ];

  it.each(chosen)('a subprotocol: %s', async (_what, offered, lines, sentence) => {
    const { reason, field } = await outcomeOf(`${accepted}${lines}\r\n`, offered);
    expect(reason).toContain(sentence);
    expect(field).toBe('subprotocols');
  });
});

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

describe('the headers of a handshake', () => {
  it('are among the facts of a client, as they went over the wire, also when it was refused', async () => {
    await using peer = await startHandshakeAnswer(
      `HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n${accepted}X-Name: für\r\nX-Folded: one\r\n two\r\n\r\n`,
    );
    const { endpoint } = await connectTo({ ...wsClient(peer.port), headers: [{ name: 'X-A', value: '1' }] });
    await using _ = endpoint;
    expect(endpoint.facts.handshake?.request).toEqual(
      expect.arrayContaining(['GET /chat HTTP/1.1', `Host: 127.0.0.1:${peer.port}`, 'X-A: 1']),
    );
    expect(endpoint.facts.handshake?.answer).toEqual([
      ...['HTTP/1.1 103 Early', 'Link: </a>', 'HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket'],
      ...['Connection: Upgrade', expect.stringMatching(/^Sec-WebSocket-Accept: \S{28}$/)],
      ...['X-Name: für', 'X-Folded: one', ' two'],
    ]);
    await using refusing = await startHandshakeAnswer('HTTP/1.1 403 No\r\nX-Why: you\r\n\r\nbody');
    await using refused = RecordedEndpoint.start(wsClient(refusing.port));
    await refused.end();
    expect(refused.facts.handshake?.answer).toEqual(['HTTP/1.1 403 No', 'X-Why: you']);
  });

  it('are among those of each client of a server', async () => {
    await using server = RecordedEndpoint.start({ kind: 'ws-server', address: 'ws://127.0.0.1:0/' });
    const { port } = await server.listens();
    const client = { ...wsClient(port), headers: [{ name: 'Cookie', value: 'naïve=1' }] };
    const { endpoint } = await connectTo(client);
    await using _ = endpoint;
    const { handshake } = (await server.link()).facts;
    expect(handshake?.request).toEqual(expect.arrayContaining(['GET /chat HTTP/1.1', 'Cookie: naïve=1']));
    expect(handshake?.answer).toEqual(endpoint.facts.handshake?.answer);
  });
});
