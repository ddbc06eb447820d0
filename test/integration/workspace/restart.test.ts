import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { createSystemClock } from '../../../electron/engine/base/systemClock.ts';
import { importWorkerUrl, storeWorkerUrl } from '../../../electron/workerUrls.ts';
import { recordingIdSchema } from '../../../shared/model/ids.ts';
import { tcpPeer } from '../../support/peers.ts';
import { noConfigFolder } from '../../support/noConfigFolder.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { programPath } from '../../support/testedPrograms.ts';
import { until } from '../../support/until.ts';

function startEngine(workspace: string): Promise<Engine> {
  return createEngine({
    clock: createSystemClock(),
    log: { warn: () => undefined },
    makeId,
    workspace,
    configFolder: noConfigFolder,
    storeWorker: storeWorkerUrl(),
    importWorker: importWorkerUrl(),
    host: 'headless',
    version: '0.0.0',
  });
}

describe('an engine that starts again', () => {
  it('lists what was recorded before, under the same id, and nothing of it as live', async () => {
    await using root = await temporaryFolder();
    const workspace = join(root.path, 'workspace');
    const first = await startEngine(workspace);
    const session = await first.sessions.open({
      endpoint: endpointSchema.parse({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' }),
      name: 'A server',
      connectionId: null,
      recordingPath: null,
    });
    await until(() => first.recordings.list.value[0]?.liveSession === session.id);
    await session.close();
    await until(() => first.recordings.list.value[0]?.liveSession === null);
    const [before] = first.recordings.list.value;
    await first.close();

    const second = await startEngine(workspace);
    expect(second.recordings.list.value).toMatchObject([
      {
        id: before?.id,
        name: 'A server',
        liveSession: null,
        problem: null,
        named: false,
        interrupted: false,
      },
    ]);
    await second.close();
  });

  it('lists what a killed program was recording as interrupted, and opens it', async () => {
    await using root = await temporaryFolder();
    await using peer = await tcpPeer((socket) => socket.write('some words'));
    const child = spawn(process.execPath, [programPath('killedProgram'), root.path, String(peer.port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
    // Opened, and the words.
    await until(() => Number(said.trim().split('\n').at(-1)) >= 2);
    child.kill('SIGKILL');
    await exited;

    const engine = await startEngine(root.path);
    const [listed] = engine.recordings.list.value;
    expect(listed).toMatchObject({ name: 'Killed', interrupted: true, named: false, problem: null });
    const reader = await engine.store.open(engine.recordings.pathOf(recordingIdSchema.parse(listed?.id)));
    expect(await reader.info()).toMatchObject({ complete: false, payloadsIn: 1, bytesIn: 10 });
    await reader.close();
    await engine.close();
  });
});
