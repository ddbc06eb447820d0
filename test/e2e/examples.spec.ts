import type { Locator, Page } from '@playwright/test';
import { connections, expectState, messageList, payloads, runCommand } from './actions.ts';
import { takeFreePorts } from './examplePorts.ts';
import { expect, test } from './fixtures.ts';

/** Goes back with the Tab key until the focus is in there. */
async function tabBackTo(page: Page, place: Locator): Promise<void> {
  const isThere = (): Promise<boolean> =>
    place.evaluate((element) => element.contains(document.activeElement));
  for (let count = 0; count < 30 && !(await isThere()); count += 1) await page.keyboard.press('Shift+Tab');
  expect(await isThere()).toBe(true);
}

async function openByKeys(page: Page, name: string, state: string): Promise<void> {
  await runCommand(page, name);
  await expect(page.getByRole('tab', { name: new RegExp(`^${name}`), selected: true })).toBeVisible();
  await page.keyboard.press('Alt+Enter');
  await expectState(page, state);
}

test('a day with the examples goes by keys alone, over a restart', async ({ ownWorkbench: workbench }) => {
  const { workspace } = workbench;
  let { page } = workbench;
  await expect(page.getByRole('button', { name: 'Start with examples' })).toBeVisible();
  await runCommand(page, 'Add examples to learn from');
  await expect(page.getByRole('tab', { name: /^TCP server/, selected: true })).toBeVisible();
  await takeFreePorts(page, workspace);
  await page.keyboard.press('Alt+E');
  await expect(page.getByRole('combobox', { name: 'Environment' })).toContainText('Staging');
  await page.keyboard.press('Alt+Enter');
  await expectState(page, 'listening');
  await openByKeys(page, 'TCP client', 'open');
  for (const count of [1, 2, 3]) {
    await page.keyboard.press(`Alt+${count}`);
    await expect(payloads(page, 'in', '')).toHaveCount(count);
  }

  const messages = messageList(page);
  await page.keyboard.press('Alt+M');
  await tabBackTo(page, messages);
  await page.keyboard.press('h');
  await expect(messages.getByRole('treeitem', { name: 'Hello' })).toHaveClass(/is-focused/);
  await page.keyboard.press('Space');
  await page.keyboard.press('Alt+M');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('again');
  await expect(messages.getByRole('treeitem', { name: 'Hello, with unsaved changes' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(payloads(page, 'in', /Hello from Sam.*again/)).toHaveCount(1);

  await workbench.restart();
  ({ page } = workbench);
  await expect(connections(page).filter({ hasText: 'Echo' }).first()).toBeVisible();
  // What was chosen was kept by the window, and this is another one.
  await runCommand(page, 'Environment: Staging');
  await openByKeys(page, 'TCP server', 'listening');
  await openByKeys(page, 'TCP client', 'open');
  await page.keyboard.press('Alt+M');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('.view-lines')).toContainText('again');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(payloads(page, 'in', /Hello from Sam.*again/)).toHaveCount(1);
});
