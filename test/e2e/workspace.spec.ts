import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tcpService } from '../support/tcpService.ts';
import {
  addressField,
  chooseFromMenu,
  compose,
  connections,
  createConnection,
  expectState,
  payloads,
  open,
  recordings,
  recordingTree,
  send,
} from './actions.ts';
import { expect, test } from './fixtures.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

test('creates, renames, duplicates, finds and deletes connections, and keeps them over a restart', async ({
  workbench,
}) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:6379');
  await expect(connections(page)).toHaveCount(1);
  await page.getByRole('tree', { name: 'Connections' }).focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('redis');
  await page.keyboard.press('Enter');
  await expect(connections(page)).toContainText(['redis']);

  await chooseFromMenu(page, 'redis', 'Duplicate');
  await expect(connections(page)).toHaveCount(2);
  await createConnection(page, 'ws://127.0.0.1:8080/chat', 'WebSocket client');
  await expect(connections(page)).toHaveCount(3);

  await page.getByRole('searchbox').fill('8080');
  await expect(connections(page)).toHaveCount(1);
  await page.getByRole('searchbox').fill('');

  await workbench.restart();
  await expect(connections(workbench.page)).toHaveCount(3);
  await connections(workbench.page).filter({ hasText: 'redis' }).first().click();
  await expect(addressField(workbench.page)).toHaveValue('tcp://127.0.0.1:6379');

  const files = async (): Promise<number> => (await readdir(join(workbench.workspace, 'connections'))).length;
  await chooseFromMenu(workbench.page, 'redis', 'Delete');
  await expect(connections(workbench.page)).toHaveCount(2);
  await expect.poll(files).toBe(2);
  await expect(workbench.page.getByRole('tab', { name: /^redis(?! 2)/ })).toHaveCount(0);
  await expect(workbench.page.getByRole('tree', { name: 'Connections' })).toBeFocused();
  await workbench.page.keyboard.press('ControlOrMeta+z');
  await expect(connections(workbench.page)).toHaveCount(3);
  await expect.poll(files).toBe(3);
  await expect(addressField(workbench.page)).toHaveValue('tcp://127.0.0.1:6379');
});

test('tells recordings apart, folds failed attempts, and lists a damaged one with a sentence, by keyboard', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  const refused = { ...receivedPayload(0, ''), direction: null, kind: 'failed', note: 'Refused.' } as const;
  for (const name of ['redis', 'redis', 'dns'])
    await writeRecording(workspace, name, (writer) => void writer.append(refused));
  await writeRecording(workspace, 'said', (writer) => void writer.append(receivedPayload(1, 'hello')));
  await writeFile(join(workspace, 'sessions', 'broken.wbs'), 'this is no session file');
  const names = (): Promise<string[]> =>
    recordings(page).evaluateAll((items) =>
      items.map((item) => `${item.getAttribute('aria-level')} ${item.getAttribute('aria-label')}`),
    );
  await expect.poll(names).toEqual(['1 3 failed attempts', '1 said', '1 broken.wbs']);
  const said = recordings(page).nth(1);
  await expect(said).toContainText('01:40 · 1 chunk · TCP client');
  await expect(said).toHaveAccessibleDescription(/^01:40 · 1 chunk · TCP client, \d+/);

  await recordingTree(page).focus();
  await page.keyboard.type('3');
  await page.keyboard.press('ArrowRight');
  await expect.poll(names).toHaveLength(6);
  await expect(recordings(page).nth(1)).toContainText('failed · TCP client');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tabpanel', { name: 'dns' })).toContainText('Refused.');
  await recordingTree(page).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(names).toHaveLength(3);
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Expand' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(recordingTree(page)).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByText('is not a Wirebench recording')).toBeVisible();

  await page.getByRole('searchbox').fill('dns');
  await expect.poll(names).toEqual(['1 dns']);
});

