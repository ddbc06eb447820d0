import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import {
  addressField,
  choose,
  composeAs,
  expectState,
  messageList,
  recordings,
  send,
  timeline,
} from './actions.ts';
import { axeProblems } from '../support/axe.ts';
import { tcpPeer } from '../support/peers.ts';
import { expect, test } from './fixtures.ts';
import { expectUsable, expectUsableByKeys } from './reachable.ts';

const endpoint = { kind: 'tcp-client', address: 'tcp://127.0.0.1:1' };

/** What a window of 1280 × 800 pixels has at 200 % zoom. */
const narrow = { width: 640, height: 400 };

/** A connection two folders deep, both of them open, with a message of its own and one of its folder. */
async function showAll(page: Page, workspace: string): Promise<void> {
  const folder = join(workspace, 'connections', 'gateway', 'north');
  await mkdir(folder, { recursive: true });
  const message = { version: 1, name: 'ping', body: 'PING' };
  await writeFile(
    join(folder, 'ping.message.json'),
    JSON.stringify({ ...message, id: 'm1', connection: 'c1' }),
  );
  await writeFile(join(folder, 'quit.message.json'), JSON.stringify({ ...message, id: 'm2', name: 'quit' }));
  await writeFile(join(folder, 'c.json'), JSON.stringify({ version: 1, id: 'c1', name: 'redis', endpoint }));
  for (const name of ['gateway', 'north', 'redis']) {
    const row = page.getByRole('treeitem', { name, exact: true });
    await expect(row).toBeVisible();
    // The window remembers which folders were open in a test before.
    if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
  }
  await expect(messageList(page).getByRole('treeitem', { name: 'ping', exact: true })).toBeVisible();
}

/** Nothing of a text is cut off; as soon as it lacks a fraction of a pixel, an ellipsis takes two characters. */
function isWhole(name: Element): boolean {
  const text = document.createRange();
  text.selectNodeContents(name);
  return text.getBoundingClientRect().width <= name.getBoundingClientRect().width;
}

/** An element can be scrolled into view, and clicked at its middle. */
async function expectReachable(element: Locator): Promise<void> {
  await element.scrollIntoViewIfNeeded();
  await expect(element).toBeInViewport();
  await element.click({ trial: true });
}

test('the tree and the named messages can be used in a window of 640 × 400 pixels', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await showAll(page, workspace);
  await page.setViewportSize(narrow);
  const tree = page.getByRole('tree', { name: 'Connections' });
  await expect(tree).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the sidebar' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search connections and recordings' })).toBeFocused();
  for (const name of ['gateway', 'redis']) {
    await expectReachable(tree.getByRole('treeitem', { name, exact: true }));
  }
  const shownName = tree.getByRole('treeitem', { name: 'redis', exact: true }).locator('.sidebar-name');
  await expect.poll(() => shownName.evaluate(isWhole)).toBe(true);
  // What is chosen takes its place, and has the focus.
  await tree.getByRole('treeitem', { name: 'redis', exact: true }).click();
  await expect(tree).toHaveCount(0);
  await expect(addressField(page)).toBeFocused();
  for (const name of ['Options', 'Connect', 'More actions for this connection'])
    await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
  await messageList(page).focus();
  for (const [key, name] of [
    ['Home', 'ping'],
    ['End', 'quit'],
  ] as const) {
    await page.keyboard.press(key);
    await expectReachable(messageList(page).getByRole('treeitem', { name, exact: true }));
  }
  const scrolled = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth - window.innerWidth, scrollHeight - window.innerHeight];
  });
  expect(scrolled).toEqual([0, 0]);
});

