import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { messageOf } from '../../../shared/base/errors.ts';
import { WorkspaceInUse } from '../../../electron/engine/lock/workspaceInUse.ts';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import { storeWorkerUrl } from '../../../electron/workerUrls.ts';
import { holdWorkspace } from '../../support/holdWorkspace.ts';
import { LockHolder } from '../../support/lockHolder.ts';
import { needs, notOnWindows, programs } from '../../support/needs.ts';
import { canMount, SmallDisk } from '../../support/smallDisk.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const isRoot = process.getuid?.() === 0;
/** “nobody”: root may write into what is read-only for everybody. */
const nobody = 65_534;

const store = createStore({ workerUrl: storeWorkerUrl() });
afterAll(() => store.close());

/** By one store for all tests: its thread is what takes time. */
function lock(...[workspace, parts]: Parameters<typeof holdWorkspace>): ReturnType<typeof holdWorkspace> {
  return holdWorkspace(workspace, parts, store);
}

/** What a second program is told, which has a store of its own. */
async function refusal(workspace: string): Promise<WorkspaceInUse> {
  const error: unknown = await holdWorkspace(workspace).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof WorkspaceInUse) return error;
  throw new Error(`It was not in use: ${String(error)}`);
}

/** `waits` when nothing has come of it after that time. */
async function refusalWithin(locking: Promise<unknown>, timeoutMs: number): Promise<string> {
  return Promise.race([
    locking.then(
      () => 'locked',
      (error: unknown) => messageOf(error),
    ),
    delay(timeoutMs, 'waits'),
  ]);
}

/** What another machine leaves in a folder that is shared or synchronised. */
function claimElsewhere(workspace: string): void {
  const claim = {
    version: 1,
    id: 'x',
    host: 'build-7\u001B[31m',
    machine: null,
    boot: null,
    user: 'alice',
    pid: 12,
    program: 'desktop',
    since: '2026-11-01T10:00:00Z',
    door: null,
  };
  mkdirSync(join(workspace, '.lock'), { recursive: true });
  writeFileSync(join(workspace, '.lock', 'holder.json'), JSON.stringify(claim));
}

describe('a workspace that is open', () => {
  it('is refused to a second program, which says whose it is and since when', async () => {
    await using folder = await temporaryFolder();
    await using first = await lock(folder.path);
    const second = new LockHolder(folder.path);
    await using _ = second;
    expect(first.readOnly).toBeNull();
    expect(await second.outcome).toMatch(
      new RegExp(
        `^The workspace ${folder.path} is open already: in a browser \\(wirebench serve\\), by \\S+ \\(process ${process.pid}\\), since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\. Close it there, or choose another folder with --workspace\\.$`,
      ),
    );
  });

  it('is refused in the same process, by another path, too', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    const workspace = join(folder.path, 'workspace');
    await using first = await lock(workspace);
    symlinkSync(workspace, join(folder.path, 'link'));
    const error = await refusal(join(folder.path, 'link'));
    expect([first.readOnly, error.code, error.mayBeTakenOver]).toEqual([null, 'WRONG_STATE', false]);
  });

  it('can be opened again at once after it was closed, and nothing says that it is open', async () => {
    await using folder = await temporaryFolder();
    for (let round = 0; round < 3; round += 1) {
      const held = await lock(folder.path);
      await held.release();
      expect(existsSync(join(folder.path, '.lock', 'holder.json'))).toBe(false);
    }
  });

  it('stays locked when somebody deletes the lock, as git clean does', async () => {
    await using folder = await temporaryFolder();
    await using first = await lock(folder.path);
    rmSync(join(folder.path, '.lock'), { recursive: true });
    await until(() => existsSync(join(folder.path, '.lock', 'holder.json')));
    expect([first.readOnly, (await refusal(folder.path)).message]).toEqual([
      null,
      expect.stringContaining(`(process ${process.pid})`),
    ]);
  });

  it('is nothing that git sees', needs(programs('git')), async () => {
    await using folder = await temporaryFolder();
    await using first = await lock(folder.path);
    const git = (...args: string[]): string =>
      execFileSync('git', ['-C', folder.path, ...args], { encoding: 'utf8' });
    git('init', '--quiet');
    expect([first.readOnly, git('status', '--short', '--untracked-files=all')]).toEqual([null, '']);
  });

  it('is had by exactly one of three that start at once', async () => {
    await using folder = await temporaryFolder();
    const holders = Array.from({ length: 3 }, () => new LockHolder(folder.path));
    try {
      const outcomes = await Promise.all(holders.map(({ outcome }) => outcome));
      expect(outcomes.toSorted()).toEqual([
        ...Array.from({ length: 2 }, () => expect.stringContaining('is open already')),
        'held',
      ]);
    } finally {
      for (const holder of holders) await holder[Symbol.asyncDispose]();
    }
  });
});

