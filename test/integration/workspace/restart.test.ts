import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import { makeId } from '../../../electron/engine/makeId.ts';
import { createSystemClock } from '../../../electron/engine/systemClock.ts';
import { storeWorkerUrl } from '../../../electron/storeWorkerUrl.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

function startEngine(workspace: string): Promise<Engine> {
  return createEngine({
    clock: createSystemClock(),
    log: { warn: () => undefined },
    makeId,
    workspace,
    storeWorker: storeWorkerUrl(),
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
      endpoint: { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' },
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
      { id: before?.id, name: 'A server', liveSession: null, problem: null },
    ]);
    await second.close();
  });
});
