import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { tcpPeer } from '../support/peers.ts';
import {
  choose,
  composeAs,
  compose,
  createConnection,
  expectState,
  messageList,
  messageRow,
  open,
  payloads,
  saveAsMessage,
} from './actions.ts';
import { test } from './fixtures.ts';

/** Puts the keys on a row, from wherever they are. */
async function goTo(page: Page, name: string): Promise<void> {
  await messageList(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.type(name);
  await expect(messageRow(page, name)).toHaveClass(/is-focused/);
}
const names = (page: Page) => messageList(page).locator('.message-name');

/** A key that is held until it repeats. */
async function hold(page: Page, modifier: string, key: string): Promise<void> {
  await page.keyboard.down(modifier);
  for (let held = 0; held < 5; held += 1) await page.keyboard.down(key);
  await page.keyboard.up(key);
  await page.keyboard.up(modifier);
}

/** What the file of a message holds. */
async function savedMessage(workspace: string, name: string): Promise<unknown> {
  const folder = join(workspace, 'connections');
  const file = (await readdir(folder)).find((each) => each.startsWith(`${name}-`));
  return JSON.parse(await readFile(join(folder, file ?? ''), 'utf8'));
}

/** The list draws the rows that are in sight: more of them than usual. */
async function makeRoom(page: Page): Promise<void> {
  await page.getByRole('separator', { name: 'Height of the composer' }).focus();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('ArrowUp');
}

test('keeps named messages beside the composer, sends them by key, and keeps what is not saved over a restart', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => void socket.pipe(socket));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await expect(messageList(page)).toHaveCount(0);
  await compose(page, String.raw`PING\r\n`);
  await saveAsMessage(page, 'ping');
  await expect(messageRow(page, 'ping')).toHaveAttribute('aria-selected', 'true');
  await compose(page, 'QUIT');
  await expect(messageRow(page, /^ping.*with unsaved changes/)).toBeVisible();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue(String.raw`PING\r\n`);

  await messageRow(page, 'Untitled').click();
  await composeAs(page, 'JSON');
  await compose(page, '{"a": 1}');
  await saveAsMessage(page, 'json', /^All connections/);
  await makeRoom(page);
  await expect(names(page)).toHaveText(['ping', 'json']);

  await page.getByRole('textbox', { name: 'Message' }).focus();
  await hold(page, 'Alt', '1');
  await expect(payloads(page, 'in', 'PING\\r\\n')).toHaveCount(1);
  await page.keyboard.press('Alt+2');
  await expect(payloads(page, 'in', '{"a": 1}')).toHaveCount(1);
  await goTo(page, 'ping');
  await page.keyboard.press('Enter');
  await expect(payloads(page, 'in', 'PING\\r\\n')).toHaveCount(2);
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('send json');
  await page.keyboard.press('Enter');
  await expect(payloads(page, 'in', '{"a": 1}')).toHaveCount(2);

  await messageRow(page, 'ping').click();
  await compose(page, 'PONG');
  await page.reload();
  await expect(messageRow(page, /^ping.*with unsaved changes/)).toBeVisible();
  // The editor has its text in the field from when it is in use.
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('PONG');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(messageRow(page, 'ping')).toBeVisible();
  expect(await savedMessage(workbench.workspace, 'ping')).toMatchObject({ name: 'ping', body: 'PONG' });
});

