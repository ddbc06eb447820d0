import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { tcpPeer } from '../../support/peers.ts';
import { conversation } from '../../support/finished.ts';
import { Wirebench } from '../../support/wirebench.ts';
import { runHere as run, WirebenchHere } from '../../support/wirebenchHere.ts';

function client(url: URL): Socket {
  return connect(Number(url.port), '127.0.0.1');
}

/** Reads until so many bytes have come. */
async function read(socket: Socket, size: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let received = 0;
  while (received < size) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    chunks.push(chunk);
    received += chunk.length;
  }
  return Buffer.concat(chunks);
}

describe('listen over TCP', () => {
  it('takes a free port, echoes to each peer its own, and tells them apart', async () => {
    const wirebench = new WirebenchHere(['listen', 'tcp://127.0.0.1:0', '--echo', '--until', '2', '--json']);
    const url = await wirebench.url();
    expect(Number(url.port)).toBeGreaterThan(0);
    const [one, two] = [client(url), client(url)];
    one.write('one');
    expect((await read(one, 3)).toString()).toBe('one');
    two.write('two');
    expect((await read(two, 3)).toString()).toBe('two');
    const finished = await wirebench.finished;
    expect(finished.status).toBe(0);
    expect(finished.lines[0]).toEqual({ event: 'listening', url: url.href.replace(/\/$/, '') });
    expect(finished.records[0]).toMatchObject({ kind: 'listening', peer: null });
    expect(conversation(finished)).toEqual(['← one', '→ one', '← two', '→ two']);
    expect(new Set(finished.records.filter(({ text }) => text === 'one').map(({ peer }) => peer)).size).toBe(
      1,
    );
  });

  it('greets everybody who connects', async () => {
    const wirebench = new Wirebench([
      'listen',
      'tcp://127.0.0.1:0',
      '--send',
      'hello ',
      '--send-hex',
      '21 0a',
      '--json',
    ]);
    const url = await wirebench.url();
    for (let count = 0; count < 2; count += 1) {
      const socket = client(url);
      expect((await read(socket, 8)).toString()).toBe('hello !\n');
      socket.destroy();
    }
    expect((await wirebench.interrupt()).status).toBe(0);
  });

  it('echoes all of what a peer sends before it ends its side', async () => {
    const wirebench = new WirebenchHere(['listen', 'tcp://127.0.0.1:0', '--echo', '--json']);
    const socket = client(await wirebench.url());
    const sent = Buffer.alloc(3_000_000, 'echo ');
    const received = read(socket, sent.length);
    socket.end(sent);
    expect((await received).equals(sent)).toBe(true);
    await once(socket, 'close');
    await wirebench.interrupt();
  });

  it('echoes everything to a peer that begins to read late', async () => {
    const wirebench = new WirebenchHere(['listen', 'tcp://127.0.0.1:0', '--echo']);
    const url = /tcp:\S+/.exec(await wirebench.firstLine())?.[0] ?? '';
    const socket = client(new URL(url));
    socket.pause();
    const sent = Buffer.alloc(24_000_000, 'late ');
    await new Promise<void>((resolve) => {
      socket.write(sent, () => resolve());
    });
    const received = read(socket, sent.length);
    socket.resume();
    expect((await received).equals(sent)).toBe(true);
    socket.destroy();
    const { stderr } = await wirebench.interrupt();
    expect(stderr).toBe('');
  });

  it('fails when the port is taken', async () => {
    await using peer = await tcpPeer((socket) => socket.destroy());
    const finished = await run('listen', `tcp://127.0.0.1:${peer.port}`, '--json');
    expect(finished.status).toBe(1);
    expect(finished.lines.map(({ event }) => event)).toEqual(['record', 'closed']);
    expect(finished.stderr).toMatch(/is in use by another program/);
  });

  it('ends after the time it was given, and fails when too few came by then', async () => {
    expect((await run('listen', 'tcp://127.0.0.1:0', '--for', '20ms')).status).toBe(0);
    const finished = await run('listen', 'tcp://127.0.0.1:0', '--for', '20ms', '--until', '1');
    expect(finished.status).toBe(1);
    expect(finished.stderr).toBe('Only 0 of 1 chunk were received before it ended.\n');
  });
});

describe('listen over UDP', () => {
  it('echoes datagrams to where they came from', async () => {
    const wirebench = new WirebenchHere(['listen', 'udp://127.0.0.1:0', '--echo', '--until', '1', '--json']);
    const url = await wirebench.url();
    expect(url.protocol).toBe('udp:');
    const socket = createSocket('udp4');
    const answered = once(socket, 'message');
    socket.send('datagram', Number(url.port), '127.0.0.1');
    expect(String((await answered)[0])).toBe('datagram');
    socket.close();
    expect(conversation(await wirebench.finished)).toEqual(['← datagram', '→ datagram']);
  });
});

describe('listen over WebSockets', () => {
  it('greets, echoes text as text and binary as binary, and settles on a subprotocol', async () => {
    const wirebench = new WirebenchHere([
      'listen',
      'ws://127.0.0.1:0/chat',
      '--echo',
      '--subprotocol',
      'b',
      '--send',
      'welcome',
      '--json',
    ]);
    const url = await wirebench.url();
    const socket = new WebSocket(url, ['a', 'b']);
    const messages: string[] = [];
    const { promise: done, resolve } = Promise.withResolvers<void>();
    socket.on('message', (data: Buffer, isBinary) => {
      messages.push(`${isBinary ? 'binary' : 'text'} ${data.toString()}`);
      if (messages.length === 3) resolve();
    });
    await once(socket, 'open');
    socket.send('text');
    socket.send(Buffer.from('bytes'));
    await done;
    expect(socket.protocol).toBe('b');
    expect(messages).toEqual(['text welcome', 'text text', 'binary bytes']);
    const closed = once(socket, 'close');
    expect((await wirebench.interrupt()).status).toBe(0);
    await closed;
  });
});
