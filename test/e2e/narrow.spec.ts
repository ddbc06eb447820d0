import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectState, messageList, recordings } from './actions.ts';
import { expect, test } from './fixtures.ts';

const endpoint = { kind: 'tcp-client', address: 'tcp://127.0.0.1:1' };

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
  await expect(messageList(page).locator('.message-name')).toHaveText(['ping', 'quit']);
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
  await page.setViewportSize({ width: 640, height: 400 });
  const tree = page.getByRole('tree', { name: 'Connections' });
  for (const name of ['gateway', 'redis']) {
    await expectReachable(tree.getByRole('treeitem', { name, exact: true }));
  }
  const shownName = tree.getByRole('treeitem', { name: 'redis', exact: true }).locator('.sidebar-name');
  expect(await shownName.evaluate(isWhole)).toBe(true);
  await tree.getByRole('treeitem', { name: 'redis', exact: true }).click();
  for (const name of ['Options', 'Connect', 'More actions for this connection'])
    await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
  for (const name of ['ping', 'quit']) {
    await expectReachable(messageList(page).getByRole('treeitem', { name, exact: true }));
  }
  const scrolled = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth - window.innerWidth, scrollHeight - window.innerHeight];
  });
  expect(scrolled).toEqual([0, 0]);
});

test('the last of more recordings than fit is scrolled to by wheel, above the room that they take', async ({
  workbench,
}) => {
  const { page } = workbench;
  await page.setViewportSize({ width: 640, height: 400 });
  await page.keyboard.press('Alt+N');
  await page.getByRole('textbox', { name: 'Address' }).fill('udp://127.0.0.1:9');
  const recorded = recordings(page);
  for (let count = 1; count <= 8; count += 1) {
    await page.keyboard.press('Alt+Enter');
    await expectState(page, 'open');
    await page.keyboard.press('Alt+Enter');
    await expectState(page, 'closed');
    await expect(recorded.first()).toHaveAttribute('aria-setsize', String(count));
  }
  await recorded.first().hover();
  await page.mouse.wheel(0, 10_000);
  await expect(recorded.last()).toBeInViewport({ ratio: 1 });
  await recorded.last().click({ trial: true });
  for (const kept of [
    page.getByRole('searchbox', { name: 'Search connections and recordings' }),
    page.getByRole('button', { name: /^Room for recordings/ }),
  ])
    await expect(kept).toBeInViewport({ ratio: 1 });
});
