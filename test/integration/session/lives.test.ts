import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../electron/engine/engine.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import type { Session } from '../../../electron/engine/session/session.ts';
import { createEngineDeps } from '../../../electron/headless.ts';
import { storeWorkerUrl } from '../../../electron/workerUrls.ts';
import { tcpPeer } from '../../support/peers.ts';
import { reaches, storyOf } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

const hello = new TextEncoder().encode('hello');

function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}

describe('a session that is released', () => {
  it('is ended and forgotten; its recording stays', async () => {
    const bench = newBench();
    const { sessions } = bench.engine;
    await using peer = await tcpPeer((socket) => socket.write('hello'));
    const path = join(bench.folder, 'kept.wbs');
    const session = await bench.open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` }, path);
    await reaches(session, ({ bytesIn }) => bytesIn === 5);
    await sessions.release(session.id);
    expect(session.info.value.phase).toBe('closed');
    expect(sessions.all.value).toEqual([]);
    expect(() => sessions.get(session.id)).toThrow('This session no longer exists.');
    await expect(session.reader.tail({ rows: 1 })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const reader = await bench.engine.store.open(path);
    expect(await reader.info()).toMatchObject({ complete: true, bytesIn: 5 });
    await reader.close();
  });

  it('may be closed and released by several at once', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.resume());
    const session = await bench.open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    await Promise.all([
      session.close(),
      session.close(),
      bench.engine.sessions.release(session.id),
      bench.engine.sessions.release(session.id),
    ]);
    expect(bench.engine.sessions.all.value).toEqual([]);
  });
});

describe('an observer that fails', () => {
  it('stops neither the wire nor the recording', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.pipe(socket));
    const session = await bench.open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    session.observe(() => {
      throw new Error('It is in the test.');
    });
    await session.send(1, 'data', hello);
    await reaches(session, ({ bytesIn }) => bytesIn === 5);
    await session.close();
    expect(await storyOf(session.reader)).toContain('out data');
    expect(bench.warnings).toContain('Something that follows a session failed: It is in the test.');
  });
});

describe('an engine that is closed', () => {
  it('leaves nothing running: a program with all kinds of sessions ends by itself', async () => {
    await using folder = await temporaryFolder();
    const program = join(import.meta.dirname, 'endingProgram.ts');
    const child = spawn(process.execPath, [program, folder.path, storeWorkerUrl().href], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toBe('closed, with 0 timers left\n');
    expect(await exited).toEqual([0, null]);
  });

  it('ends what was on its way, and opens nothing any more', async () => {
    await using folder = await temporaryFolder();
    const engine = await createEngine(createEngineDeps(folder.path));
    const endpoint = endpointSchema.parse({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
    const open = (): Promise<Session> =>
      engine.sessions.open({ endpoint, name: 'Test', connectionId: null, recordingPath: null });
    const [late] = await Promise.all([open(), engine.close()]);
    expect(late.info.value.phase).toBe('closed');
    await expect(open()).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('forty sessions', () => {
  it('open and close again, and hold no file and no socket afterwards', async () => {
    const bench = newBench();
    await using peer = await tcpPeer((socket) => socket.pipe(socket));
    const endpoint = { kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` } as const;
    const first = await bench.open(endpoint);
    await first.close();
    // The first question to a finished file starts the thread that reads such files.
    await first.reader.info();
    const before = process.platform === 'linux' ? openFiles() : 0;
    const sessions = await Promise.all(Array.from({ length: 40 }, () => bench.open(endpoint)));
    await Promise.all(sessions.map((session) => session.send(1, 'data', hello)));
    await Promise.all(sessions.map((session) => reaches(session, ({ bytesIn }) => bytesIn === 5)));
    await Promise.all(sessions.map((session) => session.close()));
    expect(sessions.map(({ info }) => info.value.recording.state)).toEqual(
      Array.from({ length: 40 }, () => 'complete'),
    );
    if (process.platform === 'linux') await until(() => openFiles() <= before);
    for (const session of sessions)
      expect(await session.reader.info()).toMatchObject({ bytesIn: 5, bytesOut: 5 });
    await Promise.all(sessions.map(({ id }) => bench.engine.sessions.release(id)));
    if (process.platform === 'linux') await until(() => openFiles() <= before);
  });
});
