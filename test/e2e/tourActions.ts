import type { Locator, Page } from '@playwright/test';
import { addressField, expectState, messageList, payloads } from './actions.ts';
import { expect } from './fixtures.ts';

/** What the README's tour says, and what is done when it says so, in its order. */
export type Tour = readonly (readonly [sentence: string, act: () => Promise<void>])[];

/** Where the message is written. */
export const composer = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' });
export const messages = (page: Page): Locator => messageList(page).getByRole('treeitem');
/** The line below the address. */
export const facts = (page: Page): Locator => page.locator('.facts-line');
/** For a sentence that only announces what follows. */
export const nothing = (): Promise<void> => Promise.resolve();

/** A click on a connection on the left. */
export async function click(page: Page, name: string): Promise<void> {
  const row = page.getByRole('tree', { name: 'Connections' }).getByRole('treeitem', { name, exact: true });
  // A long tree has only the rows that are in sight. It is scrolled at once: a wheel would go on turning under the click.
  let top = 0;
  await expect(async () => {
    if (await row.isVisible()) return;
    const end = await page.getByRole('tree', { name: 'Connections' }).evaluate((element, place) => {
      element.scrollTop = place;
      return element.scrollHeight;
    }, top);
    top = top > end ? 0 : top + 100;
    await expect(row).toBeVisible({ timeout: 100 });
  }).toPass();
  await row.click();
  await expect(page.getByRole('tab', { name: new RegExp(`^${name}`), selected: true })).toBeVisible();
}

/** Clicks it on the left, and Alt Enter. */
export async function openNamed(page: Page, name: string, state: string): Promise<void> {
  await click(page, name);
  await page.keyboard.press('Alt+Enter');
  await expectState(page, state);
}

/** Sends a message whose echo comes back; `count` is how many each side has sent then. */
export async function sendByKeys(page: Page, keys: string, count: number): Promise<void> {
  await page.keyboard.press(keys);
  await expect(payloads(page, 'out', '')).toHaveCount(count);
  await expect(payloads(page, 'in', '')).toHaveCount(count);
}

export async function newConnection(page: Page, address: string, kind?: string): Promise<void> {
  await page.keyboard.press('Alt+N');
  await expect(addressField(page)).toHaveValue('');
  await expect(addressField(page)).toBeFocused();
  if (kind !== undefined) {
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: kind }).click();
    await expect(addressField(page)).toBeFocused();
  }
  await page.keyboard.type(address);
}