describe('a lock that is left over', () => {
  it('of a program that was killed is taken without a word', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    const killed = new LockHolder(folder.path);
    expect(await killed.outcome).toBe('held');
    await killed.kill();
    expect(existsSync(join(folder.path, '.lock', 'holder.json'))).toBe(true);
    await using next = await lock(folder.path);
    expect(next.readOnly).toBeNull();
  });

  it('in a copy of the folder does not lock the copy, while the first is open', async () => {
    await using folder = await temporaryFolder();
    await using first = await lock(join(folder.path, 'workspace'));
    // By another program: closing a copy of the descriptor here would drop the lock (fcntl).
    const copy = `require('node:fs').cpSync(...process.argv.slice(1), { recursive: true })`;
    execFileSync(process.execPath, ['-e', copy, join(folder.path, 'workspace'), join(folder.path, 'copy')]);
    await using second = await lock(join(folder.path, 'copy'));
    expect([first.readOnly, second.readOnly]).toEqual([null, null]);
  });

  it('that nobody can read is taken, too', async () => {
    await using folder = await temporaryFolder();
    for (const text of ['', '{', 'null', '[]', '{"version":1}', `"${'x'.repeat(10_000)}"`]) {
      mkdirSync(join(folder.path, '.lock'), { recursive: true });
      writeFileSync(join(folder.path, '.lock', 'holder.json'), text);
      await (await lock(folder.path)).release();
    }
    expect(existsSync(join(folder.path, '.lock', 'held'))).toBe(true);
  });

  it('of another machine is told with host, user, program and time, and taken over on demand only', async () => {
    await using folder = await temporaryFolder();
    claimElsewhere(folder.path);
    const error = await refusal(folder.path);
    expect(error.mayBeTakenOver).toBe(true);
    expect(error.message).toMatch(
      /is open on another machine, “build-7␛\[31m”: in the desktop app, by alice \(process 12\), since 2026-1[01]-\d\d \d\d:00\./,
    );
    expect(error.message).toMatch(/or this is a copy of that folder, start with --take-over\.$/);
    expect(await error.show()).toBeNull();
    await (await lock(folder.path, { takeOver: true })).release();
    await using later = await lock(folder.path);
    expect(later.readOnly).toBeNull();
  });

  it('of this machine is no lock of another one of the same name', async () => {
    await using folder = await temporaryFolder();
    claimElsewhere(folder.path);
    const path = join(folder.path, '.lock', 'holder.json');
    const claim = JSON.stringify({
      version: 1,
      id: 'x',
      host: hostname(),
      machine: 'another',
      boot: 'another',
    });
    const rest = { user: 'bob', pid: 1, program: 'headless', since: '2026-11-01T10:00:00Z', door: null };
    writeFileSync(path, JSON.stringify({ ...(JSON.parse(claim) as object), ...rest }));
    expect((await refusal(folder.path)).message).toContain('is open on another machine');
  });
});

