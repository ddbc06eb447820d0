import type { Locator, Page } from '@playwright/test';
import {
  addressField,
  choose,
  compose,
  createConnection,
  expectState,
  open,
  payloads,
  runCommand,
  storageMeter,
} from './actions.ts';
import { expect, test } from './fixtures.ts';

function settingsDialog(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Settings' });
}

/** The field that is behind the dialog, too. */
function field(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Address', includeHidden: true });
}

async function openSettings(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+,');
  await expect(settingsDialog(page)).toBeVisible();
}

test('new connections begin with what is set for their kind, also where the address makes them of it', async ({
  workbench,
}) => {
  const { page } = workbench;
  const reconnect = (): Locator => page.getByRole('switch', { name: 'Reconnect' });
  await openSettings(page);
  await choose(page, 'Options of', 'UDP');
  await expect(reconnect()).toHaveCount(0);
  await choose(page, 'Options of', 'TLS client');
  await reconnect().click();
  await choose(page, 'Options of', 'TCP client');
  await expect(reconnect()).not.toBeChecked();
  await page.keyboard.press('Escape');

  await createConnection(page, 'tls://127.0.0.1:1');
  await expect(page.getByRole('button', { name: /^Options/ })).toHaveAccessibleName(/1/);
  await createConnection(page, 'tcp://127.0.0.1:1');
  await expect(page.getByRole('button', { name: /^Options/ })).not.toHaveAccessibleName(/1/);
});

test('settings apply at once, are remembered, found, and set back, by keys', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:1');
  await addressField(page).focus();
  await openSettings(page);
  await expect(page.getByRole('searchbox', { name: 'Search settings' })).toBeFocused();

  await page.keyboard.type('text size');
  await expect(settingsDialog(page).getByRole('group')).toHaveCount(2);
  await choose(page, 'Monospace text size', '18 px');
  await expect(field(page)).toHaveCSS('font-size', '18px');
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('nothing like this');
  await expect(settingsDialog(page).getByText('No results.')).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search settings' }).fill('');
  await choose(page, 'Theme', 'High contrast, light');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast-light');
  const timeout = settingsDialog(page).getByRole('textbox', { name: 'Connect timeout' });
  await timeout.fill('0.01');
  await expect(settingsDialog(page).getByText('The least is 0.1 s.')).toBeVisible();
  await timeout.fill('3');
  await page.keyboard.press('Escape');
  await expect(settingsDialog(page)).toHaveCount(0);
  await expect(addressField(page)).toBeFocused();

  await page.reload();
  await expect(field(page)).toHaveCSS('font-size', '18px');
  await createConnection(page, 'tcp://127.0.0.1:2');
  await page.getByRole('button', { name: /^Options/ }).click();
  await expect(page.getByRole('textbox', { name: 'Connect timeout', exact: true })).toHaveValue('3');
  await page.keyboard.press('Escape');

  // A browser that has never been here shows them, too: they are the person's.
  await workbench.restart();
  const again = workbench.page;
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'contrast-light');
  await expect(again.locator('html')).toHaveAttribute('style', /--size-mono: 18px/);
  await openSettings(again);
  const restore = settingsDialog(again).getByRole('button', { name: /^Restore the default/ });
  await expect(restore).toHaveCount(3);
  for (let left = 3; left > 0; left -= 1) {
    await restore.first().press('Enter');
    await expect(settingsDialog(again).getByRole('group').locator(':focus')).toHaveCount(1);
    await expect(restore).toHaveCount(left - 1);
  }
  await expect(again.locator('html')).toHaveAttribute('style', /--size-mono: 12\.5px/);
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('the room for recordings is one setting in two places', async ({ workbench }) => {
  const { page } = workbench;
  await openSettings(page);
  const room = settingsDialog(page).getByRole('textbox', { name: 'Limit' });
  await room.fill('20 GiB');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(storageMeter(page)).toHaveText(/of 20.GiB/);
  await openSettings(page);
  await settingsDialog(page).getByRole('button', { name: 'Restore the default: Storage limit' }).click();
  await expect(room).toHaveValue('10 GiB');
  await page.keyboard.press('Escape');
  await storageMeter(page).click();
  await expect(page.getByRole('textbox', { name: 'Limit' })).toHaveValue('10 GiB');
});

test('the keys of where one is are shown by ? and F1, and found', async ({ workbench }) => {
  const { page } = workbench;
  await createConnection(page, 'tcp://127.0.0.1:1');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await addressField(page).press('End');
  await page.keyboard.type('?');
  await expect(addressField(page)).toHaveValue('tcp://127.0.0.1:1?');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('F1');
  await expect(keys.getByRole('region').first()).toHaveAccessibleName('Everywhere');
  await page.keyboard.press('Escape');
  await expect(addressField(page)).toBeFocused();

  const tree = page.getByRole('tree', { name: 'Connections' });
  await tree.focus();
  await page.keyboard.press('?');
  await expect(keys.getByRole('region').first()).toHaveAccessibleName('Here: Connections');
  await page.keyboard.type('ctrl ,');
  await expect(keys.getByRole('term')).toHaveText(['Settings…']);
  await page.keyboard.press('Escape');
  await expect(tree).toBeFocused();
});

test('the palette begins with what was used last, and finds a connection by its address', async ({
  workbench,
}) => {
  const { page } = workbench;
  await createConnection(page, 'udp://127.0.0.1:4242');
  await runCommand(page, 'Theme: dark');
  await page.keyboard.press('ControlOrMeta+Shift+P');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByRole('option').first()).toHaveText('Theme: dark');
  await expect(palette.getByRole('option', { selected: true })).toHaveText('Theme: dark');
  await page.keyboard.type('theme system');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('udp 4242');
  await expect(palette.getByRole('option').first()).toHaveText(/UDP · udp:\/\/127\.0\.0\.1:4242/);
  await page.keyboard.press('Escape');

  // What only a button knows, the palette presses.
  await open(page);
  await expectState(page, 'open');
  await runCommand(page, 'Write as hex');
  await compose(page, '01 02');
  await runCommand(page, 'Send the message');
  await expect(payloads(page, 'out', '')).toHaveCount(1);
});
