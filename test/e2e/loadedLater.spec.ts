import type { Page } from '@playwright/test';
import { addressField, connections, createConnection } from './actions.ts';
import { expect, test } from './fixtures.ts';

test.skip(process.env['WIREBENCH_HOST'] === 'electron', 'the files of the page are held up in the browser');

/** Shows a connection that is kept. */
async function showConnection(page: Page): Promise<void> {
  await createConnection(page, '127.0.0.1:6379');
  await expect(connections(page)).toContainText(['127.0.0.1:6379']);
}

/** A window that has begun anew, and waits for a piece of its code until the result is called. */
async function windowWithout(page: Page, piece: string): Promise<() => void> {
  const held = Promise.withResolvers<undefined>();
  await page.route(`**/${piece}-*.js`, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.reload();
  await expect(connections(page)).toHaveCount(1);
  return () => held.resolve(undefined);
}

test('what is typed before the palette is there goes into it', async ({ workbench: { page } }) => {
  await showConnection(page);
  const arrived = await windowWithout(page, 'searchedLists');
  await addressField(page).focus();
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('settingx');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect(addressField(page)).toHaveValue('127.0.0.1:6379');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  arrived();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(addressField(page)).toBeFocused();
  await expect(addressField(page)).toHaveValue('127.0.0.1:6379');
});

test('Escape gives up a palette that does not come', async ({ workbench: { page } }) => {
  await showConnection(page);
  const arrived = await windowWithout(page, 'searchedLists');
  await addressField(page).focus();
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('se');
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await page.keyboard.type('0');
  await expect(addressField(page)).toHaveValue('127.0.0.1:63790');
  arrived();
  await page.keyboard.type('1');
  await expect(addressField(page)).toHaveValue('127.0.0.1:637901');
});

test('a part that cannot be loaded says so, and comes when it can', async ({ workbench: { page } }) => {
  await showConnection(page);
  let isThere = false;
  await page.route('**/{tabCode,OpenDialogs}-*.js', (route) => (isThere ? route.continue() : route.abort()));
  await page.reload();
  const sentence = 'A part of the window could not be loaded.';
  await expect(page.getByRole('tabpanel').getByRole('alert')).toContainText(sentence);
  await page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Not loaded' });
  await expect(dialog.getByRole('alert')).toContainText(sentence);
  isThere = true;
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(addressField(page)).toHaveValue('127.0.0.1:6379');
});
