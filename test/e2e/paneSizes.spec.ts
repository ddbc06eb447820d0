import type { Locator, Page } from '@playwright/test';
import { tcpPeer } from '../support/peers.ts';
import { boxOf, createConnection, expectState, open, payloads, send } from './actions.ts';
import { expect, test } from './fixtures.ts';

const separator = (page: Page, name: string): Locator => page.getByRole('separator', { name });
const sidebar = (page: Page): Locator => page.getByRole('navigation', { name: 'Workspace' });
const pane = (page: Page, name: string): Locator => page.locator(`[data-pane=${name}]`).first();

async function sizeOf(element: Locator, side: 'width' | 'height'): Promise<number> {
  return (await boxOf(element))[side];
}

/** Drags a line by so many pixels. */
async function drag(
  page: Page,
  line: Locator,
  by: { readonly x: number; readonly y: number },
): Promise<void> {
  const box = await boxOf(line);
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await page.mouse.up();
}

async function expectSize(element: Locator, side: 'width' | 'height', pixels: number): Promise<void> {
  await expect.poll(async () => Math.abs((await sizeOf(element, side)) - pixels)).toBeLessThanOrEqual(3);
}

test('panes keep the sizes that they were given, the wide window and the narrow one their own, over a reload', async ({
  ownWorkbench,
}) => {
  const { page } = ownWorkbench;
  await using peer = await tcpPeer((socket) => socket.pipe(socket));
  await createConnection(page, `tcp://127.0.0.1:${peer.port}`);
  await open(page);
  await expectState(page, 'open');
  await send(page, 'one');
  await expect(payloads(page, 'in', 'one')).toHaveCount(1);

  const width = await sizeOf(sidebar(page), 'width');
  await drag(page, separator(page, 'Width of the sidebar'), { x: 60, y: 0 });
  await expectSize(sidebar(page), 'width', width + 60);
  const inspector = await sizeOf(pane(page, 'inspector'), 'width');
  await drag(page, separator(page, 'Size of the list'), { x: 50, y: 0 });
  await expectSize(pane(page, 'inspector'), 'width', inspector - 50);
  await drag(page, separator(page, 'Height of the composer'), { x: 0, y: -70 });
  const composer = 96 + 70;
  await expectSize(pane(page, 'composer'), 'height', composer);

  // One below the other, the sizes are others.
  await page.setViewportSize({ width: 860, height: 800 });
  await expect(sidebar(page)).toHaveCount(0);
  const below = await sizeOf(pane(page, 'inspector'), 'height');
  await drag(page, separator(page, 'Size of the list'), { x: 0, y: -40 });
  await expectSize(pane(page, 'inspector'), 'height', below + 40);
  await expectSize(pane(page, 'composer'), 'height', composer);

  await page.reload();
  await expectSize(pane(page, 'inspector'), 'height', below + 40);
  await expectSize(pane(page, 'composer'), 'height', composer);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectSize(sidebar(page), 'width', width + 60);
  await expectSize(pane(page, 'inspector'), 'width', inspector - 50);

  // By keys; a double click lets the composer decide by itself again.
  await separator(page, 'Width of the sidebar').focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => sizeOf(sidebar(page), 'width')).toBeLessThan(width + 58);
  await separator(page, 'Height of the composer').dblclick();
  await expectSize(pane(page, 'composer'), 'height', 96);
  // From the line between two panes to the one behind it, and before it.
  await separator(page, 'Size of the list').focus();
  await page.keyboard.press('F6');
  await expect(pane(page, 'inspector').locator(':focus')).toHaveCount(1);
  await separator(page, 'Size of the list').focus();
  await page.keyboard.press('Shift+F6');
  await expect(pane(page, 'timeline').locator(':focus')).toHaveCount(1);
  // A double click beside the line gives the list its usual size, for good.
  const line = await separator(page, 'Size of the list').boundingBox();
  if (!line) throw new Error('The line is not on the screen.');
  await page.mouse.dblclick(line.x + 3, line.y + 200);
  await expectSize(pane(page, 'inspector'), 'width', inspector);
  await page.reload();
  await expectSize(pane(page, 'inspector'), 'width', inspector);
});
