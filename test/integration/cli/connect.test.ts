import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closedPort, linePeer, tcpPeer, udpPeer, wsPeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { conversation } from '../../support/finished.ts';
import { Wirebench } from '../../support/wirebench.ts';
import { runHere as run, WirebenchHere } from '../../support/wirebenchHere.ts';

describe('connect over TCP', () => {
  it('sends, receives and ends, and says so in JSON', async () => {
    await using peer = await linePeer(() => '+PONG\r\n');
    const url = `tcp://127.0.0.1:${peer.port}`;
    const finished = await run('connect', url, '--send', 'PING\\r\\n', '--until', '1', '--json');
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
    expect(finished.lines[0]).toEqual({
      event: 'open',
      url,
      facts: {
        connectMs: expect.any(Number),
        remote: `127.0.0.1:${peer.port}`,
        local: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      },
    });
    expect(finished.lines.at(-1)?.event).toBe('closed');
    expect(finished.records.map(({ seq }) => seq)).toEqual(finished.records.map((_, index) => index + 1));
    expect(finished.records[0]).toMatchObject({ kind: 'opened', direction: null, peer: 1, size: 0, hex: '' });
    expect(finished.records.find(({ direction }) => direction === 'in')).toMatchObject({
      event: 'record',
      peer: 1,
      kind: 'data',
      size: 7,
      hex: '2b504f4e470d0a',
      text: '+PONG\r\n',
    });
    expect(conversation(finished)).toEqual(['→ PING\r\n', '← +PONG\r\n']);
  });

  it('sends text in the encoding and with the terminator that are asked for, and hex as it is', async () => {
    await using peer = await linePeer((line) => (line.includes('\xff') ? 'ok' : ''));
    const finished = await run(
      ...['connect', `tcp://127.0.0.1:${peer.port}`, '--encoding', 'Shift_JIS', '--terminator', 'CRLF'],
      ...['--on-open', '日', '--send-hex', '00', '--send', '本\\xff', '--until', '1', '--json'],
    );
    expect(finished.stderr).toBe('');
    const sent = finished.records.filter(({ direction }) => direction === 'out').map(({ hex }) => hex);
    expect(sent).toEqual(['93fa0d0a', '00', '967bff0d0a']);
  });

  it('keeps text, hex and files in the order in which they were written', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'message');
    await writeFile(file, 'from a file ');
    await using peer = await tcpPeer((socket) => socket.on('data', () => undefined));
    const finished = await run(
      'connect',
      `tcp://127.0.0.1:${peer.port}`,
      ...[
        '--send-hex',
        '68 65 78',
        '--send',
        'one',
        '--send-file',
        file,
        '--send',
        '\\u{e9}\\xff',
        '--for',
        '50ms',
        '--json',
      ],
    );
    expect(finished.status).toBe(0);
    expect(conversation(finished)).toEqual(['→ hex', '→ one', '→ from a file ', '→ c3a9ff']);
  });

  it('ends when the peer does', async () => {
    await using peer = await tcpPeer((socket) => socket.end('bye'));
    const finished = await run('connect', `tcp://127.0.0.1:${peer.port}`, '--json');
    expect(finished.status).toBe(0);
    expect(conversation(finished)).toEqual(['← bye']);
  });

  it('shows exactly as many received payloads as were asked for', async () => {
    await using peer = await tcpPeer((socket) => {
      const flood = setInterval(() => socket.write('x'), 1);
      socket.on('close', () => clearInterval(flood));
    });
    const finished = await run('connect', `tcp://127.0.0.1:${peer.port}`, '--until', '3', '--json');
    expect(finished.status).toBe(0);
    expect(conversation(finished)).toHaveLength(3);
  });

  it('fails when too few payloads came, and says how few', async () => {
    await using peer = await tcpPeer((socket) => socket.end('one'));
    const finished = await run('connect', `tcp://127.0.0.1:${peer.port}`, '--until', '2', '--json');
    expect(finished.status).toBe(1);
    expect(finished.stderr).toBe('Only 1 of 2 chunks was received before it ended.\n');
    expect(finished.lines.at(-1)?.event).toBe('closed');
  });

  it('fails when nobody listens, with one sentence, and without an open line', async () => {
    const finished = await run('connect', `tcp://127.0.0.1:${await closedPort()}`, '--json');
    expect(finished.status).toBe(1);
    expect(finished.stderr.trim().split('\n')).toHaveLength(1);
    expect(finished.lines.map(({ event }) => event)).toEqual(['record', 'closed']);
    expect(finished.records[0]).toMatchObject({ kind: 'failed', peer: null });
  });

  it('fails when the peer resets, and keeps what had come', async () => {
    await using peer = await tcpPeer((socket) => {
      socket.write('half a mess', () => socket.once('data', () => socket.resetAndDestroy()));
    });
    const finished = await run('connect', `tcp://127.0.0.1:${peer.port}`, '--send', 'go', '--json');
    expect(finished.status).toBe(1);
    expect(conversation(finished)).toContain('← half a mess');
    expect(finished.stderr).not.toBe('');
  });

  it('stays until Ctrl-C, and ends cleanly then', async () => {
    await using peer = await tcpPeer((socket) => socket.write('hello'));
    const wirebench = new Wirebench(['connect', `tcp://127.0.0.1:${peer.port}`, '--json']);
    await wirebench.firstLine();
    const finished = await wirebench.interrupt();
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
    expect(finished.lines.at(-1)?.event).toBe('closed');
  });

  it('prints for a person what no terminal obeys', async () => {
    await using peer = await tcpPeer((socket) => socket.end('\x1b]0;title\x07\u202e\u009b1m é\r\n'));
    const { stdout, status } = await run('connect', `tcp://127.0.0.1:${peer.port}`);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Open: tcp:\/\/127\.0\.0\.1:\d+\n/);
    expect(stdout).toMatch(
      /\d\d:\d\d:\d\d\.\d{6}  ←  #1   data +22  \\x1b\]0;title\\x07\\u\{202e\}\\u\{9b\}1m é\\r\\n\n/,
    );
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('prints in JSON what no terminal obeys either', async () => {
    await using peer = await tcpPeer((socket) => socket.end('\u009b1m\u202e\u{e0041}'));
    const finished = await run('connect', `tcp://127.0.0.1:${peer.port}`, '--json');
    expect(conversation(finished)).toEqual(['← \u009b1m\u202e\u{e0041}']);
    expect(finished.stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('writes large records whole: text where all of it is UTF-8, and only hex where one byte is not', async () => {
    // As much as a piece of a file has.
    const text = 'aé€😀'.repeat(20_000);
    await using folder = await temporaryFolder();
    const [good, bad] = [join(folder.path, 'good'), join(folder.path, 'bad')];
    await writeFile(good, text);
    await writeFile(bad, Buffer.concat([Buffer.from(text), Buffer.from([0xe2, 0x82])]));
    const server = new WirebenchHere([
      ...['listen', 'tcp://127.0.0.1:0', '--json', '--send-file', good, '--send-file', bad],
    ]);
    const { host } = await server.url();
    await run('connect', `tcp://${host}`, '--for', '50ms', '--quiet');
    const finished = await server.interrupt();
    const [first, second] = finished.records.filter(({ direction }) => direction === 'out');
    expect(first?.text === text && first.hex === Buffer.from(text).toString('hex')).toBe(true);
    expect(second?.size).toBe(Buffer.byteLength(text) + 2);
    expect(second?.text).toBeUndefined();
    expect(second?.hex.endsWith('f09f9880e282')).toBe(true);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    await using peer = await tcpPeer((socket) => {
      const flood = setInterval(() => socket.write('x'.repeat(1000)), 1);
      socket.on('close', () => clearInterval(flood));
    });
    const wirebench = new Wirebench(['connect', `tcp://127.0.0.1:${peer.port}`]);
    await wirebench.firstLine();
    wirebench.child.stdout?.destroy();
    const finished = await wirebench.finished;
    expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('connect over UDP', () => {
  it('sends datagrams, empty ones too, and receives the answers', async () => {
    await using peer = await udpPeer((datagram) => Buffer.concat([Buffer.from('re:'), datagram]));
    const finished = await run(
      'connect',
      `udp://127.0.0.1:${peer.port}`,
      ...['--send', 'one', '--send', '', '--until', '2', '--for', '5s', '--json'],
    );
    expect(finished.status).toBe(0);
    expect(finished.lines[0]).toMatchObject({ event: 'open', url: `udp://127.0.0.1:${peer.port}` });
    expect(conversation(finished).toSorted()).toEqual(['← re:', '← re:one', '→ ', '→ one']);
  });

  it('refuses a datagram that is too large before it begins', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'large');
    await writeFile(file, Buffer.alloc(65_508));
    const finished = await run('connect', 'udp://127.0.0.1:9', '--send-file', file);
    expect(finished.status).toBe(2);
    expect(finished.stderr).toContain('--send-file: A UDP datagram holds at most 65,507 bytes');
  });
});

describe('connect over a WebSocket', () => {
  it('sends --send as text and the others as binary, with headers and a subprotocol', async () => {
    const asked: unknown[] = [];
    await using peer = await wsPeer((socket, { headers, url }) => {
      asked.push([url, headers['x-test'], headers['sec-websocket-protocol']]);
      socket.on('message', (data, binary) => socket.send(data, { binary }));
    });
    const finished = await run(
      'connect',
      `ws://127.0.0.1:${peer.port}/chat?room=1`,
      ...['--header', 'X-Test: a: b ', '--subprotocol', 'one', '--subprotocol', 'two'],
      ...['--send', 'grüße', '--send-hex', '00ff', '--until', '2', '--json'],
    );
    expect(finished.status).toBe(0);
    expect(asked).toEqual([['/chat?room=1', 'a: b', 'one,two']]);
    const payloads = finished.records
      .filter(({ kind }) => kind === 'text' || kind === 'binary')
      .map(({ direction, kind, hex }) => `${direction} ${kind} ${hex}`);
    const text = Buffer.from('grüße').toString('hex');
    expect(payloads.toSorted()).toEqual([
      `in binary 00ff`,
      `in text ${text}`,
      `out binary 00ff`,
      `out text ${text}`,
    ]);
  });

  it('ends when the peer closes', async () => {
    await using peer = await wsPeer((socket) => socket.close(4001, 'enough'));
    const finished = await run('connect', `ws://127.0.0.1:${peer.port}`, '--json');
    expect(finished.lines.at(-1)).toMatchObject({ event: 'closed', reason: expect.stringContaining('4001') });
  });

  it('fails on a message over --max-message, and names the limit', async () => {
    await using peer = await wsPeer((socket) => socket.send('x'.repeat(2000)));
    const finished = await run('connect', `ws://127.0.0.1:${peer.port}`, '--max-message', '1kB', '--json');
    expect(finished.status).toBe(1);
    expect(finished.stderr).toMatch(/1,000|1000|limit/);
  });

  it('fails on a server that is none', async () => {
    await using peer = await linePeer(() => 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    const finished = await run('connect', `ws://127.0.0.1:${peer.port}`, '--json');
    expect(finished.status).toBe(1);
    expect(finished.stderr).toContain('403');
  });
});
