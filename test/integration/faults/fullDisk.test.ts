import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { Session } from '../../../electron/engine/session/session.ts';
import { disksOfOurOwn, needs } from '../../support/needs.ts';
import { accountedFor, numberedMessage, range, recordedNumbers } from '../../support/numberedMessages.ts';
import { allRows, noteOf, portOfSession, reaches, storyOf, webSocketTo } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { SmallDisk } from '../../support/smallDisk.ts';

/** A person’s patience would be most of the time that the tests take. */
const newBench = benchesOfOneEngine({ busyMs: 5000, heldRetryMs: 100, finishMs: 500 });

const megabyte = 1024 * 1024;

/** Sends messages `from` to `to`, and waits until the session has had them. */
async function flood(
  client: WebSocket,
  session: Session,
  from: number,
  to: number,
  size = 100_000,
): Promise<void> {
  for (const number of range(from, to)) client.send(numberedMessage(number, size));
  await reaches(session, ({ payloadsIn }) => payloadsIn === to, 15_000);
}

const server = { kind: 'ws-server', address: 'ws://127.0.0.1:0/' } as const;

describe('a session that goes on while its disk is full', needs(disksOfOurOwn()), () => {
  it('has all that memory had room for, and says at the right place how much is missing', async () => {
    const bench = newBench();
    using disk = new SmallDisk(join(bench.folder, 'disk'), 60);
    const path = join(disk.folder, 'session.wbs');
    const session = await bench.open(server, path);
    const client = await webSocketTo(session);
    await flood(client, session, 1, 10);
    disk.fill(57 * megabyte);
    // 50 MB, of which the disk takes two or three and memory 32 MiB.
    await flood(client, session, 11, 500);
    await reaches(session, ({ recording }) => recording.state === 'unrecorded');
    const { recording, unrecordedPayloads, phase } = session.info.value;
    expect('message' in recording ? recording.message : '').toMatch(
      /^The disk is full, so “.*” cannot be written\. Free some space.* The connection continues meanwhile; what does not fit in memory is counted\.$/,
    );
    expect(phase).toBe('open');
    expect(unrecordedPayloads).toBeGreaterThan(50);
    // Sends go on, too.
    expect(await session.send(1, 'binary', numberedMessage(1))).toBe(1);
    await once(client, 'message');

    disk.free();
    await reaches(session, ({ recording: { state } }) => state === 'recording', 15_000);
    await flood(client, session, 501, 520);
    client.close();
    await once(client, 'close');
    await session.close();
    expect(session.info.value.recording.state).toBe('complete');

    await using reader = await bench.openRecording(path);
    const recorded = await recordedNumbers(reader);
    expect(accountedFor(recorded)).toEqual(range(1, 520));
    expect(recorded.gaps).toHaveLength(1);
    const [gap] = recorded.gaps;
    expect(gap?.note).toMatch(
      /^Missing here: \d+ records \([\d,]+ bytes\) received, 1 record \(64 bytes\) sent, over \d+\.\d s\. The disk is full, so “.*” cannot be written\.$/,
    );
    expect(session.info.value.unrecordedPayloads).toBe(520 + 1 - recorded.numbers.length);
    // The close frame is a payload, too.
    expect(await reader.info()).toMatchObject({ complete: true, payloadsIn: recorded.numbers.length + 1 });
    expect(await noteOf(reader, 'failed')).toMatch(/^The disk is full.*The connection continues meanwhile/);
    // Everything has the time when it came, not that of its writing.
    const times = (await allRows(reader)).map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('misses nothing when there is room again in time, and says so', async () => {
    const bench = newBench();
    using disk = new SmallDisk(join(bench.folder, 'disk'), 20);
    const path = join(disk.folder, 'session.wbs');
    const session = await bench.open(server, path);
    const client = await webSocketTo(session);
    for (const round of range(0, 1)) {
      disk.fill();
      await flood(client, session, round * 50 + 1, round * 50 + 50);
      await reaches(session, ({ recording }) => recording.state === 'unrecorded');
      disk.free();
      await reaches(session, ({ recording }) => recording.state === 'recording');
    }
    client.close();
    await session.close();
    await using reader = await bench.openRecording(path);
    expect(await recordedNumbers(reader)).toEqual({ numbers: range(1, 100), gaps: [] });
    expect(await noteOf(reader, 'resumed')).toBe(
      'The recording can be written again, and everything that passed meanwhile is in it.',
    );
    expect((await storyOf(reader)).filter((what) => what === 'failed' || what === 'resumed')).toEqual([
      'failed',
      'resumed',
      'failed',
      'resumed',
    ]);
    expect(session.info.value.unrecordedPayloads).toBe(0);
  });

  it('says how much is missing when it ends while the disk is still full', async () => {
    const bench = newBench();
    using disk = new SmallDisk(join(bench.folder, 'disk'), 20);
    const path = join(disk.folder, 'session.wbs');
    const session = await bench.open(server, path);
    const client = await webSocketTo(session);
    await flood(client, session, 1, 10);
    disk.fill();
    await flood(client, session, 11, 500);
    client.close();
    await once(client, 'close');
    await session.close();
    const { recording, unrecordedPayloads } = session.info.value;
    expect(recording.state).toBe('stopped');
    await using reader = await bench.openRecording(path);
    const { numbers, gaps } = await recordedNumbers(reader);
    expect(gaps).toEqual([]);
    expect(numbers).toEqual(range(1, numbers.length));
    // The close frame is a payload, too.
    const { payloadsIn, payloadsOut } = session.info.value;
    const { payloadsIn: keptIn, payloadsOut: keptOut } = await reader.info();
    expect(unrecordedPayloads).toBe(payloadsIn + payloadsOut - keptIn - keptOut);
    expect('message' in recording ? recording.message : '').toMatch(
      new RegExp(`In all, ${unrecordedPayloads} records are missing from the recording\\.$`),
    );
  });

  it('keeps TCP and UDP going, and accounts for every byte and datagram', async () => {
    const bench = newBench();
    using disk = new SmallDisk(join(bench.folder, 'disk'), 30);
    const tcpPath = join(disk.folder, 'tcp.wbs');
    const udpPath = join(disk.folder, 'udp.wbs');
    const tcp = await bench.open({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' }, tcpPath);
    const udp = await bench.open({ kind: 'udp', address: '', bind: '127.0.0.1:0' }, udpPath);
    disk.fill();
    const stream = createConnection(portOfSession(tcp), '127.0.0.1');
    stream.write(Buffer.alloc(48 * megabyte, 1));
    await reaches(tcp, ({ bytesIn }) => bytesIn === 48 * megabyte, 15_000);
    const socket = createSocket('udp4');
    for (const number of range(1, 1000)) {
      socket.send(numberedMessage(number, 50_000), portOfSession(udp), '127.0.0.1');
      if (number % 5 === 0) await reaches(udp, ({ payloadsIn }) => payloadsIn === number, 15_000);
    }
    await reaches(udp, ({ recording }) => recording.state === 'unrecorded');
    disk.free();
    disk.grow(200);
    for (const session of [tcp, udp]) {
      await reaches(session, ({ recording }) => recording.state === 'recording', 15_000);
      expect(session.info.value.unrecordedPayloads).toBeGreaterThan(0);
    }
    stream.destroy();
    socket.close();
    await Promise.all([tcp.close(), udp.close()]);

    await using datagrams = await bench.openRecording(udpPath);
    expect(accountedFor(await recordedNumbers(datagrams))).toEqual(range(1, 1000));
    await using bytes = await bench.openRecording(tcpPath);
    const gap = (await noteOf(bytes, 'gap')).match(/\(([\d,]+) bytes\) received/)?.[1] ?? '';
    expect((await bytes.info()).bytesIn + Number(gap.replaceAll(',', ''))).toBe(48 * megabyte);
  });
});
