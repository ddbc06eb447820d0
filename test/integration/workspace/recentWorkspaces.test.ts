import { mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { RecentWorkspaces } from '../../../electron/engine/workspace/recentWorkspaces.ts';
import { leaveTemporaryFiles, leftTemporaryFiles } from '../../support/leftByKilled.ts';
import { needs, notOnWindows } from '../../support/needs.ts';
import { noConfigFolder } from '../../support/noConfigFolder.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let now = 1_000;

/** A program that opens the workspace, a second after the one before. */
async function opened(
  folder: { readonly path: string },
  name: string,
  configFolder: string | null = join(folder.path, 'config'),
): Promise<RecentWorkspaces> {
  const workspace = join(folder.path, name);
  await mkdir(workspace, { recursive: true });
  now += 1000;
  const recent = new RecentWorkspaces({ workspace, configFolder, makeId, nowMs: () => now });
  recent.note();
  await recent.problem();
  return recent;
}

describe('recent workspaces', () => {
  it('are the others that were opened, the last one first, by whichever program', async () => {
    await using folder = await temporaryFolder();
    await opened(folder, 'one');
    await opened(folder, 'two');
    const three = await opened(folder, 'three');
    await opened(folder, 'one');
    const listed = await three.list();
    expect(listed.map(({ path }) => path)).toEqual([join(folder.path, 'one'), join(folder.path, 'two')]);
  });

  it('are for their person alone to read', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    await opened(folder, 'one');
    const kept = join(folder.path, 'config', 'recent-workspaces');
    const [file = ''] = await readdir(kept);
    expect((await stat(kept)).mode & 0o777).toBe(0o700);
    expect((await stat(join(kept, file))).mode & 0o777).toBe(0o600);
  });

  it('leave nothing of what a killed program had not finished writing', async () => {
    await using folder = await temporaryFolder();
    await opened(folder, 'one');
    const kept = join(folder.path, 'config', 'recent-workspaces');
    await leaveTemporaryFiles(kept);
    await opened(folder, 'one');
    expect(await leftTemporaryFiles(kept)).toEqual(['.new.wirebench-tmp']);
  });

  it('say which folder has vanished, open none in its place, and forget it when told', async () => {
    await using folder = await temporaryFolder();
    await opened(folder, 'gone');
    const here = await opened(folder, 'here');
    await rm(join(folder.path, 'gone'), { recursive: true });
    const [gone] = await here.list();
    expect(gone).toMatchObject({ path: join(folder.path, 'gone'), isGone: true });
    if (!gone) return;
    await expect(here.folderOf(gone.id)).rejects.toThrow(/^There is no folder .*gone any more/);
    await here.forget(gone.id);
    expect(await here.list()).toEqual([]);
    await expect(here.folderOf(gone.id)).rejects.toThrow('no longer in the list');
  });

  it('are none once the list is cleared, but for this one, which others list', async () => {
    await using folder = await temporaryFolder();
    for (let number = 0; number < 3; number += 1) await opened(folder, `w${number}`);
    const here = await opened(folder, 'here');
    await here.forgetAll();
    expect(await here.list()).toEqual([]);
    expect(await here.folders()).toEqual([join(folder.path, 'here')]);
  });

  it('do not call one gone that cannot be looked at', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    await opened(folder, 'unseen');
    const here = await opened(folder, 'here');
    const path = join(folder.path, 'unseen');
    await rm(path, { recursive: true });
    // A link that leads to itself: the system refuses to say what it is, also to root.
    await symlink(path, path);
    const [unseen] = await here.list();
    expect(unseen).toMatchObject({ path, isGone: false });
    if (!unseen) return;
    expect(await here.folderOf(unseen.id)).toBe(path);
  });

  it('keep the 20 that were opened last', async () => {
    await using folder = await temporaryFolder();
    for (let number = 0; number < 24; number += 1) await opened(folder, `w${number}`);
    const last = await opened(folder, 'last');
    const listed = await last.list();
    expect(listed).toHaveLength(20);
    expect(listed[0]?.path).toBe(join(folder.path, 'w23'));
    expect(await readdir(join(folder.path, 'config', 'recent-workspaces'))).toHaveLength(21);
  });

  it('take a link for the folder that it leads to', needs(notOnWindows), async () => {
    await using folder = await temporaryFolder();
    await opened(folder, 'real');
    await symlink(join(folder.path, 'real'), join(folder.path, 'link'));
    const link = await opened(folder, 'link');
    expect(await link.list()).toEqual([]);
  });

  it('skip files that are none of theirs, and do not trust a path under another name', async () => {
    await using folder = await temporaryFolder();
    await opened(folder, 'one');
    const two = await opened(folder, 'two');
    const kept = join(folder.path, 'config', 'recent-workspaces');
    await writeFile(join(kept, 'notes.txt'), 'mine');
    await writeFile(join(kept, `${'0'.repeat(64)}.json`), '{"version":1,"path":"/etc","openedAt":1}');
    await writeFile(join(kept, `${'1'.repeat(64)}.json`), '{"version":1,');
    expect((await two.list()).map(({ path }) => path)).toEqual([join(folder.path, 'one')]);
  });

  it('say why where nothing can be kept', async () => {
    await using folder = await temporaryFolder();
    const recent = await opened(folder, 'one', noConfigFolder);
    expect(await recent.problem()).toMatch(/^That this workspace was opened could not be kept/);
    const homeless = await opened(folder, 'two', null);
    expect(await homeless.problem()).toMatch(/^Recent workspaces cannot be kept, because/);
  });
});
