import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import { createWorkspace } from '../../../electron/engine/workspace/workspace.ts';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { createSystemClock } from '../../../electron/engine/base/systemClock.ts';
import { importWorkerUrl } from '../../../electron/workerUrls.ts';
import { createEngineDeps } from '../../../electron/headless.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { canMount, SmallDisk } from '../../support/smallDisk.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { createClient } from '../../../shared/rpc/client.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { serve } from '../../../shared/rpc/serve.ts';
import { until } from '../../support/until.ts';
import { disksOfOurOwn, needs, notOnWindows, onLinux } from '../../support/needs.ts';
import { noConfigFolder } from '../../support/noConfigFolder.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const isRoot = process.getuid?.() === 0;
/** “nobody”: root may write into what is read-only for everybody. */
const nobody = 65_534;

/** What a workspace folder is refused with; empty when it is not. */
async function refusalOf(folder: string): Promise<string> {
  try {
    await (
      await createWorkspace({
        folder,
        configFolder: noConfigFolder,
        makeId,
        clock: createSystemClock(),
        importWorker: importWorkerUrl(),
        log: { warn: () => undefined },
      })
    ).close();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The same, in a process of a plain user. */
async function refusalForOthers(folder: string): Promise<string> {
  if (!isRoot) return refusalOf(folder);
  const modules = ['workspace/workspace.ts', 'base/makeId.ts'].map((path) =>
    JSON.stringify(new URL(`../../../electron/engine/${path}`, import.meta.url).href),
  );
  const program = `
    const [{ createWorkspace }, { makeId }] = await Promise.all([${modules.map((url) => `import(${url})`).join(', ')}]);
    await createWorkspace({ folder: ${JSON.stringify(folder)}, configFolder: ${JSON.stringify(noConfigFolder)}, makeId, log: { warn() {} } })
      .then((workspace) => workspace.close(), (error) => process.stdout.write(error.message));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    uid: nobody,
    gid: nobody,
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child, 'close');
  return said;
}

function refused(path: string): string {
  return `The workspace folder ${path} cannot be used: you are not permitted to. Change its permissions, or those of its folder.`;
}

describe('a workspace folder that cannot be used', () => {
  it(
    'says that the disk is read-only, whether the folder is there or not',
    needs(disksOfOurOwn()),
    async () => {
      await using folder = await temporaryFolder();
      using disk = new SmallDisk(join(folder.path, 'disk'), 1);
      mkdirSync(join(disk.folder, 'empty'));
      disk.makeReadOnly();
      for (const name of ['none', 'empty', 'none/deep']) {
        const path = join(disk.folder, name);
        expect(await refusalOf(path)).toBe(
          `The workspace folder ${path} cannot be used: the disk is read-only. Choose another workspace folder.`,
        );
      }
    },
  );

  it('says that it is not permitted', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    chmodSync(folder.path, 0o755);
    mkdirSync(join(folder.path, 'closed'), { mode: 0o000 });
    mkdirSync(join(folder.path, 'empty'), { mode: 0o555 });
    for (const name of ['closed', 'closed/deep', 'empty']) {
      const path = join(folder.path, name);
      expect(await refusalForOthers(path)).toBe(refused(path));
    }
    chmodSync(join(folder.path, 'closed'), 0o700);
  });

  it('says that a file or a broken link is in the way', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    writeFileSync(join(folder.path, 'file'), '');
    symlinkSync('circle', join(folder.path, 'circle'));
    for (const name of ['file', 'file/deep']) {
      expect(await refusalOf(join(folder.path, name))).toMatch(
        /cannot be used: (?:there is a file with that name|a part of its path is a file)\. Choose another folder/,
      );
    }
    for (const name of ['circle', 'circle/deep']) {
      expect(await refusalOf(join(folder.path, name))).toMatch(
        /a symbolic link on its path cannot be followed/,
      );
    }
    expect(await refusalOf(join(folder.path, 'x'.repeat(300)))).toMatch(/longer than the system allows/);
  });

  it('says at once where no folder can be made at all', needs(onLinux), async () => {
    expect(await refusalOf('/proc/wirebench/deep')).toBe(refused('/proc/wirebench/deep'));
  });
});

describe('a workspace on a read-only disk', () => {
  it(
    'is listed and can be looked at; what cannot be done is said',
    needs(canMount() ? null : 'only root may mount'),
    async () => {
      await using folder = await temporaryFolder();
      using disk = new SmallDisk(join(folder.path, 'disk'), 4);
      const workspace = join(disk.folder, 'workspace');
      const warnings: string[] = [];
      const start = (): Promise<Engine> =>
        createEngine({
          ...createEngineDeps(workspace),
          log: { warn: (sentence) => void warnings.push(sentence) },
        });
      const endpoint = endpointSchema.parse({ kind: 'tcp-server', address: 'tcp://127.0.0.1:0' });
      const session = { endpoint, name: 'A server', connectionId: null, recordingPath: null };
      const before = await start();
      await before.sessions.open(session);
      await before.close();
      disk.makeReadOnly();

      const engine = await start();
      const readOnly = `The workspace ${workspace} is read-only here: nothing in it can be changed, and nothing is recorded in it.`;
      expect(warnings).toEqual([readOnly]);
      const [recording] = engine.recordings.list.value;
      expect(recording).toMatchObject({ name: 'A server', interrupted: false, problem: null });
      const [ours, theirs] = createMemoryPair();
      const serving = serve(contract, engine.handlers, theirs);
      const client = createClient(contract);
      client.attach(ours);
      const problems: (string | null)[] = [];
      client.subscribe('storage.watch', {}, ({ problem }) => void problems.push(problem));
      await until(() => problems.length > 0);
      expect(problems[0]).toContain(readOnly);
      client.dispose();
      serving.dispose();
      await expect(engine.sessions.open(session)).rejects.toThrow('it or its folder is read-only');
      await engine.close();
    },
  );
});
