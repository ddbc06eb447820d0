import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { baseEnvironmentId, type SavedEnvironment } from '../../shared/model/environment.ts';
import type { ConnectionId, MessageId, RecordingId, SessionId } from '../../shared/model/ids.ts';
import { defaultBudgetBytes } from '../../shared/model/storage.ts';
import { openHostClient } from '../support/hostClient.ts';
import { followConnections } from '../support/listConnections.ts';
import { choose, connections, recordings } from './actions.ts';
import { windowSize } from './running.ts';

/** Leaves nothing that runs, is saved, is recorded or is open, as a new workspace has it; the window stays. */
export async function empty(page: Page, url: string, workspace: string): Promise<void> {
  // A test may have looked at a smaller window, or in other colours.
  await page.setViewportSize(windowSize);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null, forcedColors: null });
  await leaveDialogs(page);
  await showSidebar(page);
  await closeTabs(page);
  await emptyWorkspace(url);
  // What the engine cannot read, it does not remove either.
  for (const folder of ['connections', 'sessions']) await removeFiles(join(workspace, folder));
  // What a window says before there is a first connection, in place of a tab.
  await expect(page.getByText('Talk to a socket service')).toBeVisible();
  // What was typed last may not have been saved yet: the window asks what becomes of it.
  await leaveDialogs(page);
  await expect(connections(page)).toHaveCount(0);
  await expect(recordings(page)).toHaveCount(0);
  await dismissMessages(page);
  // The window keeps its choice although the environment is gone.
  const environment = page.getByRole('combobox', { name: 'Environment' });
  if ((await environment.textContent()) !== 'No environment')
    await choose(page, 'Environment', 'No environment');
}

/** A window that has just become wide shows it by itself a moment later, so that the button has another name by then. */
async function showSidebar(page: Page): Promise<void> {
  const show = page.getByRole('button', { name: 'Show the sidebar' });
  await expect(async () => {
    if (await show.isVisible()) await show.click({ timeout: 1000 });
    await expect(page.getByRole('button', { name: 'Hide the sidebar' })).toBeVisible({ timeout: 1000 });
  }).toPass();
}

/** A tab would stay for a while after its connection, which another program may only be moving. */
async function closeTabs(page: Page): Promise<void> {
  const tabs = page.locator('.tab-list').getByRole('tab');
  for (let left = await tabs.count(); left > 0; left -= 1) {
    await tabs.first().click({ button: 'middle' });
    await expect(tabs).toHaveCount(left - 1);
  }
}

/** Menus, too: a test may end with one open, and all that is behind it has no name then. */
async function leaveDialogs(page: Page): Promise<void> {
  const menu = page.getByRole('menu');
  await expect(async () => {
    if ((await menu.count()) > 0) await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0, { timeout: 1000 });
  }).toPass();
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  while ((await dialog.count()) > 0) {
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
}

async function dismissMessages(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss', exact: true });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

/** Ends every session, and removes what is saved and what was recorded, by the engine that has it open. */
async function emptyWorkspace(url: string): Promise<void> {
  const client = await openHostClient(url);
  const running = Promise.withResolvers<readonly SessionId[]>();
  client.subscribe('sessions.list', {}, ({ sessions }) => running.resolve(sessions.map(({ id }) => id)));
  for (const session of await running.promise) await client.call('sessions.release', { session });
  const saved = Promise.withResolvers<readonly ConnectionId[]>();
  followConnections(client, (all) => saved.resolve(all.map(({ id }) => id)));
  for (const connection of await saved.promise) await client.call('connections.remove', { connection });
  const named = Promise.withResolvers<readonly MessageId[]>();
  client.subscribe('messages.list', {}, ({ messages }) => named.resolve(messages.map(({ id }) => id)));
  for (const message of await named.promise) await client.call('messages.remove', { message });
  const recorded = Promise.withResolvers<readonly RecordingId[]>();
  client.subscribe('recordings.list', {}, (list) => recorded.resolve(list.recordings.map(({ id }) => id)));
  for (const recording of await recorded.promise) await client.call('recordings.remove', { recording });
  const known = Promise.withResolvers<readonly SavedEnvironment[]>();
  client.subscribe('environments.list', {}, ({ environments }) => known.resolve(environments));
  for (const { id, name, colour, revision } of await known.promise) {
    if (id === baseEnvironmentId) {
      await client.call('environments.update', {
        ...{ environment: id, name, colour, revision },
        variables: [],
      });
    } else await client.call('environments.remove', { environment: id });
  }
  const budget = Promise.withResolvers<number>();
  client.subscribe('storage.watch', {}, ({ budgetBytes }) => budget.resolve(budgetBytes));
  if ((await budget.promise) !== defaultBudgetBytes) {
    await client.call('storage.setBudget', { budgetBytes: defaultBudgetBytes });
  }
  client.dispose();
}

async function removeFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}
