import { describe, expect, it } from 'vitest';
import { wsPeer } from '../../support/peers.ts';
import { allRows, bytesOf, reaches, webSocketTo } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';

const newBench = benchesOfOneEngine();

const server = { kind: 'ws-server', address: 'ws://127.0.0.1:0/' } as const;
/** From a small one to one of several parts, with the sizes around which records are packed differently. */
const sizes = [10, 262_119, 262_120, 262_144, 1_048_577, 3_500_000, 0, 7];

/** No two stretches of it are alike, nor two of different seeds. */
function patternBytes(size: number, seed: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 1) bytes[at] = at * 31 + (at >>> 8) * 7 + (at >>> 16) * 3 + seed;
  return bytes;
}

describe('large WebSocket messages', () => {
  it('are recorded byte by byte, in order among small ones', async () => {
    const bench = newBench();
    const session = await bench.open(server);
    const client = await webSocketTo(session);
    const messages = sizes.map((size, index) => patternBytes(size, index));
    for (const message of messages) client.send(message);
    await reaches(session, ({ payloadsIn }) => payloadsIn === sizes.length);
    client.close();
    await session.close();
    expect(session.info.value.bytesIn).toBe(Buffer.concat(messages).length);
    const received = (await allRows(session.reader)).filter(({ kind }) => kind === 'binary');
    expect(received.map(({ size }) => size)).toEqual(sizes);
    expect(
      (await bytesOf(session.reader, 'in', (kind) => kind === 'binary')).equals(Buffer.concat(messages)),
    ).toBe(true);
  });

  it('are seen whole by whoever looks on, and recorded all the same', async () => {
    const bench = newBench();
    const session = await bench.open(server);
    const seen: Buffer[] = [];
    session.observe(({ kind, bytes }) => {
      if (kind === 'binary') seen.push(Buffer.from(bytes));
    });
    const client = await webSocketTo(session);
    const message = patternBytes(2_000_000, 1);
    client.send(message);
    await reaches(session, ({ payloadsIn }) => payloadsIn === 1);
    client.close();
    await session.close();
    expect(Buffer.concat(seen).equals(message)).toBe(true);
    expect((await bytesOf(session.reader, 'in', (kind) => kind === 'binary')).equals(message)).toBe(true);
  });

  it('that are sent stay the sender’s: it may send the same bytes again', async () => {
    const bench = newBench();
    const received: Buffer[] = [];
    await using peer = await wsPeer((socket) => {
      socket.on('message', (bytes: Buffer) => received.push(bytes));
    });
    const session = await bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/` });
    const message = patternBytes(2_000_000, 2);
    await Promise.all([session.send(1, 'binary', message), session.send(1, 'binary', message)]);
    await session.close();
    expect(received.map((bytes) => bytes.equals(message))).toEqual([true, true]);
    const recorded = await bytesOf(session.reader, 'out', (kind) => kind === 'binary');
    expect(recorded.equals(Buffer.concat([message, message]))).toBe(true);
  });
});

describe('many messages sent in one turn', () => {
  it('arrive one by one, in order, and each send knows that it was sent', async () => {
    const bench = newBench();
    const received: string[] = [];
    await using peer = await wsPeer((socket) => {
      socket.on('message', (bytes: Buffer) => received.push(bytes.toString()));
    });
    const session = await bench.open({ kind: 'ws-client', address: `ws://127.0.0.1:${peer.port}/` });
    const texts = Array.from({ length: 500 }, (_, index) => `message ${index}`);
    const sends = texts.map((text) => session.send(1, 'text', Buffer.from(text)));
    expect(await Promise.all(sends)).toEqual(texts.map(() => 1));
    expect(session.info.value.queuedBytes).toBe(0);
    await session.close();
    expect(received).toEqual(texts);
  });
});
