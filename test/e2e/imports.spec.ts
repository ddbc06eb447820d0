import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { connections } from './actions.ts';
import { expect, test } from './fixtures.ts';

const fixtures = join(import.meta.dirname, '../fixtures/imports');

const report = (page: Page) => page.getByRole('dialog', { name: 'What was imported' });

test('imports collections by keyboard, and shows what became of them', async ({ workbench }) => {
  const { page } = workbench;
  const button = page.getByRole('button', { name: 'Import…' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Files of other programs…' })).toBeFocused();
  const choosing = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await choosing).setFiles([join(fixtures, 'insomnia4.json'), join(fixtures, 'packets.ini')]);

  await expect(report(page)).toBeVisible();
  await expect(report(page)).toContainText(
    'Insomnia: 2 connections, 2 messages, 1 environment, 4 variables, in the folder Chat service.',
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
  const choosingFolder = page.waitForEvent('filechooser');
  await page.getByRole('option', { name: /Import the folder of a collection/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await (await choosingFolder).setFiles(join(fixtures, 'bruno'));
  await expect(report(page)).toContainText('Bruno: 1 connection, 2 messages, 1 environment');
  await page.keyboard.press('Escape');
});

test('imports what is dropped on the sidebar', async ({ workbench }) => {
  const { page } = workbench;
  const text = await readFile(join(fixtures, 'asyncApi3.json'), 'utf8');
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'rooms.json'));
    return data;
  }, text);
  const sidebar = page.getByRole('region', { name: 'Connections' });
  await sidebar.dispatchEvent('dragover', { dataTransfer: transfer });
  await sidebar.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(report(page)).toContainText(
    'AsyncAPI: 1 connection, 1 message, 1 variable, in the folder Rooms.',
  );
});