test('orders, renames and deletes named messages by keyboard, and says what cannot be sent', async ({
  workbench,
}) => {
  const { page } = workbench;
  await createConnection(page, 'ws://127.0.0.1:9/');
  for (const name of ['one', 'two']) {
    await compose(page, name);
    await saveAsMessage(page, name);
    await messageRow(page, 'Untitled').click();
  }
  await choose(page, 'Send as', 'Ping');
  await compose(page, 'p');
  await saveAsMessage(page, 'a ping', /^All connections/);
  // A drag needs both rows in sight.
  await makeRoom(page);
  await goTo(page, 'two');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(names(page)).toHaveText(['two', 'one', 'a ping']);
  await messageRow(page, 'one').dragTo(messageRow(page, 'two'), { targetPosition: { x: 40, y: 4 } });
  await expect(names(page)).toHaveText(['one', 'two', 'a ping']);
  await messageRow(page, 'one').dragTo(messageRow(page, 'a ping'), { targetPosition: { x: 40, y: 22 } });
  await expect(names(page)).toHaveText(['two', 'a ping', 'one']);
  await expect(page.getByRole('status', { name: 'What has happened' })).toHaveText(
    '“one” moved to “All connections”, place 2 of 2',
  );
  await messageRow(page, 'one').dragTo(messageRow(page, 'two'), { targetPosition: { x: 40, y: 4 } });
  await expect(names(page)).toHaveText(['one', 'two', 'a ping']);
  await goTo(page, 'two');
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Name and note' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('zwei');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Expect <b>two</b>.');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(names(page)).toHaveText(['one', 'zwei', 'a ping']);
  await messageRow(page, 'zwei').click();
  await expect(page.getByText('Expect <b>two</b>.')).toBeVisible();
  await goTo(page, 'one');
  await page.keyboard.press('Delete');
  await expect(names(page)).toHaveText(['zwei', 'a ping']);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(names(page)).toHaveText(['one', 'zwei', 'a ping']);
  await goTo(page, 'one');
  await page.keyboard.press('Delete');
  await expect(names(page)).toHaveText(['zwei', 'a ping']);
  await expect(messageList(page)).toBeFocused();
  await expect(messageRow(page, 'zwei')).toHaveClass(/is-focused/);
  await page.keyboard.press('End');
  await expect(messageRow(page, 'a ping')).toHaveClass(/is-focused/);
  await expect(messageRow(page, 'a ping')).toHaveAttribute('aria-posinset', '3');
  await expect(messageRow(page, 'a ping')).toHaveAttribute('aria-setsize', '3');

  await createConnection(page, 'tcp://127.0.0.1:9');
  await expect(names(page)).toHaveText(['a ping']);
  await expect(messageRow(page, 'a ping').getByRole('button', { name: 'Send a ping' })).toHaveAttribute(
    'title',
    'Only a WebSocket sends ping messages. Send this as data.',
  );
});

test('saves what was changed under another name, and leaves the message that it was as it is', async ({
  workbench,
}) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:9');
  await compose(page, 'PING');
  await saveAsMessage(page, 'ping');
  await compose(page, 'PONG');
  await expect(messageRow(page, 'ping, with unsaved changes')).toBeVisible();
  await saveAsMessage(page, 'pong');
  await expect(messageRow(page, 'pong')).toHaveAttribute('aria-selected', 'true');
  await expect(messageRow(page, 'ping')).toBeVisible();
  await messageRow(page, 'ping').click();
  // The editor has its text in the field from when it is in use.
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('PING');
});

test('asks which counts when a message was changed in its file and in the composer', async ({
  workbench,
}) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:9');
  await compose(page, 'PING');
  await saveAsMessage(page, 'ping');
  await compose(page, 'MINE');
  await messageList(page).focus();
  await page.keyboard.press('F2');
  const naming = page.getByRole('dialog', { name: 'Name and note' });
  await naming.getByRole('textbox', { name: 'Name' }).fill('probe');
  await naming.getByRole('button', { name: 'Save' }).click();
  await expect(naming).toHaveCount(0);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Not saved')).toHaveCount(0);

  await compose(page, 'MINE AGAIN');
  const folder = join(workbench.workspace, 'connections');
  const file = join(folder, (await readdir(folder)).find((each) => each.endsWith('.message.json')) ?? '');
  const saved: unknown = JSON.parse(await readFile(file, 'utf8'));
  expect(saved).toMatchObject({ name: 'probe', body: 'MINE' });
  await writeFile(file, JSON.stringify({ ...Object(saved), body: 'THEIRS' }));
  await page.getByRole('button', { name: 'Compare…' }).click();
  const dialog = page.getByRole('alertdialog', { name: '“probe” was changed in two places' });
  await expect(dialog.getByText('THEIRS')).toBeVisible();
  await expect(dialog.getByText('MINE AGAIN')).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Not saved')).toHaveCount(0);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ body: 'MINE AGAIN' });

  await compose(page, 'NOT SAVED YET');
  await rm(file);
  await expect(page.getByText('Its file is gone')).toBeVisible();
  await saveAsMessage(page, 'rescued');
  await expect(page.getByText('Its file is gone')).toHaveCount(0);
  const rescued = (await readdir(folder)).find((each) => each.startsWith('rescued'));
  expect(JSON.parse(await readFile(join(folder, rescued ?? ''), 'utf8'))).toMatchObject({
    body: 'NOT SAVED YET',
  });
});
