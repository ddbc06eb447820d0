import { expect, type Page } from '@playwright/test';
import { tcpPeer } from '../support/peers.ts';
import {
  compose,
  createConnection,
  expectState,
  hexDump,
  messageList,
  open,
  payloads,
  send,
} from './actions.ts';
import { test } from './fixtures.ts';

const message = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const sentRows = (page: Page) => page.getByRole('listbox', { name: 'Sent messages' }).getByRole('option');
const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter what was sent' });

async function showHistory(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sent messages' }).click();
  await expect(filter(page)).toBeFocused();
}

/** The keys of a shell. */
async function recallByKeys(page: Page): Promise<void> {
  await message(page).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.press('ArrowUp');
  await expect(message(page)).toHaveValue('three');
  await page.keyboard.press('ArrowUp');
  await expect(message(page)).toHaveValue('two');
  await page.keyboard.press('ArrowDown');
  await expect(message(page)).toHaveValue('three');
  await page.keyboard.press('Escape');
  await expect(message(page)).toHaveValue('');
  await page.keyboard.press('ArrowUp');
  await expect(message(page)).toHaveValue('three');
  // What is changed is a message like any other.
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await page.keyboard.press('ArrowUp');
  await expect(message(page)).toHaveValue('three!');
}

/** The list spans the session before. */
async function useList(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expectState(page, 'closed');
  await open(page);
  await expectState(page, 'open');
  await showHistory(page);
  await expect(sentRows(page)).toHaveCount(3);
  await expect(sentRows(page).first()).toContainText('three');
  await filter(page).fill('/^t/');
  await expect(sentRows(page)).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(payloads(page, 'in', 'two')).toHaveCount(1);
  await expect(sentRows(page)).toHaveCount(3);
  // It is still the active one, although the list has grown.
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(payloads(page, 'in', 'two')).toHaveCount(2);
  await expect(sentRows(page)).toHaveCount(4);
  // What does not match what was typed is not sent, however quickly the keys follow.
  await filter(page).fill('one');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(sentRows(page)).toHaveCount(1);
  await expect(payloads(page, 'out', /one|two|three/)).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(filter(page)).toHaveCount(0);
  await expect(message(page)).toHaveValue('one');
  await expect(message(page)).toBeFocused();
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(message(page)).toHaveValue('three!');
}

/** A received record, and then some of its bytes. */
async function composeFromRecord(page: Page): Promise<void> {
  await payloads(page, 'in', 'two').first().click();
  await page.getByRole('button', { name: 'Compose from this' }).click();
  await expect(message(page)).toHaveValue('two');
  await hexDump(page).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('button', { name: 'Compose from the selected bytes' }).click();
  await expect(message(page)).toHaveValue('tw');
}

test('brings back what was sent, by key and from the list, and composes from a record', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => void socket.pipe(socket));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  for (const text of ['one', 'two', 'three']) {
    await send(page, text);
    await expect(payloads(page, 'in', text)).toHaveCount(1);
  }
  await recallByKeys(page);
  await useList(page);
  await composeFromRecord(page);
});

test('saves a sent message under a name', async ({ workbench }) => {
  const { page } = workbench;
  await using peer = await tcpPeer((socket) => void socket.pipe(socket));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'PING {{');
  await expect(payloads(page, 'in', 'PING')).toHaveCount(1);
  await compose(page, '');
  await page.keyboard.press('ArrowUp');
  await expect(message(page)).toHaveValue('PING {{');
  // While a list of completions is open, the keys are the list's.
  await page.keyboard.press('End');
  await page.keyboard.press('Control+Space');
  await expect(page.getByRole('listbox', { name: 'Variables and functions' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await expect(message(page)).toHaveValue('PING {{');
  await page.keyboard.press('Escape');
  await expect(message(page)).toHaveValue('');
  await showHistory(page);
  await expect(sentRows(page)).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+S');
  const dialog = page.getByRole('dialog', { name: 'Save as message' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ping');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(messageList(page)).toContainText('ping');
});

test('repeats a message, tells how it gets on, also after the page was reloaded, and stops', async ({
  workbench,
}) => {
  const { page } = workbench;
  const seen: string[] = [];
  await using peer = await tcpPeer((socket) =>
    socket.setEncoding('latin1').on('data', (text: string) => seen.push(...text.split(/(?<=\n)/))),
  );
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await compose(page, String.raw`{{$counter}}\n`);
  const line = page
    .getByRole('region', { name: 'Composer' })
    .getByRole('region', { name: 'Repeated message' });
  const repeat = async (times: string, every: string): Promise<void> => {
    await page.getByRole('button', { name: 'Repeat…' }).click();
    await page.getByRole('textbox', { name: 'Times' }).fill(times);
    await page.getByRole('textbox', { name: 'Every' }).fill(every);
    await page.keyboard.press('Enter');
  };
  await repeat('100', '50');
  await expect(page.getByText('50 has no unit. Write 50ms or 50s.')).toBeVisible();
  await page.keyboard.press('Escape');
  await repeat('100', '2ms');
  await expect(line).toContainText(/^100 of 100, every 2ms, [\d.]+\/s/);
  await expect
    .poll(() => seen.join(''))
    .toBe(Array.from({ length: 100 }, (_, index) => `${index + 1}\n`).join(''));
  await expect(page.getByRole('button', { name: 'Save as message…' })).toBeInViewport({ ratio: 1 });
  await line.getByRole('button', { name: 'Dismiss this result' }).click();
  await expect(line).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Composer' }).locator(':focus')).toHaveCount(1);
  // Nor is it back with the tab.
  await createConnection(page, 'tcp://127.0.0.1:9');
  await page.getByRole('tab').first().click();
  await expectState(page, 'open');
  await expect(line).toHaveCount(0);

  await page.getByRole('button', { name: /^Save as message/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('count');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  // The message is in the list now, and sent from there.
  await expect(page.getByRole('button', { name: 'Save as another message…' })).toBeFocused();
  await messageList(page).focus();
  seen.length = 0;
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByRole('dialog', { name: 'Repeat “count”' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Times' }).fill('20');
  await page.getByRole('textbox', { name: 'Every' }).fill('2ms');
  await page.keyboard.press('Enter');
  await expect(line).toContainText(/^20 of 20, every 2ms, [\d.]+\/s/);
  await expect(line).toContainText(/Distances: median [\d.]+ ms, 95 % up to [\d.]+ ms/);
  // The same message as before: its variables are evaluated anew each time.
  await expect
    .poll(() => seen.join(''))
    .toBe(Array.from({ length: 20 }, (_, index) => `${index + 101}\n`).join(''));
  await line.getByRole('button', { name: 'Dismiss this result' }).click();

  await repeat('', '5ms');
  await expect(line.getByRole('button', { name: 'Stop' })).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Repeat…' }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Stop' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(line).toContainText(/times sent, every 5ms, [\d.]+\/s/);
  await line.getByRole('button', { name: 'Stop' }).click();
  await expect(line).toContainText(/Stopped after [\d,]+ messages\./);
});
