import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EchoedFlood } from '../../support/echoedFlood.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { accountedFor, numberedMessage, range, recordedNumbers } from '../../support/numberedMessages.ts';
import { Recorder } from '../../support/recorder.ts';
import { allRows, noteOf, reaches, webSocketTo } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

/** A person’s patience would be most of the time that the tests take. */
const newBench = benchesOfOneEngine({ busyMs: 2000, heldRetryMs: 100, finishMs: 500 });

const isRoot = process.getuid?.() === 0;
/** “nobody”: root may write into what is read-only for everybody. */
const nobody = 65_534;

/** Another program that has a file locked for itself, until it is told to end. */
async function lock(path: string): Promise<AsyncDisposable> {
  const program = `
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(${JSON.stringify(path)}, { timeout: 5000 });
    database.exec('BEGIN EXCLUSIVE');
    process.stdout.write('locked');
    process.stdin.once('data', () => { database.exec('ROLLBACK'); process.exit(); });`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit');
      child.stdin.write('end');
      await exited;
    },
  };
}

describe('a session whose file another program has locked', () => {
  it.each([
    ['for a moment says nothing of it', 300, 'recording', []],
    [
      'for long says so, and when it goes on',
      2000,
      'unrecorded',
      [
        expect.stringMatching(/^Another program keeps “.*” locked\. Close the file there/),
        'The recording can be written again, and everything that passed meanwhile is in it.',
      ],
    ],
  ])('%s, and has everything afterwards', async (_, lockedMs, state, told) => {
    const bench = newBench();
    const path = join(bench.folder, 'session.wbs');
    const session = await bench.open({ kind: 'ws-server', address: 'ws://127.0.0.1:0/' }, path);
    const client = await webSocketTo(session);
    let sent = 0;
    const send = (): void => client.send(numberedMessage((sent += 1)));
    send();
    await until(() => session.committed.value > 1);
    {
      await using other = await lock(path);
      const endAtMs = performance.now() + lockedMs;
      await until(() => {
        send();
        return performance.now() > endAtMs && session.info.value.recording.state === state;
      });
      await reaches(session, ({ payloadsIn }) => payloadsIn === sent);
      expect(session.info.value.phase).toBe('open');
      expect(session.info.value.recording.state).toBe(state);
      expect(other).toBeDefined();
    }
    await reaches(session, ({ recording }) => recording.state === 'recording');
    client.close();
    await session.close();
    await using reader = await bench.openRecording(path);
    expect(await recordedNumbers(reader)).toEqual({ numbers: range(1, sent), gaps: [] });
    const notes = (await allRows(reader)).filter(({ kind }) => kind === 'failed' || kind === 'resumed');
    expect(notes.map(({ note }) => note)).toEqual(told);
  });
});

describe('a session whose folder is read-only for a while', needs(notOnWindows), () => {
  it('goes on, and has everything afterwards', async () => {
    await using folder = await temporaryFolder();
    const workspace = join(folder.path, 'workspace');
    mkdirSync(workspace);
    if (isRoot) for (const path of [folder.path, workspace]) chownSync(path, nobody, nobody);
    await using recorder = await Recorder.start(workspace, isRoot ? nobody : undefined);
    const flood = await EchoedFlood.overWebSocket(recorder.wsUrl);
    using _ = flood;
    const sessions = join(workspace, 'sessions');
    const setWritable = (isWritable: boolean): void => {
      for (const name of readdirSync(sessions)) {
        if (name.endsWith('-journal')) chmodSync(join(sessions, name), isWritable ? 0o600 : 0o400);
      }
      chmodSync(sessions, isWritable ? 0o700 : 0o500);
    };
    setWritable(false);
    await recorder.reaches('ws-server', 'unrecorded');
    const { echoed } = flood;
    // It neither reads nor answers less than before.
    await until(() => flood.echoed > echoed + 500);
    setWritable(true);
    await recorder.reaches('ws-server', 'recording');
    flood.end();
    await until(() => flood.echoed === flood.sent);
    await recorder.stop();

    const bench = newBench();
    const name =
      readdirSync(sessions).find((each) => each.includes('ws-server') && each.endsWith('.wbs')) ?? '';
    await using reader = await bench.openRecording(join(sessions, name));
    expect(accountedFor(await recordedNumbers(reader))).toEqual(range(1, flood.sent));
    expect(await noteOf(reader, 'failed')).toMatch(
      /cannot be written because its permissions, or its folder’s, no longer allow it/,
    );
    expect(await reader.info()).toMatchObject({ complete: true });
  });
});
