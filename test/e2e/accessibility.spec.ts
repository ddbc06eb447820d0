import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { messageList, messageRow, payloads, runCommand } from './actions.ts';
import { addExamples, showExamples } from './exampleScene.ts';
import { expect, test } from './fixtures.ts';
import { row } from './treeRows.ts';
import { expectToldApart, look, lookAtDialog, lookAtPopover } from './looks.ts';

/** What is chosen, open, pressed or sent is told from what is not. */
async function expectStatesToldApart(page: Page): Promise<void> {
  const rowOf = (name: string): Locator => row(page, name);
  await expectToldApart(page, rowOf('TCP client'), rowOf('TLS client'));
  const dot = (name: string): Locator => rowOf(name).locator('.status-dot');
  await expectToldApart(page, dot('TCP client'), dot('TLS client'));
  await expectToldApart(
    page,
    messageList(page).getByRole('treeitem', { selected: true }),
    messageRow(page, 'JSON with variables'),
  );
  await page.getByRole('tree', { name: 'Connections' }).focus();
  await page.keyboard.press('Home');
  await expectToldApart(page, rowOf('Echo'), rowOf('Chat'));
  const tab = (name: RegExp): Locator => page.locator('.tab', { has: page.getByRole('tab', { name }) });
  await expectToldApart(page, tab(/^TCP client/), tab(/^TCP server/));
  const record = (direction: 'in' | 'out'): Locator => payloads(page, direction, '');
  await expectToldApart(page, record('out'), record('in'));
  const icons = page.getByRole('main').locator('.icon-button');
  await expectToldApart(
    page,
    icons.and(page.locator('[aria-pressed=true]')).first(),
    icons.and(page.locator('[aria-pressed=false]')).first(),
  );
  const modes = page.getByRole('group', { name: 'Write as' }).getByRole('button');
  await expectToldApart(page, modes.and(page.locator('[aria-pressed=true]')), modes.last());
}

/** The system’s colours do not hide the marks of references. */
async function expectMarksShown(page: Page): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  // The marks are behind the field: it must not be painted over them.
  const address = page.getByRole('textbox', { name: 'Address' });
  await expect(address).toHaveCSS('forced-color-adjust', 'none');
  await expect(address).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  await expect(page.locator('.address-bar .template-variable').first()).toHaveCSS(
    'text-decoration-line',
    'underline',
  );
  await page.emulateMedia({ forcedColors: null });
}

test('everybody can use the window, in the colours of the system, too', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await look(page, 'nothing yet');
  await showExamples(page, workspace);
  await look(page, 'examples with folders, messages and records');
  await expectStatesToldApart(page);
  await expectMarksShown(page);
});

/** The palette, with nothing and with something typed. */
async function lookAtPalette(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await page.keyboard.type('tcp');
  await lookAtDialog(page, 'Commands');
}

/** The report of an import. */
async function lookAtImport(page: Page): Promise<void> {
  page.once('filechooser', (chooser) =>
    chooser.setFiles(join(import.meta.dirname, '../fixtures/imports/insomnia4.json')),
  );
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.getByRole('menuitem', { name: 'Files of Postman, Insomnia, Bruno…' }).click();
  await lookAtDialog(page, 'What was imported');
}

/** Looks at what each command of the palette opens, by the name that this has. */
async function lookAtDialogs(
  page: Page,
  dialogs: readonly (readonly [command: string, name: string])[],
): Promise<void> {
  for (const [title, name] of dialogs) {
    await runCommand(page, title, false);
    await lookAtDialog(page, name);
  }
}

test('everybody can use the dialogs of the window', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await addExamples(page, workspace);
  await lookAtPalette(page);
  await lookAtDialogs(page, [
    ['Settings…', 'Settings'],
    ['Show the keys…', 'Keys'],
    ['Edit variables and environments…', 'Variables'],
  ]);
  await row(page, 'Chat').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Variables…' }).click();
  await lookAtDialog(page, 'Variables of the folder');
  await lookAtImport(page);
});

test('everybody can use what is opened for messages and records', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await showExamples(page, workspace);
  await lookAtDialogs(page, [
    ['Show what will be sent', 'What will be sent'],
    ['Copy as command…', 'Copy as command'],
    ['Save as message…', 'Save as message'],
    ['Keep only the newest…', 'Keep only the newest'],
    ['Mark with a colour and a note…', 'Mark record 2'],
  ]);
  await runCommand(page, 'Delete this connection…', false);
  await lookAtDialog(page, 'Delete “TCP client”?', 'alertdialog');
  for (const [title, name] of [
    ['Repeat the message…', 'Repeat'],
    ['Show the history of sent messages…', 'Sent over this connection'],
    ['Go to a number or time…', 'Go to'],
  ] as const) {
    await runCommand(page, title, false);
    await lookAtPopover(page, name);
  }
});
