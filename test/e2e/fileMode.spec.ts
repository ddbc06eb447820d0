import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { WebSocket } from 'ws';
import { tcpPeer, wsPeer } from '../support/peers.ts';
import { fileOnDisk, SumOfBytes } from '../support/sentFiles.ts';
import { composeAs, createConnection, expectState, open, payloads } from './actions.ts';
import { test } from './fixtures.ts';

const mebibyte = 1024 * 1024;

const path = (page: Page) => page.getByRole('textbox', { name: 'File to send' });
const send = (page: Page) => page.getByRole('button', { name: /^Send/ });

/** Only a file of the workspace is sent, by its path there. */
async function sendFile(page: Page): Promise<void> {
  await composeAs(page, 'File');
  await expect(send(page)).toBeDisabled();
  await expect(page.getByText('There is no file to send.')).toBeVisible();
  await path(page).fill('../payload.bin');
  await expect(page.getByText('is not in the workspace, and was not chosen on this machine')).toBeVisible();
  await path(page).fill('payload.bin');
  await expect(page.locator('.composer-count')).toHaveText('3,145,729 bytes');
  await page.keyboard.press('ControlOrMeta+Enter');
}

/** The keys that bring back what was sent go past a file, too, and keep their place. */
async function recallByKeys(page: Page): Promise<void> {
  await composeAs(page, 'Text');
  const text = page.getByRole('textbox', { name: 'Message' });
  await text.focus();
  await page.keyboard.press('ArrowUp');
  await expect(path(page)).toHaveValue('payload.bin');
  await expect(path(page)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await expect(text).toBeFocused();
  await expect(page.getByText('Nothing was sent')).toHaveCount(0);
  await composeAs(page, 'File');
}

/** It is in the list of what was sent, and comes back from there. */
async function findInHistory(page: Page): Promise<void> {
  await path(page).fill('another.bin');
  await page.getByRole('button', { name: 'Sent messages' }).click();
  const entry = page.getByRole('option', { name: /payload\.bin/ });
  await expect(entry).toContainText('3,145,729');
  const filter = page.getByRole('combobox', { name: 'Filter what was sent' });
  await filter.fill('"no such file"');
  await expect(page.getByText('No results.')).toBeVisible();
  await filter.fill('"payload.bin"');
  await expect(entry).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(filter).toHaveCount(0);
  await expect(path(page)).toHaveValue('payload.bin');
}

/** A message that is a file has its path. */
async function saveAsMessage(page: Page, workspace: string): Promise<void> {
  await page.getByRole('button', { name: /^Save as/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('firmware');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const folder = join(workspace, 'connections');
  await expect
    .poll(async () => (await readdir(folder)).find((each) => each.startsWith('firmware-')))
    .toBeDefined();
  const saved = (await readdir(folder)).find((each) => each.startsWith('firmware-')) ?? '';
  expect(JSON.parse(await readFile(join(folder, saved), 'utf8'))).toMatchObject({
    name: 'firmware',
    mode: 'file',
    body: 'payload.bin',
  });
}

/** A browser copies a file into the workspace. */
async function uploadFile(page: Page, workspace: string): Promise<void> {
  await composeAs(page, 'File');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload a file…' }).click();
  await (
    await choosing
  ).setFiles({
    name: 'My Image.PNG',
    mimeType: 'image/png',
    buffer: Buffer.alloc(2 * mebibyte + 5, 'x'),
  });
  await expect(path(page)).toHaveValue(/^files\/my-image-\w+\.png$/);
  await expect(page.locator('.composer-count')).toHaveText('2,097,157 bytes');
  const copied = await readFile(join(workspace, await path(page).inputValue()));
  expect(copied.equals(Buffer.alloc(2 * mebibyte + 5, 'x'))).toBe(true);
}

test('sends a file of the workspace, and keeps it as a message', async ({ workbench }) => {
  const { page, workspace } = workbench;
  const file = await fileOnDisk(workspace, 'payload.bin', 3 * mebibyte + 1);
  const sum = new SumOfBytes();
  await using peer = await tcpPeer((socket) => socket.on('data', (bytes: Buffer) => sum.add(bytes)));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await sendFile(page);
  await expect.poll(() => sum.digest()).toBe(file.sha256);
  await expect(payloads(page, 'out', /262\skB/)).not.toHaveCount(0);
  await recallByKeys(page);
  await findInHistory(page);
  await saveAsMessage(page, workspace);
  await page.keyboard.press('Alt+1');
  await expect.poll(() => sum.bytes).toBe(2 * file.size);
});

test('copies a file into the workspace', async ({ workbench }) => {
  test.skip(process.env['WIREBENCH_HOST'] === 'electron', 'the desktop sends a chosen file from where it is');
  const { page, workspace } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:9');
  await uploadFile(page, workspace);
});

test('shows how much of a file has left, and what cancelling it does', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await fileOnDisk(workspace, 'long.bin', 64 * mebibyte);
  const sockets: WebSocket[] = [];
  await using peer = await wsPeer((socket) => {
    sockets.push(socket);
    socket.pause();
  });
  await createConnection(page, `ws://127.0.0.1:${peer.port}/`);
  await open(page);
  await expectState(page, 'open');
  await composeAs(page, 'File');
  await path(page).fill('long.bin');
  await expect(page.getByText('cancelling it closes the connection')).toBeVisible();
  await send(page).click();
  const progress = page.getByRole('progressbar', { name: 'Sending long.bin' });
  await expect(progress).toBeVisible();
  await expect(send(page)).toBeDisabled();
  // Whoever reloads the page finds it on its way.
  await page.reload();
  await expect(progress).toBeVisible();
  const closed = new Promise((resolve) => void sockets[0]?.on('close', resolve));
  await page.getByRole('button', { name: 'Cancel and disconnect' }).click();
  sockets[0]?.resume();
  await expect(progress).toHaveCount(0);
  expect(await closed).toBe(1001);
  await expectState(page, 'closed');
  await expect(page.getByText(/^Only [\d,]+ of 67,108,864 bytes of “long.bin” were sent/)).toBeVisible();
});