test('the sidebar collapses by key, is so after a reload, and opens over the tabs of a narrow window', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await showAll(page, workspace);
  const search = page.getByRole('searchbox', { name: 'Search connections and recordings' });
  await addressField(page).focus();
  await page.keyboard.press('ControlOrMeta+B');
  await expect(search).toHaveCount(0);
  await expect(addressField(page)).toBeFocused();
  await page.reload();
  await expect(addressField(page)).toBeVisible();
  await expect(search).toHaveCount(0);
  await page.keyboard.press('Alt+S');
  await expect(search).toBeFocused();

  await page.setViewportSize(narrow);
  await expect(search).toHaveCount(0);
  await addressField(page).focus();
  await page.keyboard.press('ControlOrMeta+B');
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(search).toHaveCount(0);
  await expect(addressField(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+B');
  await page.mouse.click(600, 300);
  await expect(search).toHaveCount(0);
  await page.keyboard.press('Alt+S');
  await page.keyboard.press('Tab');
  await page.getByRole('tree', { name: 'Connections' }).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('F2');
  await page.keyboard.type('cache');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tree', { name: 'Connections' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(search).toHaveCount(0);
  await expect(page.getByRole('tab', { name: 'cache', exact: true, selected: true })).toBeVisible();
});

test('everything is reached by pointer and by key in a window of 640 × 400 pixels', async ({ workbench }) => {
  await using peer = await tcpPeer((socket) => socket.pipe(socket));
  const { page } = workbench;
  await page.setViewportSize(narrow);
  await page.keyboard.press('Alt+N');
  await page.getByRole('textbox', { name: 'Address' }).fill(`tcp://127.0.0.1:${peer.port}`);
  await expectUsable(page, 'a connection that is not open', ['Options', 'Connect', 'Send', 'Settings']);
  await page.keyboard.press('Alt+Enter');
  await expectState(page, 'open');
  await send(page, 'one');
  await expect(timeline(page).getByRole('row', { name: /one/ }).last()).toBeVisible();
  await page.keyboard.press('Alt+T');
  await page.keyboard.press('ArrowUp');
  const ofOpen = ['Options', 'Disconnect', 'Send', 'Environment', 'Filter', 'Show the sidebar'];
  await expectUsable(page, 'a connection that is open', ofOpen);
  await expectUsableByKeys(page, ofOpen);
  await composeAs(page, 'File');
  await expectUsable(page, 'a file to be sent', ['File to send']);
  await composeAs(page, 'Text');
  expect(await axeProblems(page)).toEqual([]);

  for (const [keys, title] of [
    ['ControlOrMeta+,', 'Settings'],
    ['F1', 'Keys'],
    ['Alt+V', 'Variables'],
    ['ControlOrMeta+K', 'Commands'],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(page.getByRole('dialog', { name: title })).toBeVisible();
    await expectUsable(page, title, []);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Options', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Options' })).toBeVisible();
  await expectUsable(page, 'options', ['Name']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+B');
  await expectUsable(page, 'the sidebar', ['New connection', 'New folder']);
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+N');
  await choose(page, 'Kind', 'TCP server');
  await addressField(page).fill('tcp://127.0.0.1:0');
  await page.keyboard.press('Alt+Enter');
  await expectState(page, 'listening');
  await expectUsable(page, 'a server', ['Options', 'Stop listening']);
  await page.keyboard.press('Alt+Shift+O');
  await expect(page.getByRole('tablist', { name: 'Open tabs below' })).toHaveCount(1);
  await expectUsable(page, 'two tabs, one below the other', ['Disconnect', 'Stop listening', 'Send']);
  await page.keyboard.press('Alt+O');
  await page.keyboard.press('Alt+Enter');
  await expect(page.getByRole('status', { name: 'State' }).first()).toHaveText(/^closed/);
  await page.keyboard.press('Alt+Shift+O');
  await page.keyboard.press('ControlOrMeta+B');
  await recordings(page)
    .filter({ hasText: /\d:\d\d · .*TCP client/ })
    .click();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  // It opens below what is seen of the records.
  await expect(page.getByRole('textbox', { name: 'Send to' })).toBeInViewport({ ratio: 1 });
  await expectUsable(page, 'a recording with its replay', ['Start', 'Save a copy…', 'Close the replay']);
});

test('the last of more recordings than fit is scrolled to by wheel, above the room that they take', async ({
  workbench,
}) => {
  const { page } = workbench;
  await page.setViewportSize(narrow);
  await page.keyboard.press('Alt+N');
  await page.getByRole('textbox', { name: 'Address' }).fill('udp://127.0.0.1:9');
  for (let count = 1; count <= 8; count += 1) {
    await page.keyboard.press('Alt+Enter');
    await expectState(page, 'open');
    await page.keyboard.press('Alt+Enter');
    await expectState(page, 'closed');
  }
  await page.keyboard.press('ControlOrMeta+B');
  const recorded = recordings(page);
  await expect(recorded.first()).toHaveAttribute('aria-setsize', '8');
  await recorded.first().hover();
  await page.mouse.wheel(0, 10_000);
  await expect(recorded.last()).toBeInViewport({ ratio: 1 });
  await recorded.last().click({ trial: true });
  for (const kept of [
    page.getByRole('searchbox', { name: 'Search connections and recordings' }),
    page.getByRole('button', { name: /^Storage:/ }),
  ])
    await expect(kept).toBeInViewport({ ratio: 1 });
});
