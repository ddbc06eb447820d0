import type { Locator, Page } from '@playwright/test';
import { axeProblems } from '../support/axe.ts';
import { tcpPeer } from '../support/peers.ts';
import {
  createConnection,
  expectState,
  filterField,
  open,
  recordings,
  rowCount,
  runCommand,
  send,
  timeline,
} from './actions.ts';
import { expect, test } from './fixtures.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

const records = 300;

/** An event, and then chunks of two peers, each fifth of which is no text. */
async function openRecording(page: Page, workspace: string): Promise<void> {
  await writeRecording(workspace, 'rows', (writer) => {
    writer.peer(2, '127.0.0.1:10');
    writer.append({ ...receivedPayload(0, ''), kind: 'opened', direction: null, note: 'Opened.' });
    for (let number = 2; number <= records; number += 1) {
      const bytes = number % 5 === 0 ? Uint8Array.of(0, 1, number & 255) : `line ${number}\r\n`;
      const [peer, direction] = number % 2 === 0 ? ([1, 'in'] as const) : ([2, 'out'] as const);
      writer.append({ ...receivedPayload(number * 1000, bytes), peer, direction });
    }
  });
  await recordings(page).click();
}

const row = (page: Page, number: number): Locator =>
  timeline(page).getByRole('row', { name: new RegExp(`^${number} `) });

const menuItem = (page: Page, name: string): Locator => page.getByRole('menuitem', { name, exact: true });

