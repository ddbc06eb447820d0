import type { Locator, Page } from '@playwright/test';
import { filterField, payloads, recordings, rowCount, runCommand, selectedRow, timeline } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { look } from './looks.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

/** The rows that are marked so, as screen readers are told. */
function marked(page: Page, name: string | RegExp): Locator {
  return timeline(page).getByRole('row', { name });
}

test('marks records with a colour and a note, which are filtered, stepped through and kept', async ({
  ownWorkbench: workbench,
}) => {
  const { workspace } = workbench;
  let { page } = workbench;
  await writeRecording(workspace, 'talk', (writer) => {
    for (let seq = 1; seq <= 12; seq += 1) writer.append(receivedPayload(seq, `line ${seq};`));
  });
  await recordings(page).click();

  // By keys alone: a record, and then three of them with a note.
  await payloads(page, 'in', 'line 3;').click();
  await page.keyboard.press('Control+M');
  await expect(marked(page, /marked red/)).toHaveText(/line 3;/);
  await page.keyboard.press('Control+M');
  await expect(marked(page, /marked/)).toHaveCount(0);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+Shift+M');
  const dialog = page.getByRole('dialog', { name: 'Mark records 3 to 5' });
  await expect(dialog.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await page.keyboard.type('slow');
  await page.keyboard.press('Shift+Tab');
  await expect(dialog.getByRole('radio', { name: 'Red' })).toBeFocused();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('radio', { name: 'Blue' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(marked(page, 'marked blue: slow')).toHaveCount(3);
  await expect(timeline(page)).toBeFocused();

  // From mark to mark, and around.
  await payloads(page, 'in', 'line 9;').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Mark as' }).click();
  await page.getByRole('menuitem', { name: 'Green' }).click();
  await expect(marked(page, /marked green/)).toHaveText(/line 9;/);
  await page.keyboard.press('F8');
  await expect(page.getByText('Wrapped around to the first mark.')).toBeVisible();
  await expect(selectedRow(page)).toContainText('line 3;');
  await page.keyboard.press('F8');
  await expect(selectedRow(page)).toContainText('line 9;');
  await page.keyboard.press('Shift+F8');
  await expect(selectedRow(page)).toContainText('line 3;');

  // The whole note stands among the details, and is changed from there: of all records that have the mark.
  await page.getByRole('tab', { name: 'Details' }).click();
  const details = page.getByRole('group', { name: 'Mark' });
  await expect(details).toContainText('slow');
  await look(page, 'marked records');
  await details.getByRole('button', { name: 'Change the mark…' }).click();
  await dialog.getByRole('textbox', { name: 'Note' }).fill('slow,\nonce more');
  await look(page, 'the dialog of a mark', '.dialog');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(details).toContainText('once more');
  await expect(marked(page, 'marked blue: slow, once more')).toHaveCount(3);

  // A filter follows the marks, and the note that goes with one comes back.
  await filterField(page).fill('mark:"SLOW"i');
  await expect.poll(() => rowCount(page)).toBe(3);
  await payloads(page, 'in', 'line 4;').click();
  await page.keyboard.press('Control+M');
  await expect.poll(() => rowCount(page)).toBe(2);
  await expect(page.getByText('The note of a mark was deleted.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => rowCount(page)).toBe(3);
  await filterField(page).fill('line');
  await expect.poll(() => rowCount(page)).toBe(12);

  // What the filter lists of the selection is marked, and nothing between.
  await filterField(page).fill('/1/');
  await expect.poll(() => rowCount(page)).toBe(4);
  await timeline(page).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await runCommand(page, 'Mark the selected records purple');
  await filterField(page).fill('mark:purple');
  await expect.poll(() => rowCount(page)).toBe(4);
  await expect(payloads(page, 'in', 'line 12;')).toBeVisible();

  await workbench.restart();
  ({ page } = workbench);
  await recordings(page).click();
  await expect(marked(page, 'marked blue: slow, once more')).toHaveCount(3);
  await expect(marked(page, /marked green/)).toHaveText(/line 9;/);
  await expect(marked(page, /marked purple/)).toHaveCount(4);
});
