import { createHash } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { filterField, hexDump, recordings, runCommand, timeline } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { look } from './looks.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

const values = (page: Page): Locator => page.getByRole('grid', { name: 'Values' });

const row = (page: Page, name: string): Locator =>
  values(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) });

/** What a value is: in little endian and big endian, or once. */
const cells = (page: Page, name: string): Locator => row(page, name).getByRole('gridcell');

const footer = (page: Page): Locator => page.getByRole('region', { name: 'Inspector' }).locator('footer');

/** Sixteen bytes as in a header, and so many that they are read in pieces: the last two are in the last of these. */
const header = Buffer.from('c1020000803f00000000000000000000', 'hex');
const long = Buffer.concat([header, Buffer.alloc(200_000, 'wirebench '), Buffer.from('cdab', 'hex')]);

async function showRecords(page: Page, workspace: string): Promise<void> {
  await writeRecording(workspace, 'values', (writer) => {
    writer.append(receivedPayload(1, long));
    writer.append(receivedPayload(2, header.subarray(0, 2)));
  });
  await recordings(page).click();
  await timeline(page).getByRole('row').nth(1).click();
  await expect(hexDump(page)).toBeVisible();
}

test('reads the bytes at the cursor as numbers, and sums those that are selected', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await showRecords(page, workspace);
  await hexDump(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Alt+B');
  await expect(hexDump(page)).toBeFocused();
  await expect(cells(page, 'uint16')).toHaveText(['705', '49,410']);
  await expect(cells(page, 'MQTT length')).toHaveText(['321']);
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowRight');
  await expect(cells(page, 'float32')).toHaveText(['1', '4.6006e-41']);

  // A value is copied as other programs read it, and its bytes are selected; what is read stays where it begins.
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Tab');
  await expect(values(page)).toBeFocused();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ControlOrMeta+C');
  await expect.poll(() => workbench.copied()).toBe('49410');
  await expect(footer(page)).toContainText('Copied the value of uint16');
  await page.keyboard.press('Enter');
  await expect(cells(page, 'Length')).toHaveText(['2']);
  await expect(cells(page, 'CRC-16/MODBUS')).toHaveText(['0xe1d1']);
  await cells(page, 'int24').first().click();
  await expect(footer(page)).toContainText('· 3 bytes');
  await expect(cells(page, 'uint16')).toHaveText(['705', '49,410']);

  // The last bytes of a record that is read in pieces, wherever the dump is.
  await hexDump(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('ArrowLeft');
  await expect(cells(page, 'uint16')).toHaveText(['43,981', '52,651']);
  await expect(cells(page, 'uint32')).toHaveText(['needs 4 bytes', 'needs 4 bytes']);
  await page.keyboard.press('ControlOrMeta+A');
  await expect(cells(page, 'SHA-256')).toHaveText([createHash('sha256').update(long).digest('hex')]);
  await expect(cells(page, 'Length')).toHaveText(['200,018']);

  // What has the same bytes is found.
  await page.keyboard.press('Control+Home');
  await cells(page, 'uint16').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Filter like this' }).click();
  await expect(filterField(page)).toHaveValue('hex:c102');
  await filterField(page).fill('');
  await runCommand(page, 'Hide the values of the bytes');
  await expect(values(page)).toHaveCount(0);
});

test('has bytes and values in view at once in every window, for everybody', async ({ workbench }) => {
  const { page, workspace } = workbench;
  await showRecords(page, workspace);
  const places = async (): Promise<unknown> => [
    await footer(page).boundingBox(),
    await hexDump(page).boundingBox(),
  ];
  await hexDump(page).click({ button: 'right', position: { x: 60, y: 10 } });
  await page.getByRole('menuitemcheckbox', { name: 'Values' }).click();
  await expect(cells(page, 'int8')).toHaveText(['-63']);
  const before = await places();

  // Each record has them in the same place, and nothing is cut off at 1280 pixels.
  await page.keyboard.press('Alt+ArrowDown');
  await expect(cells(page, 'int24')).toHaveText(['needs 3 bytes', 'needs 3 bytes']);
  expect(await places()).toEqual(before);
  await page.keyboard.press('Alt+ArrowUp');
  await expect(cells(page, 'int64')).toHaveCount(2);
  const isCut = (cell: Element): boolean => cell.scrollWidth > cell.clientWidth;
  expect(await cells(page, 'int64').first().evaluate(isCut)).toBe(false);
  await look(page, 'values', '.inspector');

  await page.emulateMedia({ forcedColors: 'active' });
  await values(page).focus();
  await expect(cells(page, 'int8')).not.toHaveCSS('outline-style', 'none');
  await page.emulateMedia({ forcedColors: null });

  // Large, they stand beside the dump; in a window of 200 % they are below it.
  await page.keyboard.press('Alt+L');
  const beside = async (): Promise<boolean> => {
    const [dump, grid] = await Promise.all([hexDump(page).boundingBox(), values(page).boundingBox()]);
    return dump !== null && grid !== null && grid.x >= dump.x + dump.width;
  };
  await expect.poll(beside).toBe(true);
  await page.setViewportSize({ width: 640, height: 400 });
  await expect.poll(beside).toBe(false);
  await expect(hexDump(page).getByRole('row').first()).toBeInViewport({ ratio: 1 });
  await values(page).focus();
  await page.keyboard.press('End');
  await expect(row(page, 'SHA-256')).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press('Alt+L');
  await page.keyboard.press('Alt+B');
  await expect(values(page)).toHaveCount(0);
});