test('saves a copy of a recording, deletes it, and opens the copy again', async ({ workbench }) => {
  test.skip(process.env['WIREBENCH_HOST'] === 'electron', 'the desktop asks by dialogs of the system');
  const { page } = workbench;
  await using service = await tcpService((text, socket) => void socket.write(text));
  await createConnection(page, service.url);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'keep this');
  await expect(payloads(page, 'in', 'keep this')).toHaveCount(1);
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expectState(page, 'closed');

  await recordings(page).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Save a copy/ }).click();
  const path = join(workbench.workspace, 'copy.wbs');
  await (await download).saveAs(path);

  await recordingTree(page).focus();
  const cancel = page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' });
  await page.keyboard.press('Delete');
  await expect(cancel).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cancel).toHaveCount(0);
  await expect(recordingTree(page)).toBeFocused();
  for (const isLast of [false, true]) {
    await page.keyboard.press('Delete');
    await expect(cancel).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(recordings(page)).toHaveCount(0);
    await expect(payloads(page, 'in', 'keep this')).toHaveCount(0);
    if (isLast) break;
    await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).click();
    await expect(recordings(page)).toHaveCount(1);
    await expect(payloads(page, 'in', 'keep this')).toHaveCount(1);
    await recordingTree(page).focus();
  }

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a .wbs file…' }).click();
  await (await chooser).setFiles(path);
  await expect(recordings(page)).toHaveCount(1);
  await expect(payloads(page, 'in', 'keep this')).toHaveCount(1);
});

test('takes an address from its first character on, however soon it is typed after the key', async ({
  workbench,
}) => {
  const { page } = workbench;
  for (const port of [6379, 6380]) {
    // The second time, the focus is in the composer of the first.
    await page.keyboard.press('Alt+N');
    await page.keyboard.type(`tcp://127.0.0.1:${port}x`);
    await page.keyboard.press('Backspace');
    await expect(addressField(page)).toHaveValue(`tcp://127.0.0.1:${port}`);
    await expect(addressField(page)).toBeFocused();
    await compose(page, 'hello');
  }
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('hello');
});

test('leaves nothing of a new connection that is abandoned, and keeps it over a reload', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  const files = (): Promise<string[]> => readdir(join(workspace, 'connections'));
  const shown = page.getByRole('tab', { name: /^New connection/, selected: true });
  await page.keyboard.press('Alt+N');
  await expect(addressField(page)).toBeFocused();
  await page.keyboard.type('tcp://half');
  await compose(page, 'not sent yet');
  await page.reload();
  await expect(addressField(page)).toHaveValue('tcp://half');
  await expect(page.locator('.view-lines')).toContainText(/not.sent.yet/);
  await expect(connections(page)).toHaveCount(0);
  expect(await files()).toEqual([]);
  await page.keyboard.press('Alt+W');
  await expect(shown).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('Talk to a socket service')).toBeVisible();
  expect(await files()).toEqual([]);

  // One that gets an address becomes a file, at which it stays as it is.
  await page.keyboard.press('Alt+N');
  await expect(addressField(page)).toBeFocused();
  await page.keyboard.type('tcp://127.0.0.1:6379');
  await expect(connections(page)).toHaveCount(1);
  await page.keyboard.type('/');
  await page.keyboard.press('Backspace');
  await expect(addressField(page)).toBeFocused();
  await expect(addressField(page)).toHaveValue('tcp://127.0.0.1:6379');
  await expect.poll(files).toHaveLength(1);
  // What was typed a moment before is not lost either.
  await page.keyboard.type('1');
  await page.reload();
  await expect(addressField(page)).toHaveValue('tcp://127.0.0.1:63791');
});

test('runs the commands of the window from within the composer', async ({ workbench }) => {
  const { page } = workbench;
  await using service = await tcpService(() => undefined);
  await createConnection(page, service.url);
  await open(page);
  await expectState(page, 'open');
  await expect(page.locator('.message-editor-monaco .monaco-editor')).toBeVisible();
  await compose(page, 'hello');
  await expect(page.getByRole('tab', { name: 'Connection', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Alt+C');
  await expect(page.getByRole('tab', { name: 'Hex', exact: true })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Alt+W');
  await expect(addressField(page)).toHaveCount(0);
});