/** Chooses from a menu within the menu of a row, by mouse. */
async function chooseFor(page: Page, number: number, menu: string, entry: string): Promise<void> {
  await row(page, number).click({ button: 'right' });
  await menuItem(page, menu).hover();
  // An entry may have a hint behind its name.
  await page.getByRole('menuitem', { name: new RegExp(`^${entry}`) }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
}

async function said(page: Page, sentence: string): Promise<void> {
  await expect(page.locator('.timeline-word')).toHaveText(sentence);
}

test('does with rows what hands have learnt, by mouse', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await openRecording(page, workspace);
  const status = page.getByRole('contentinfo', { name: 'Status' });

  await row(page, 3).click();
  await row(page, 8).click({ modifiers: ['Shift'] });
  await row(page, 5).click({ modifiers: ['ControlOrMeta'] });
  await row(page, 12).click({ modifiers: ['ControlOrMeta'] });
  await expect(status).toContainText('6 records selected · 49 B');
  await expect(timeline(page).getByRole('row', { selected: true })).toHaveCount(6);

  // The menu is of the selection where it is opened in it, of the row elsewhere.
  await row(page, 4).click({ button: 'right' });
  const copy = page.getByRole('menuitem', { name: /^Copy text, else hex (?:Ctrl C|⌘C)$/ });
  await expect(copy).toBeVisible();
  expect(await axeProblems(page)).toEqual([]);
  await copy.click();
  await said(page, 'Copied 6 records.');
  expect(await workbench.copied()).toBe('line 3\r\nline 4\r\nline 6\r\nline 7\r\nline 8\r\nline 12\r\n');
  await expect(timeline(page)).toBeFocused();
  await expect(status).toContainText('6 records selected');
  await chooseFor(page, 10, 'Copy as', 'Hex');
  await said(page, 'Copied one record as hex.');
  expect(await workbench.copied()).toBe('00 01 0a');
  await expect(status).not.toContainText('selected');

  await row(page, 9).click();
  await row(page, 11).click({ modifiers: ['Shift'] });
  await chooseFor(page, 10, 'Copy as', 'JSON lines');
  await said(page, 'Copied 3 records as JSON lines.');
  const lines = (await workbench.copied())
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines).toMatchObject([
    { seq: 9, text: 'line 9\r\n' },
    { seq: 10, hex: '00010a', peer: 1 },
    { seq: 11 },
  ]);
  await chooseFor(page, 10, 'Copy as', 'As the table shows it');
  await said(page, 'Copied 3 records as the table shows them.');
  const cells = (await workbench.copied()).split('\n').map((line) => line.split('\t'));
  expect(cells.map((line) => line[0])).toEqual(['9', '10', '11', '']);
  expect(cells[0]?.at(-1)).toBe('line 9\\r\\n');

  const saved = await workbench.saved(() => chooseFor(page, 10, 'Save to a file', 'Bytes…'));
  expect(saved).toEqual({
    name: 'rows 9-11.bin',
    bytes: Buffer.from('line 9\r\n\0\u0001\nline 11\r\n'),
  });
  await said(page, 'Saved 3 records.');

  await chooseFor(page, 12, 'Filter like this', 'Direction');
  await expect(filterField(page)).toHaveValue('dir:in');
  await expect.poll(() => rowCount(page)).toBe(records / 2);
  await expect(timeline(page)).toBeFocused();
  await chooseFor(page, 12, 'Exclude like this', 'Value');
  await expect(filterField(page)).toHaveValue(String.raw`dir:in not "line 12\r\n"`);
  await expect.poll(() => rowCount(page)).toBe(records / 2 - 1);

  await chooseFor(page, 14, 'Exclude like this', 'Direction');
  await expect(page.getByRole('button', { name: 'Show every record' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => rowCount(page)).toBe(records);
  await expect(timeline(page)).toBeFocused();

  await row(page, 14).dblclick();
  await expect(page.getByRole('button', { name: 'Show the list' })).toBeVisible();
  await expect(timeline(page)).not.toBeVisible();
});

test('does with rows what hands have learnt, by keyboard', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await openRecording(page, workspace);
  const status = page.getByRole('contentinfo', { name: 'Status' });
  await expect(row(page, 1)).toBeVisible();
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

  await press('Alt+T', 'Home', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await press('ControlOrMeta+ArrowDown', 'ControlOrMeta+ArrowDown', 'Space');
  await expect(status).toContainText('4 records selected · 32 B');
  await press('ControlOrMeta+C');
  await said(page, 'Copied 4 records.');
  expect(await workbench.copied()).toBe('line 2\r\nline 3\r\nline 4\r\nline 6\r\n');
  await press('Escape');
  await expect(status).not.toContainText('selected');
  await press('Shift+End');
  await expect(status).toContainText('295 records selected');
  await press('ControlOrMeta+A');
  await expect(status).toContainText('300 records selected');

  // The key of the menu opens it at the current row.
  await press('Home', 'ArrowDown', 'Shift+F10');
  await expect(page.getByRole('menu', { name: 'Records' })).toBeVisible();
  await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight');
  await expect(menuItem(page, 'Text')).toBeFocused();
  await press('ArrowDown', 'ArrowDown', 'Enter');
  await said(page, 'Copied one record as Base64.');
  expect(await workbench.copied()).toBe(Buffer.from('line 2\r\n').toString('base64'));
  await expect(timeline(page)).toBeFocused();

  await press('Enter');
  await expect(page.getByRole('button', { name: 'Show the list' })).toBeVisible();
  await press('Escape');
  await expect(timeline(page)).toBeFocused();
  await runCommand(page, 'Copy the selected record as Python bytes');
  await said(page, 'Copied one record as Python bytes.');
  expect(await workbench.copied()).toContain(String.raw`record2 = b"line 2\r\n"`);
});

test('sends a row again, or puts it into the composer', async ({ workbench }) => {
  const { page } = workbench;
  await using echo = await tcpPeer((socket) => socket.pipe(socket));
  await createConnection(page, `tcp://127.0.0.1:${echo.port}`);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'hello');
  const sent = timeline(page).getByRole('row').filter({ hasText: 'hello' });
  await expect(sent).toHaveCount(2);
  await sent.first().click({ button: 'right' });
  await menuItem(page, 'Send again').click();
  await expect(sent).toHaveCount(4);
  await sent.first().click({ button: 'right' });
  await menuItem(page, 'Open in the composer').click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('hello');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expectState(page, 'closed');
  await sent.first().click({ button: 'right' });
  const again = page.getByRole('menuitem', { name: /^Send again/ });
  await expect(again).toBeDisabled();
  await expect(again).toContainText('Connect first');
});
