import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../electron/engine/session/session.ts';
import type { SessionPhase } from '../../../shared/model/session.ts';
import { needs, onLinux } from '../../support/needs.ts';
import { closedPort, linePeer, tcpPeer } from '../../support/peers.ts';
import { startHangingListener } from '../../support/rudePeers.ts';
import {
  allRows,
  bytesOf,
  noteOf,
  portOfSession,
  reaches,
  storyOf,
  urlOf,
} from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

const encoder = new TextEncoder();

function tcpClient(port: number): { kind: 'tcp-client'; address: string } {
  return { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` };
}

/** The phases that a follower sees from now on. */
function followPhases(session: Session): SessionPhase[] {
  const phases: SessionPhase[] = [];
  const follow = async (): Promise<void> => {
    for await (const { phase, endedAt } of session.info.changes(AbortSignal.timeout(10_000))) {
      if (phases.at(-1) !== phase) phases.push(phase);
      if (endedAt !== null) return;
    }
  };
  void follow();
  return phases;
}

describe('a session of a TCP client', () => {
  it('goes from connecting to closed, and has everything in its file, while it runs and afterwards', async () => {
    const bench = newBench();
    await using peer = await linePeer((line) => `you said ${line}\n`);
    const session = await bench.begin(tcpClient(peer.port));
    const phases = followPhases(session);
    expect(session.info.value).toMatchObject({ phase: 'connecting', openedAt: null, records: 0 });
    await reaches(session, ({ phase }) => phase === 'open');
    expect(await session.send(1, 'data', encoder.encode('hello\n'))).toBe(1);
    await reaches(session, ({ bytesIn }) => bytesIn === 15);
    expect(session.info.value).toMatchObject({
      remote: `127.0.0.1:${peer.port}`,
      url: null,
      openPeers: 1,
      payloadsOut: 1,
      bytesOut: 6,
      queuedBytes: 0,
      queuedFor: 'peer',
      sendingFile: null,
      recording: { state: 'recording' },
    });
    expect(session.peers()).toMatchObject({
      open: 1,
      total: 1,
      peers: [{ id: 1, bytesIn: 15, bytesOut: 6 }],
    });
    const live = await storyOf(session.reader);
    expect(live.slice(0, 2)).toEqual(['opened', 'out data']);
    expect((await bytesOf(session.reader, 'in')).toString()).toBe('you said hello\n');

    await session.close();
    expect(phases).toEqual(['connecting', 'open', 'closing', 'closed']);
    expect(session.info.value).toMatchObject({
      phase: 'closed',
      reason: 'Disconnected.',
      openPeers: 0,
      recording: { state: 'complete' },
    });
    const story = await storyOf(session.reader);
    expect(story.slice(0, live.length)).toEqual(live);
    expect(story.at(-1)).toBe('closed');
    expect(story).toHaveLength(session.info.value.records);
    expect(session.committed.value).toBe(story.length);
    expect((await bytesOf(session.reader, 'in')).toString()).toBe('you said hello\n');
    expect(await session.reader.info()).toMatchObject({ complete: true, bytesIn: 15, bytesOut: 6 });
    await expect(session.send(1, 'data', encoder.encode('late'))).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: 'This connection is not open, so nothing was sent.',
    });
  });

  it('has failed, with the reason in its file, when nothing listens there', async () => {
    const bench = newBench();
    const session = await bench.begin(tcpClient(await closedPort()));
    await session.ended;
    expect(session.info.value).toMatchObject({ phase: 'failed', openedAt: null, records: 1 });
    expect(session.info.value.reason).toMatch(/^Nothing listens at 127\.0\.0\.1:\d+ \(connection refused\)/);
    expect(await noteOf(session.reader, 'failed')).toBe(session.info.value.reason);
  });

  it('can be cancelled while it connects', needs(onLinux), async () => {
    const bench = newBench();
    await using peer = await startHangingListener();
    const session = await bench.begin(tcpClient(peer.port));
    await session.close();
    expect(session.info.value).toMatchObject({
      phase: 'closed',
      reason: 'Cancelled while connecting.',
      openedAt: null,
    });
    expect(await storyOf(session.reader)).toEqual(['closed']);
  });

  it('keeps what came before a reset, and says that it was one', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => {
      socket.once('data', () => socket.write('last words', () => socket.resetAndDestroy()));
    });
    const session = await bench.open(tcpClient(peer.port));
    await session.send(1, 'data', encoder.encode('go'));
    await session.ended;
    expect(session.info.value.phase).toBe('failed');
    expect(session.info.value.reason).toMatch(/reset the connection/);
    expect((await bytesOf(session.reader, 'in')).toString()).toBe('last words');
  });

  it('refuses what is too much for a peer that does not read, and keeps nothing of it', async () => {
    const bench = newBench();
    const peers: Socket[] = [];
    await using peer = await tcpPeer((socket) => peers.push(socket.pause()));
    const session = await bench.open(tcpClient(peer.port));
    const message = new Uint8Array(15 * 1024 * 1024).fill(7);
    // What the system takes for itself is sent; then one message waits.
    const sends: Promise<number>[] = [];
    for (let taken = true; taken; taken = session.info.value.queuedBytes === 0) {
      sends.push(session.send(1, 'data', message));
      await Promise.race([sends.at(-1), reaches(session, ({ queuedBytes }) => queuedBytes > 0)]);
    }
    const payloadsOut = sends.length;
    await expect(session.send(1, 'data', message)).rejects.toMatchObject({
      code: 'LIMIT',
      message: expect.stringMatching(/^15\.0 MiB wait to be sent because the other side does not read/),
    });
    expect(session.info.value.payloadsOut).toBe(payloadsOut);
    peers[0]?.resume();
    await Promise.all(sends);
    await reaches(session, ({ queuedBytes }) => queuedBytes === 0);
  });

  it.each(['the peer goes', 'it is disconnected'])(
    'says of a message under way that it was not sent when %s, and has that in its file',
    async (how) => {
      const bench = newBench();
      const peers: Socket[] = [];
      await using peer = await tcpPeer((socket) => peers.push(socket.pause()));
      const session = await bench.open(tcpClient(peer.port));
      const sending = session.send(1, 'data', new Uint8Array(15 * 1024 * 1024));
      await reaches(session, ({ queuedBytes }) => queuedBytes > 0);
      if (how === 'the peer goes') peers[0]?.resetAndDestroy();
      else void session.close();
      await expect(sending).rejects.toMatchObject({ code: 'WRONG_STATE' });
      await session.ended;
      const notes = (await allRows(session.reader)).map(({ note }) => note ?? '');
      expect(notes.filter((note) => note.startsWith('The last message was not sent: '))).toHaveLength(1);
      expect(session.info.value.recording).toEqual({ state: 'complete' });
    },
  );
});

describe('a session of a TCP server', () => {
  it('knows its clients, sends to one or to all, and lets one go', async () => {
    const bench = newBench();
    const session = await bench.open({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    const heard = ['', ''];
    const clients: Socket[] = [];
    for (const index of [0, 1]) {
      const client = connect(portOfSession(session), '127.0.0.1');
      client.on('data', (bytes) => (heard[index] += bytes.toString()));
      await reaches(session, ({ openPeers }) => openPeers === index + 1);
      clients.push(client);
    }
    await expect(session.send(3, 'data', encoder.encode('x'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await session.send('all', 'data', encoder.encode('both '))).toBe(2);
    expect(await session.send(2, 'data', encoder.encode('one'))).toBe(1);
    clients[0]?.write('from the first');
    await reaches(session, ({ bytesIn }) => bytesIn === 14);
    await until(() => heard.join('|') === 'both |both one');

    await session.act('disconnect', { to: 1 });
    await reaches(session, ({ openPeers }) => openPeers === 1);
    await expect(session.send(1, 'data', encoder.encode('x'))).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: 'Peer 1 is no longer connected, so nothing was sent.',
    });
    expect(session.peers()).toMatchObject({
      open: 1,
      total: 2,
      peers: [
        { id: 2, state: 'open', bytesIn: 0, bytesOut: 8 },
        { id: 1, state: 'closed', bytesIn: 14, bytesOut: 5 },
      ],
    });
    expect(session.info.value.phase).toBe('open');
    await session.close();
    expect(session.info.value).toMatchObject({ phase: 'closed', reason: 'Stopped listening.' });
    for (const client of clients) client.destroy();
  });

  it('says that its port is taken', async () => {
    const bench = newBench();
    const first = await bench.open({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    const second = await bench.begin({ kind: 'tcp-server', address: urlOf(first) });
    await second.ended;
    expect(second.info.value.phase).toBe('failed');
    expect(second.info.value.reason).toMatch(/^“Test” \(TCP server\) in this workbench is already using/);
  });
});
