import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileChooser, Locator, Page } from '@playwright/test';
import { connections } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { row, write } from './treeRows.ts';

const fixtures = join(import.meta.dirname, '../fixtures/imports');

const report = (page: Page) => page.getByRole('dialog', { name: 'What was imported' });

test('imports collections by keyboard, and shows what became of them', async ({ workbench }) => {
  const { page } = workbench;
  const answers = [['insomnia4.json', 'packets.ini'], ['bruno']];
  // Listening before anything is pressed: a dialog that opens before the browser hands it out is missed.
  const answer = (chooser: FileChooser): void => {
    const names = answers.shift() ?? [];
    void chooser.setFiles(names.map((name) => join(fixtures, name)));
  };
  page.on('filechooser', answer);
  const button = page.getByRole('button', { name: 'Import…' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Files of Postman, Insomnia, Bruno…' })).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(report(page)).toBeVisible();
  await expect(report(page)).toContainText(
    'Insomnia: 2 connections, 2 messages, 1 environment, 6 variables, in the folder Chat service.',
  );
  await expect(report(page).getByRole('region', { name: 'packets.ini' })).toContainText(
    'Packet Sender: 3 connections',
  );
  const left = report(page).getByRole('listitem').filter({ hasText: 'It is a gRPC request' });
  await expect(left).toContainText('Health');
  await page.keyboard.press('Escape');
  await expect(report(page)).toBeHidden();
  await expect(connections(page).filter({ hasText: 'Chat service' })).toBeVisible();

  // The palette does the same for the folder of a collection.
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('bruno');
  await page.getByRole('option', { name: /Import the folder of a collection/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(report(page)).toContainText('Bruno: 1 connection, 2 messages, 1 environment');
  // The next test has the same page.
  page.off('filechooser', answer);
  await page.keyboard.press('Escape');
});

test('imports what is dropped, into the folder that it is dropped on, and shows which', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await write(workspace, ['gateway/eu/feed']);
  await expect(row(page, 'gateway')).toBeVisible();
  const text = await readFile(join(fixtures, 'asyncApi3.json'), 'utf8');
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'rooms.json'));
    return data;
  }, text);
  const place = page.getByRole('status').filter({ hasText: 'Import into' });
  const dropOn = async (target: Locator, into: string): Promise<void> => {
    await target.dispatchEvent('dragover', { dataTransfer: transfer });
    await expect(place).toHaveText(`Import into ${into}`);
    await target.dispatchEvent('drop', { dataTransfer: transfer });
    await expect(place).toBeHidden();
  };
  await dropOn(page.getByRole('region', { name: 'Recordings' }), 'Connections');
  await expect(report(page)).toContainText(
    'AsyncAPI: 1 connection, 1 message, 1 variable, in the folder Rooms.',
  );
  await page.keyboard.press('Escape');

  await dropOn(row(page, 'gateway'), 'gateway');
  await expect(report(page)).toContainText('in the folder gateway/Rooms.');
  await page.keyboard.press('Escape');

  await row(page, 'eu').click();
  await row(page, 'feed').dispatchEvent('dragover', { dataTransfer: transfer });
  await expect(row(page, 'eu')).toHaveAttribute('data-drop', 'into');
  await dropOn(row(page, 'feed'), 'gateway/eu');
  await expect(report(page)).toContainText('in the folder gateway/eu/Rooms.');
  await page.keyboard.press('Escape');

  // Elsewhere a browser would open the file, or the address, in the place of the page.
  const isTaken = (target: Locator, type: string): Promise<boolean> =>
    target.evaluate((element, kind) => {
      const dataTransfer = new DataTransfer();
      if (kind === 'Files') dataTransfer.items.add(new File(['x'], 'x.html'));
      else dataTransfer.setData(kind, 'http://127.0.0.1/');
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      return !element.dispatchEvent(drop);
    }, type);
  const search = page.getByRole('searchbox', { name: 'Search connections and recordings' });
  expect(await isTaken(page.locator('body'), 'Files')).toBe(true);
  expect(await isTaken(page.getByRole('main'), 'text/uri-list')).toBe(true);
  expect(await isTaken(search, 'text/plain')).toBe(false);
});