describe('a second start', () => {
  it('is shown what runs, by a socket that only this user can reach', async () => {
    await using folder = await temporaryFolder();
    const url = 'http://127.0.0.1:4000/#token=secret';
    await using first = await lock(folder.path, { show: () => Promise.resolve({ url }) });
    expect([first.readOnly, await (await refusal(folder.path)).show()]).toEqual([null, { url }]);
  });

  it('waits for the end of a program that is ending, and is not sent to what is about to go', async () => {
    await using folder = await temporaryFolder();
    const url = 'http://127.0.0.1:4000/#token=secret';
    const first = await lock(folder.path, { show: () => Promise.resolve({ url }) });
    await first.leave();
    const second = holdWorkspace(folder.path);
    const inUse = await refusalWithin(second, 500);
    await first.release();
    await using next = await second;
    expect([inUse, next.readOnly]).toEqual(['waits', null]);
  });

  it('gets no answer where nothing can be shown', async () => {
    await using folder = await temporaryFolder();
    await using first = await lock(folder.path);
    expect([first.readOnly, await (await refusal(folder.path)).show()]).toEqual([null, null]);
  });
});

describe('a workspace that may only be read', () => {
  it('is opened, and says so', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    chmodSync(folder.path, 0o755);
    const workspace = join(folder.path, 'workspace');
    for (const name of ['connections', 'sessions']) mkdirSync(join(workspace, name), { recursive: true });
    for (const name of ['', 'connections', 'sessions']) chmodSync(join(workspace, name), 0o555);
    await using reader = new LockHolder(workspace, isRoot ? nobody : undefined);
    expect(await reader.outcome).toBe(
      `read-only: The workspace ${workspace} is read-only here: nothing in it can be changed, and nothing is recorded in it.`,
    );
    for (const name of ['', 'connections', 'sessions']) chmodSync(join(workspace, name), 0o755);
  });

  it(
    'is refused while somebody who may write has it open',
    needs(canMount() ? null : 'only root may mount'),
    async () => {
      await using folder = await temporaryFolder();
      chmodSync(folder.path, 0o755);
      const workspace = join(folder.path, 'workspace');
      await using first = await lock(workspace);
      await using reader = new LockHolder(workspace, nobody);
      expect([first.readOnly, await reader.outcome]).toEqual([
        null,
        expect.stringContaining('is open already'),
      ]);
    },
  );

  it('on a read-only disk is opened', needs(canMount() ? null : 'only root may mount'), async () => {
    await using folder = await temporaryFolder();
    using disk = new SmallDisk(join(folder.path, 'disk'), 1);
    const workspace = join(disk.folder, 'workspace');
    await (await lock(workspace)).release();
    disk.makeReadOnly();
    await using reader = await lock(workspace);
    expect(reader.readOnly).toContain('is read-only here');
  });

  it(
    'but for its lock, which is another user’s, is refused',
    needs(canMount() ? null : 'only root may mount'),
    async () => {
      await using folder = await temporaryFolder();
      chmodSync(folder.path, 0o755);
      const workspace = join(folder.path, 'workspace');
      await (await lock(workspace)).release();
      chownSync(workspace, nobody, nobody);
      await using other = new LockHolder(workspace, nobody);
      expect(await other.outcome).toMatch(/cannot be locked: you are not permitted to/);
    },
  );

  it('on a full disk is opened all the same', needs(canMount() ? null : 'only root may mount'), async () => {
    await using folder = await temporaryFolder();
    using disk = new SmallDisk(join(folder.path, 'disk'), 1);
    disk.fill();
    const warnings: string[] = [];
    const log = { warn: (sentence: string): void => void warnings.push(sentence) };
    await using held = await lock(disk.folder, { log });
    expect(held.readOnly).toBeNull();
    expect(warnings).toContainEqual(
      expect.stringMatching(/holder\.json could not be written: the disk is full/),
    );
  });
});
