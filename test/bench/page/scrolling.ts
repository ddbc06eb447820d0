import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from '@playwright/test';

/** One event a frame, as a wheel, a pointer or a held key sends them. */
const frameMs = 16;
/** From the right edge of the list to the middle of its scroll bar, and from the end of the bar to the middle of its thumb there. */
const barInset = 6;
const thumbInset = 18;
/** Lets what was asked for last arrive. */
const settleMs = 300;

/** How often each kind of input happens. */
export interface ScrollAmounts {
  readonly steps: number;
  /** Keys that go to both ends, for this list. */
  readonly ends: readonly [first: string, last: string];
}

/** Moves through a long list from end to end with wheel, thumb and keys, the way a person in a hurry does. */
export async function scrollEverywhere(page: Page, list: Locator, amounts: ScrollAmounts): Promise<void> {
  const { steps, ends } = amounts;
  await list.focus();
  await page.keyboard.press(ends[0]);
  await wheel(page, list, 120, steps);
  await wheel(page, list, 2400, steps);
  await wheel(page, list, -600, steps);
  await page.keyboard.press(ends[0]);
  await dragThumb(page, list, 'down', steps * 2);
  await dragThumb(page, list, 'up', steps * 2);
  await press(page, 'PageDown', steps);
  await press(page, 'ArrowDown', steps);
  for (const end of [ends[1], ends[0], ends[1]]) await press(page, end, 1);
  await press(page, 'PageUp', steps);
  await press(page, 'ArrowUp', steps);
  await pause(settleMs);
}

async function wheel(page: Page, list: Locator, pixels: number, steps: number): Promise<void> {
  const { x, y, width, height } = await boxOf(list);
  await page.mouse.move(x + width / 2, y + height / 2);
  for (let step = 0; step < steps; step += 1) {
    await page.mouse.wheel(0, pixels);
    await pause(frameMs);
  }
}

/** From one end of the bar to the other, and a little beyond. */
async function dragThumb(page: Page, list: Locator, toward: 'down' | 'up', steps: number): Promise<void> {
  const { x, y, width, height } = await boxOf(list);
  const right = x + width - barInset;
  const [from, to] =
    toward === 'down' ? [y + thumbInset, y + height + 20] : [y + height - thumbInset, y - 20];
  await page.mouse.move(right, from);
  await page.mouse.down();
  for (let step = 1; step <= steps; step += 1) {
    await page.mouse.move(right, from + ((to - from) * step) / steps);
    await pause(frameMs);
  }
  await page.mouse.up();
  const place = await list.evaluate(
    ({ scrollTop, scrollHeight, clientHeight }) => scrollTop / (scrollHeight - clientHeight),
  );
  if (toward === 'down' ? place < 0.99 : place > 0.01) throw new Error('The thumb did not move the list.');
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await page.keyboard.press(key);
    await pause(frameMs);
  }
}

async function boxOf(list: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await list.boundingBox();
  if (!box) throw new Error('The list is not on the screen.');
  return box;
}
