import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { axeProblems } from '../support/axe.ts';
import { expectState, messageList, messageRow, open, payloads, runCommand } from './actions.ts';
import { takeFreePorts } from './examplePorts.ts';
import { expect, test } from './fixtures.ts';
import { row } from './treeRows.ts';

/** Looks at what is shown, in both themes: what is drawn differs in its colours alone. */
async function expectNothingWrong(page: Page, what: string): Promise<void> {
  await test.step(what, async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      const rules = colorScheme === 'light' ? undefined : ['color-contrast'];
      expect.soft(await axeProblems(page, rules), `${what}, ${colorScheme}`).toEqual([]);
    }
  });
}

/** Looks that two elements which differ in their state can be told apart where the system sets the colours. */
async function expectToldApart(page: Page, one: Locator, other: Locator): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  const look = (element: Locator): Promise<string> =>
    element.evaluate((node) => {
      const { color, backgroundColor, outline, borderBottom, textDecoration, forcedColorAdjust } =
        getComputedStyle(node);
      // Other backgrounds are the system's own, whether one is set or not.
      const background = forcedColorAdjust === 'none' ? backgroundColor : '';
      return [color, background, outline, borderBottom, textDecoration].join(', ');
    });
  await expect.poll(async () => (await look(one)) === (await look(other))).toBe(false);
  await page.emulateMedia({ forcedColors: null });
}

/** The examples, with a connection that is open, its messages, and a record in the inspector. */
async function showExamples(page: Page, workspace: string): Promise<void> {
  await runCommand(page, 'Add examples to learn from');
  await expect(page.getByRole('tab', { name: /^TCP server/, selected: true })).toBeVisible();
  await takeFreePorts(page, workspace);
  await open(page, 'Listen');
  await expectState(page, 'listening');
  await page.getByRole('treeitem', { name: 'TCP client', exact: true }).click();
  await open(page);
  await expectState(page, 'open');
  await page.keyboard.press('Alt+1');
  await expect(payloads(page, 'in', '')).toHaveCount(1);
  await messageList(page).getByRole('treeitem').nth(1).click();
  await payloads(page, 'out', '').click();
  await expect(page.getByRole('grid', { name: 'Hex dump' })).toBeVisible();
}

/** What is chosen, open, pressed or sent is told from what is not. */
async function expectStatesToldApart(page: Page): Promise<void> {
  const rowOf = (name: string): Locator => row(page, name);
  await expectToldApart(page, rowOf('TCP client'), rowOf('TLS client'));
  const dot = (name: string): Locator => rowOf(name).locator('.status-dot');
  await expectToldApart(page, dot('TCP client'), dot('TLS client'));
  await expectToldApart(
    page,
    messageList(page).getByRole('treeitem', { selected: true }),
    messageRow(page, 'Bytes'),
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

/** What will be sent. */
async function lookAtPreview(page: Page): Promise<void> {
  await page.keyboard.press('Alt+P');
  await expect(page.getByRole('dialog', { name: 'What will be sent' }).getByRole('grid')).toBeVisible();
  await expectNothingWrong(page, 'what will be sent');
  await page.keyboard.press('Escape');
}

/** What was sent. */
async function lookAtHistory(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sent messages' }).click();
  await expect(page.getByRole('listbox', { name: 'Sent messages' }).getByRole('option')).toHaveCount(1);
  await expectNothingWrong(page, 'history');
  await page.keyboard.press('Escape');
}

/** The variables of the workspace. */
async function lookAtVariables(page: Page): Promise<void> {
  await page.keyboard.press('Alt+V');
  await expect(page.getByRole('table', { name: 'Variables' })).toBeVisible();
  await expectNothingWrong(page, 'variables');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** A menu, of whose items one is lit. */
async function lookAtMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'workspace', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectNothingWrong(page, 'menu of the workspace');
  await page.keyboard.press('ArrowDown');
  const item = page.getByRole('menuitem');
  const isLit = page.locator('[data-highlighted]');
  await expectToldApart(page, item.and(isLit), item.and(page.locator(':not([data-highlighted])')).first());
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
}

/** The report of an import. */
async function lookAtImport(page: Page): Promise<void> {
  page.once('filechooser', (chooser) =>
    chooser.setFiles(join(import.meta.dirname, '../fixtures/imports/insomnia4.json')),
  );
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.getByRole('menuitem', { name: 'Files of Postman, Insomnia, Bruno…' }).click();
  await expect(page.getByRole('dialog', { name: 'What was imported' })).toBeVisible();
  await expectNothingWrong(page, 'report of an import');
  await page.keyboard.press('Escape');
}

test('axe finds nothing wrong in the workspace, its messages, variables and imports', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await showExamples(page, workspace);
  await expectNothingWrong(page, 'examples with folders, messages and records');
  await expectStatesToldApart(page);
  await expectMarksShown(page);
  await lookAtPreview(page);
  await lookAtHistory(page);
  await lookAtVariables(page);
  await lookAtMenu(page);
  await lookAtImport(page);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
});
