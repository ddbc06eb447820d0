import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { queueLimitBytes } from '../../../shared/model/sending.ts';
import { numberOf, numberedMessage, range } from '../../support/numberedMessages.ts';
import { tcpPeer } from '../../support/peers.ts';
import { allRows, bytesOf, portOfSession } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

const megabyte = 1024 * 1024;

describe('a peer that stops reading', () => {
  it('is sent no more than the queue holds, and then gets every byte that was taken, in order', async () => {
    const bench = newBench();
    const heard: Buffer[] = [];
    await using peer = await tcpPeer((socket) =>
      socket.pause().on('data', (bytes: Buffer) => heard.push(bytes)),
    );
    const session = await bench.open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    const sends: Promise<number>[] = [];
    const outcomes: unknown[] = [];
    let taken = 0;
    // The system takes a few megabytes for the peer, the queue the rest.
    while (outcomes.length === 0 && sends.length < 64) {
      const send = session.send(1, 'data', numberedMessage(sends.length + 1, megabyte));
      sends.push(send);
      send.then(
        () => undefined,
        (error: unknown) => outcomes.push(error),
      );
      expect(session.info.value.queuedBytes).toBeLessThanOrEqual(queueLimitBytes);
      await new Promise(setImmediate);
    }
    expect(outcomes[0]).toMatchObject({
      code: 'LIMIT',
      message: expect.stringMatching(/MiB wait to be sent because the other side does not read/),
    });
    taken = sends.length - outcomes.length;
    expect(session.info.value.phase).toBe('open');
    for (const socket of peer.sockets) socket.resume();
    await Promise.allSettled(sends);
    await until(() => heard.reduce((sum, { length }) => sum + length, 0) === taken * megabyte);
    const bytes = Buffer.concat(heard);
    expect(range(0, taken - 1).map((index) => numberOf(bytes.subarray(index * megabyte)))).toEqual(
      range(1, taken),
    );
    await session.close();
    // What was refused is not in the recording, either: it was never sent.
    expect((await bytesOf(session.reader, 'out')).equals(bytes)).toBe(true);
  });
});

describe('peers that reset at random', () => {
  it('lose nothing of what they had sent before, each for itself', async () => {
    const bench = newBench();
    const session = await bench.open({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    const port = portOfSession(session);
    const sentBy = await Promise.all(range(1, 40).map(async (number) => sendAndReset(port, number)));
    await until(() => session.peers().total === 40 && session.peers().open === 0);
    await session.close();
    expect(session.info.value).toMatchObject({ recording: { state: 'complete' }, unrecordedPayloads: 0 });

    const rows = await allRows(session.reader);
    expect(rows.filter(({ kind }) => kind === 'opened')).toHaveLength(40);
    expect(rows.filter(({ kind }) => kind === 'failed' || kind === 'closed').length).toBeGreaterThanOrEqual(
      40,
    );
    const receivedBy = new Map<number, number>();
    for (const { kind, size, preview } of rows) {
      if (kind !== 'data') continue;
      const number = numberOf(preview);
      receivedBy.set(number, (receivedBy.get(number) ?? 0) + size);
    }
    expect(sentBy.map((_, index) => receivedBy.get(index + 1) ?? 0)).toEqual(sentBy);
  });
});

/** Sends some messages one by one, each a whole packet, waits until the system has delivered them, and cuts. Gives how many bytes. */
async function sendAndReset(port: number, number: number): Promise<number> {
  const socket: Socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const messages = Math.ceil(Math.random() * 20);
  for (let sent = 0; sent < messages; sent += 1) {
    await new Promise<void>((resolve) => {
      socket.write(numberedMessage(number, 64), () => resolve());
    });
  }
  const closed = once(socket, 'close');
  socket.resetAndDestroy();
  await closed;
  return messages * 64;
}
