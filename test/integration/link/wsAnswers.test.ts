import { describe, expect, it } from 'vitest';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { startHandshakeAnswer } from '../../support/rudePeers.ts';
import { accepted, reasonFor, upgraded, wsClient } from './handshakeAnswers.ts';

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
