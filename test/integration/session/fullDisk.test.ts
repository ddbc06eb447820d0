import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../electron/engine/session/session.ts';
import type { RecordReader } from '../../../electron/engine/store/store.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';
import { replayOptionsSchema } from '../../../shared/model/replay.ts';
import { disksOfOurOwn, needs, notOnWindows } from '../../support/needs.ts';
import { tcpPeer, udpPeer } from '../../support/peers.ts';
import { isStuck, mostBytes, numbered, pour } from '../../support/pouring.ts';
import {
  allRows,
  bytesOf,
  noteOf,
  portOfSession,
  reaches,
  storyOf,
  webSocketTo,
} from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { SmallDisk } from '../../support/smallDisk.ts';
import { until } from '../../support/until.ts';

/** A person’s patience would be most of the time that the tests take. */
const newBench = benchesOfOneEngine({ busyMs: 5000, heldRetryMs: 100, finishMs: 500 });

const megabyte = 1024 * 1024;
const hello = new TextEncoder().encode('hello');

/** A client that waits with its peer while it cannot be recorded. */
function pausingClient({ port }: { readonly port: number }) {
  return { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}`, whenDiskFails: 'pause' } as const;
}

function heldMessage(session: Session): string {
  const { recording } = session.info.value;
  return recording.state === 'held' || recording.state === 'stopped' ? recording.message : '';
}

async function sendsNothing(session: Session): Promise<void> {
  await expect(session.send(1, 'data', hello)).rejects.toMatchObject({
    code: 'WRONG_STATE',
    message: expect.stringMatching(/^Nothing was sent, because it could not be recorded\. The disk is full/),
  });
}

/** Every byte, and between them why the wire was held, and until when. */
async function hasAllOf(flood: Buffer, reader: RecordReader): Promise<void> {
  expect((await bytesOf(reader, 'in')).equals(flood)).toBe(true);
  const rows = await allRows(reader);
  const events = rows.map(({ kind }) => kind).filter((kind) => kind === 'paused' || kind === 'resumed');
  expect(events.length).toBeGreaterThanOrEqual(2);
  expect(events.at(0)).toBe('paused');
  expect(events.at(-1)).toBe('resumed');
  expect(await noteOf(reader, 'paused')).toBe(
    rows.find(({ note }) => note?.startsWith('The disk is full'))?.note,
  );
}

describe('a session whose disk is full', needs(disksOfOurOwn()), () => {
  it('is held with its peer, says why, and goes on with every byte in order when there is room again', async () => {
    const bench = newBench();
    using disk = new SmallDisk(join(bench.folder, 'disk'), 40);
    const flood = numbered(28 * megabyte);
    const peers: Socket[] = [];
    const poured: Promise<void>[] = [];
    const heard: Buffer[] = [];
    const opened = Promise.withResolvers<void>();
    await using peer = await tcpPeer((socket) => {
      peers.push(socket);
      socket.on('data', (bytes: Buffer) => heard.push(bytes));
      // More than the disk takes, and less than what may wait for it: what is to hold the wire is the disk that is full.
      poured.push(opened.promise.then(() => pour(socket, flood.subarray(0, 10 * megabyte))));
    });
    disk.fill(34 * megabyte);
    const path = join(disk.folder, 'session.wbs');
    const session = await bench.open(pausingClient(peer), path);
    // What comes at once may be one transaction, and is written whole or not at all.
    await until(() => session.committed.value === 1);
    opened.resolve();
    await reaches(session, ({ recording }) => recording.state === 'held');
    expect(heldMessage(session)).toMatch(
      /^The disk is full, so “.*” cannot be written\. Free some space, and the recording continues by itself\. Until then nothing is read/,
    );
    const [socket] = peers;
    if (!socket) throw new Error('Nobody connected.');
    // Behind the first of it, which may not have left the peer yet.
    void poured[0]?.then(() => pour(socket, flood.subarray(10 * megabyte)));
    await isStuck(socket);
    expect(session.info.value.bytesIn).toBeLessThan(flood.length);
    // What is in the file can be read all the while.
    expect((await session.reader.rows({ from: 1, count: 1 })).rows[0]?.kind).toBe('opened');
    await sendsNothing(session);

    disk.free();
    await reaches(session, ({ recording }) => recording.state === 'recording');
    await reaches(session, ({ bytesIn }) => bytesIn === flood.length, 15_000);
    expect(await session.send(1, 'data', hello)).toBe(1);
    await until(() => Buffer.concat(heard).equals(Buffer.from(hello)));
    socket.end();
    await session.ended;
    expect(session.info.value).toMatchObject({ phase: 'closed', recording: { state: 'complete' } });

    await hasAllOf(flood, session.reader);
    await using finished = await bench.openRecording(path);
    const { records } = session.info.value;
    expect(await finished.info()).toMatchObject({ complete: true, bytesIn: flood.length, records });
  });

  it('ends when it is disconnected although the disk stays full, and says how much is missing', async () => {
    const bench = newBench();
    using disk = new SmallDisk(join(bench.folder, 'disk'), 4);
    // More than may wait in memory, and it does not stop when it is asked to.
    await using peer = await tcpPeer((socket) => void pour(socket, numbered(mostBytes)));
    const path = join(disk.folder, 'session.wbs');
    const session = await bench.open(pausingClient(peer), path);
    await reaches(session, ({ recording }) => recording.state === 'held');
    // The disk stays full, so that whoever waited for it would wait for ever.
    await session.close();
    const { phase, recording, bytesIn } = session.info.value;
    expect(bytesIn).toBeLessThan(40 * megabyte);
    expect(phase).toBe('closed');
    expect(recording.state).toBe('stopped');
    expect(heldMessage(session)).toMatch(
      /^The disk is full.*The last .* could not be written and .* missing/,
    );
    const { last } = await session.reader.tail({ rows: 1 });
    expect(last).toBe(session.committed.value);
    const kept = await bytesOf(session.reader, 'in');
    expect(kept.equals(numbered(kept.length))).toBe(true);
    await bench.engine.sessions.release(session.id);
    expect(readdirSync(disk.folder)).toEqual(['session.wbs']);
  });

  it('holds every client of a server, those that come meanwhile, too', async () => {
    const bench = newBench();
    using disk = new SmallDisk(join(bench.folder, 'disk'), 20);
    const path = join(disk.folder, 'session.wbs');
    const server = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0', whenDiskFails: 'pause' } as const;
    const session = await bench.open(server, path);
    const port = portOfSession(session);
    disk.fill();
    const first = connect(port, '127.0.0.1');
    first.write('first');
    await reaches(session, ({ recording }) => recording.state === 'held');
    const second = connect(port, '127.0.0.1');
    second.write('second');
    await reaches(session, ({ openPeers }) => openPeers === 2);
    disk.free();
    await reaches(session, ({ bytesIn }) => bytesIn === 11);
    first.destroy();
    second.destroy();
    await session.close();
    const payloads = (await allRows(session.reader)).filter(({ kind }) => kind === 'data');
    expect(payloads.map(({ peer, preview }) => `${peer} ${Buffer.from(preview).toString()}`)).toEqual(
      expect.arrayContaining(['1 first', '2 second']),
    );
    expect(session.info.value.recording.state).toBe('complete');
  });

  it('loses no message of a WebSocket', async () => {
    const bench = newBench();
    using disk = new SmallDisk(join(bench.folder, 'disk'), 40);
    const path = join(disk.folder, 'session.wbs');
    const server = { kind: 'ws-server', address: 'ws://127.0.0.1:0/', whenDiskFails: 'pause' } as const;
    const session = await bench.open(server, path);
    disk.fill(38 * megabyte);
    const client = await webSocketTo(session);
    const message = numbered(10_000);
    for (let index = 0; index < 1000; index += 1) client.send(message);
    await reaches(session, ({ recording }) => recording.state === 'held');
    disk.free();
    await reaches(session, ({ payloadsIn }) => payloadsIn === 1000, 15_000);
    client.close();
    await once(client, 'close');
    await session.close();
    const kept = await bytesOf(session.reader, 'in', (kind) => kind === 'binary');
    expect(kept.equals(Buffer.concat(Array.from({ length: 1000 }, () => message)))).toBe(true);
  });

  it('cannot hold back datagrams, so it keeps those that memory has room for, and sends nothing', async () => {
    const bench = newBench();
    using disk = new SmallDisk(join(bench.folder, 'disk'), 4);
    const path = join(disk.folder, 'session.wbs');
    await using peer = await udpPeer((datagram) => datagram);
    const session = await bench.open(
      {
        kind: 'udp',
        address: `udp://127.0.0.1:${peer.port}`,
        bind: 'udp://127.0.0.1:0',
        whenDiskFails: 'pause',
      },
      path,
    );
    disk.fill();
    await session.send(1, 'data', hello);
    await reaches(session, ({ recording }) => recording.state === 'held');
    expect(heldMessage(session)).toMatch(/Until then nothing is sent, and datagrams that/);
    await expect(session.send(1, 'data', hello)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    disk.free();
    await reaches(session, ({ recording }) => recording.state === 'recording');
    await session.close();
    const story = await storyOf(session.reader);
    expect(story.filter((what) => what === 'in data')).toHaveLength(1);
    expect(story.filter((what) => what === 'gap')).toHaveLength(0);
    expect(session.info.value).toMatchObject({ unrecordedPayloads: 0, recording: { state: 'complete' } });
  });

  it('holds a replay, which then goes on to its end', async () => {
    const bench = newBench();
    using disk = new SmallDisk(join(bench.folder, 'disk'), 40);
    await using peer = await tcpPeer((socket) => socket.pipe(socket));
    const endpoint = { kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` } as const;
    const recorded = await bench.open(endpoint, join(bench.folder, 'recorded.wbs'));
    const message = numbered(200_000);
    for (let index = 1; index <= 20; index += 1) {
      await recorded.send(1, 'data', message);
      await reaches(recorded, ({ bytesIn }) => bytesIn === index * message.length);
    }
    await recorded.close();

    disk.fill(38 * megabyte);
    const replay = await bench.engine.replays.start({
      source: await bench.engine.store.open(join(bench.folder, 'recorded.wbs')),
      recordingId: recordingIdSchema.parse('recorded'),
      options: replayOptionsSchema.parse({ to: endpoint.address, timing: 'wait', replyTimeoutMs: 2000 }),
      recordingPath: join(disk.folder, 'replayed.wbs'),
    });
    const session = bench.engine.sessions.get(replay.progress.value.session);
    await reaches(session, ({ recording }) => recording.state === 'held');
    // Longer than a reply is waited for: the disk is no silence of the peer.
    const heldAt = performance.now();
    await until(() => performance.now() - heldAt > 2500);
    expect(replay.progress.value.phase).toBe('running');
    disk.free();
    await replay.ended;
    expect(replay.progress.value).toMatchObject({
      phase: 'done',
      reason: null,
      sent: 20,
      missing: 0,
      mismatched: 0,
    });
  });
});

describe('a session whose file is gone', () => {
  it(
    'lets nothing pass unrecorded, and says that it is to be disconnected',
    needs(notOnWindows),
    async () => {
      const bench = newBench();
      const peers: Socket[] = [];
      await using peer = await tcpPeer((socket) => peers.push(socket));
      const path = join(bench.folder, 'session.wbs');
      const session = await bench.open(pausingClient(peer), path);
      await until(() => session.committed.value > 0);
      rmSync(path);
      const [socket] = peers;
      if (!socket) throw new Error('Nobody connected.');
      // The first of it tells that the file is gone; the rest would fit into memory before.
      void pour(socket, numbered(megabyte));
      await reaches(session, ({ recording }) => recording.state === 'stopped');
      void pour(socket, numbered(32 * megabyte));
      expect(heldMessage(session)).toMatch(/moved, renamed or deleted.*: disconnect\.$/);
      await isStuck(socket);
      await expect(session.send(1, 'data', hello)).rejects.toMatchObject({ code: 'WRONG_STATE' });
      await session.close();
      expect(session.info.value.phase).toBe('closed');
      expect(heldMessage(session)).not.toContain('disconnect.');
    },
  );
});
