import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeId } from '../../electron/engine/base/makeId.ts';
import { RecentWorkspaces } from '../../electron/engine/workspace/recentWorkspaces.ts';
import { expect, test } from './fixtures.ts';

test('the name of the workspace is the menu of all that is about workspaces', async ({ ownWorkbench }) => {
  test.skip(
    process.env['WIREBENCH_HOST'] === 'electron',
    'the desktop opens workspaces in windows of their own',
  );
  const { page, workspace } = ownWorkbench;
  const others = ['reversed \u202Egnp', 'sockets', 'moved away'].map((name) => join(workspace, '..', name));
  for (const other of others) {
    await mkdir(other);
    const configFolder = join(workspace, '..', 'config');
    const recent = new RecentWorkspaces({ workspace: other, configFolder, makeId, nowMs: Date.now });
    recent.note();
    await recent.problem();
  }
  const [, sockets = '', moved = ''] = others;
  await rm(moved, { recursive: true });
  const menu = page.getByRole('menu', { name: 'Workspace workspace' });
  const open = async (): Promise<void> => {
    await page.getByRole('button', { name: 'workspace', exact: true }).press('Enter');
    await expect(menu).toBeVisible();
  };

  await expect(page).toHaveTitle('workspace · Wirebench');
  await open();
  await expect(menu).toContainText(workspace);
  await expect(menu.getByRole('menuitem', { name: /reversed ‹U\+202E›gnp$/ })).toBeVisible();
  // A browser shows what is served to it.
  await expect(menu.getByRole('menuitem', { name: 'Open a workspace…' })).toHaveCount(0);
  await menu.getByRole('menuitem', { name: 'Copy path' }).click();
  await expect.poll(() => ownWorkbench.copied()).toBe(workspace);

  await open();
  await menu.getByRole('menuitem', { name: sockets, exact: true }).click();
  await expect.poll(() => ownWorkbench.copied()).toBe(`wirebench serve --workspace ${sockets}`);

  await open();
  await menu.getByRole('menuitem', { name: `${moved} is not there` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await open();
  await expect(menu.getByRole('menuitem', { name: sockets, exact: true })).toBeVisible();
  await expect(menu.getByRole('menuitem', { name: /is not there$/ })).toHaveCount(0);

  await menu.getByRole('menuitem', { name: 'Add examples' }).click();
  await expect(page.getByRole('tab', { name: /^TCP server/, selected: true })).toBeVisible();
});
