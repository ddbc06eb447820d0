import type { Locator, Page } from '@playwright/test';
import {
  filterField,
  hexDump,
  messageList,
  payloads,
  recordings,
  showChart,
  storageMeter,
} from './actions.ts';
import { addExamples, showExamples } from './exampleScene.ts';
import { expect, test } from './fixtures.ts';
import { expectToldApart, look, lookAtMenuOf, lookAtPopover } from './looks.ts';
import { row } from './treeRows.ts';

/** A menu, of whose items one is lit. */
async function lookAtWorkspaceMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'workspace', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await look(page, 'menu of the workspace', '.popup');
  const item = page.getByRole('menuitem');
  const isLit = page.locator('[data-highlighted]');
  await expectToldApart(page, item.and(isLit), item.and(page.locator(':not([data-highlighted])')).first());
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
}

/** The room for recordings, and a bar in the colours of the system. */
async function lookAtStorage(page: Page): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(page.locator('.storage-fill')).toHaveCSS('forced-color-adjust', 'none');
  await page.emulateMedia({ forcedColors: null });
  await storageMeter(page).click();
  await lookAtPopover(page, 'Storage');
}

/** The other readings of a record, and the list with chart, filter and no match. */
async function lookAtRecords(page: Page): Promise<void> {
  const reading = (name: string): Locator => page.locator('[data-pane=inspector]').getByRole('tab', { name });
  await reading('Text').click();
  await showChart(page);
  await filterField(page).fill('kind:');
  await look(page, 'text, chart and completion');
  await filterField(page).fill('“nothing like it”');
  await filterField(page).press('Enter');
  await expect(page.getByText('Show every record')).toBeVisible();
  await look(page, 'no match', 'main');
  await filterField(page).fill('');
  await filterField(page).press('Enter');
  // The window keeps the reading for the next record, of another test, too.
  await reading('Hex').click();
}

test('everybody can use the menus of the sidebar and of tabs, and see the room for recordings', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await addExamples(page, workspace);
  await lookAtWorkspaceMenu(page);
  await lookAtMenuOf(page, 'a connection', row(page, 'Redis'));
  await lookAtMenuOf(page, 'a folder', row(page, 'Chat'));
  await lookAtMenuOf(page, 'a tab', page.getByRole('tab', { name: /^TCP server/ }));
  await lookAtStorage(page);
});

test('everybody can use the menus of a session', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await showExamples(page, workspace);
  await lookAtMenuOf(page, 'a named message', messageList(page).getByRole('treeitem').nth(1));
  await lookAtMenuOf(page, 'a recording', recordings(page).first());
  await lookAtMenuOf(page, 'a record', payloads(page, 'in', ''));
  await lookAtMenuOf(page, 'bytes', hexDump(page));
  await lookAtMenuOf(page, 'the columns', page.getByRole('columnheader', { name: 'Preview' }));
  // The desktop shows the menu of the system there.
  const hasOwnMenu = process.env['WIREBENCH_HOST'] !== 'electron';
  if (hasOwnMenu) await lookAtMenuOf(page, 'the composer', page.locator('.message-editor'));
  await lookAtRecords(page);
});
