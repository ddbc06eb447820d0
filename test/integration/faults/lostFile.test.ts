import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { Session } from '../../../electron/engine/session/session.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { accountedFor, numberedMessage, range, recordedNumbers } from '../../support/numberedMessages.ts';
import { allRows, reaches, webSocketTo } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

async function flood(client: WebSocket, session: Session, from: number, to: number): Promise<void> {
  for (const number of range(from, to)) client.send(numberedMessage(number));
  await reaches(session, ({ payloadsIn }) => payloadsIn === to);
}

/** Waits until all that came is in the file. */
async function isWritten(session: Session): Promise<void> {
  await until(() => session.committed.value === session.info.value.records && session.info.value.records > 0);
}

const server = { kind: 'ws-server', address: 'ws://127.0.0.1:0/' } as const;

// Windows lets nobody delete or move a file that is in use.
describe('a session whose file is lost', needs(notOnWindows), () => {
  it('goes on, and begins a new one in its place that says how much is missing', async () => {
    const bench = newBench();
    const path = join(bench.folder, 'session.wbs');
    const session = await bench.open(server, path);
    const client = await webSocketTo(session);
    await flood(client, session, 1, 10);
    await isWritten(session);
    const query = await session.reader.query('dir:in kind:binary');
    await until(() => query.progress.value.matches === 10);
    rmSync(path);
    await flood(client, session, 11, 20);
    await reaches(session, ({ recording }) => recording.state === 'unrecorded');
    const { recording, records } = session.info.value;
    expect('message' in recording ? recording.message : '').toMatch(
      /^“.*” was moved, renamed or deleted while it was in use\. The connection continues unrecorded.*a new recording begins\.$/,
    );
    await reaches(session, (info) => info.recording.state === 'recording');
    await flood(client, session, 21, 30);
    // A filter that is open goes on in the new file.
    await until(async () => (await query.tail({ rows: 1 })).rows.at(-1)?.seq === session.info.value.records);
    expect((await query.tail({ rows: 512 })).rows[0]?.seq).toBeGreaterThan(records);
    await query.close();
    client.close();
    await once(client, 'close');
    await session.close();

    // The reader of the session reads the new file.
    const rows = await allRows(session.reader);
    expect(rows[0]).toMatchObject({ seq: records + 1, kind: 'gap' });
    expect(rows.map(({ seq }) => seq)).toEqual(range(records + 1, records + rows.length));
    expect(session.info.value).toMatchObject({ first: records + 1, records: records + rows.length });
    await using reader = await bench.openRecording(path);
    const recorded = await recordedNumbers(reader);
    expect(recorded.gaps[0]?.note).toMatch(/over \d+\.\d s\. “.*” was moved, renamed or deleted/);
    expect(recorded.numbers.length + (recorded.gaps[0]?.received ?? 0)).toBe(20);
    expect(recorded.numbers).toEqual(range(31 - recorded.numbers.length, 30));
    expect(await reader.info()).toMatchObject({
      complete: true,
      first: records + 1,
      url: session.info.value.url,
      peers: [{ id: 1, address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) }],
    });
    expect(session.info.value.unrecordedPayloads).toBe(recorded.gaps[0]?.received);
    expect(readdirSync(bench.folder).filter((name) => name.includes('.wbs'))).toEqual(['session.wbs']);
  });

  it('leaves the file that was moved as it is, and keeps counting until there is a folder again', async () => {
    const bench = newBench();
    const folder = join(bench.folder, 'here');
    mkdirSync(folder);
    const path = join(folder, 'session.wbs');
    const session = await bench.open(server, path);
    const client = await webSocketTo(session);
    await flood(client, session, 1, 100);
    await isWritten(session);
    renameSync(folder, join(bench.folder, 'there'));
    for (const round of range(1, 10)) {
      await flood(client, session, round * 100 + 1, round * 100 + 100);
      await reaches(session, ({ recording }) => recording.state === 'unrecorded');
    }
    // What was recorded can still be looked at.
    expect((await recordedNumbers(session.reader)).numbers).toEqual(range(1, 100));
    mkdirSync(folder);
    await reaches(session, ({ recording }) => recording.state === 'recording');
    await flood(client, session, 1101, 1200);
    client.close();
    await session.close();

    await using old = await bench.openRecording(join(bench.folder, 'there', 'session.wbs'));
    expect(await old.info()).toMatchObject({ complete: false, first: 1 });
    const before = await recordedNumbers(old);
    expect(before).toEqual({ numbers: range(1, 100), gaps: [] });
    await using reader = await bench.openRecording(path);
    const after = await recordedNumbers(reader);
    const [gap] = after.gaps;
    expect(after.gaps).toHaveLength(1);
    const all = accountedFor({
      numbers: [...before.numbers, ...after.numbers],
      gaps: [{ after: 100, received: gap?.received ?? 0, note: '' }],
    });
    expect(all).toEqual(range(1, 1200));
    expect(readdirSync(folder)).toEqual(['session.wbs']);
  });

  it('does not touch what somebody else has put in its place', async () => {
    const bench = newBench();
    const path = join(bench.folder, 'session.wbs');
    const session = await bench.open(server, path);
    const client = await webSocketTo(session);
    await flood(client, session, 1, 10);
    await isWritten(session);
    rmSync(path);
    writeFileSync(path, 'precious');
    await flood(client, session, 11, 20);
    await reaches(session, ({ recording }) => recording.state === 'unrecorded');
    client.close();
    await once(client, 'close');
    await session.close();
    const { recording, unrecordedPayloads } = session.info.value;
    expect(recording.state).toBe('stopped');
    expect('message' in recording ? recording.message : '').toMatch(/In all, \d+ records are missing from/);
    // Ten messages, and the close frames of both sides.
    expect(unrecordedPayloads).toBe(12);
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  it('is finished in a new file when there can be one at the end', async () => {
    const bench = newBench();
    const path = join(bench.folder, 'session.wbs');
    const session = await bench.open(server, path);
    const client = await webSocketTo(session);
    await flood(client, session, 1, 10);
    await isWritten(session);
    rmSync(path);
    await flood(client, session, 11, 20);
    await reaches(session, ({ recording }) => recording.state === 'unrecorded');
    await session.close();
    expect(session.info.value.recording.state).toBe('complete');
    await using reader = await bench.openRecording(path);
    const { numbers, gaps } = await recordedNumbers(reader);
    expect(numbers).toEqual([]);
    expect(gaps.map(({ received }) => received)).toEqual([session.info.value.payloadsIn - 10]);
  });
});
