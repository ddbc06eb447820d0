import type { Locator, Page } from '@playwright/test';
import { opener, recordings, timeline } from './actions.ts';
import { expect, test } from './fixtures.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

/** The names of the headers, from left to right. */
async function headings(page: Page): Promise<string[]> {
  return timeline(page)
    .getByRole('columnheader')
    .evaluateAll((headers) => headers.map((each) => each.getAttribute('aria-label') ?? ''));
}

function header(page: Page, name: string | RegExp): Locator {
  return timeline(page).getByRole('columnheader', { name, exact: true });
}

async function widthOf(element: Locator): Promise<number> {
  const box = await element.boundingBox();
  return box?.width ?? 0;
}

const delta = 'Milliseconds since the record above';
const usual = ['Number', 'Time', delta, 'Direction', 'Length', 'Preview'];

test('shows the columns that are chosen, by mouse and by keyboard, and remembers them', async ({
  workbench,
}) => {
  const { page, workspace } = workbench;
  await writeRecording(workspace, 'columns', (writer) => {
    for (let seq = 1; seq <= 200; seq += 1) writer.append(receivedPayload(seq * 1_500, `answer ${seq};`));
  });
  await opener(recordings(page)).click();
  await expect(header(page, 'Preview')).toBeVisible();
  expect(await headings(page)).toEqual(usual);

  // By mouse: hidden, wider, and in another place.
  await header(page, 'Length').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Hide length' }).click();
  await expect(header(page, 'Length')).toHaveCount(0);
  const time = await header(page, 'Time').boundingBox();
  if (!time) throw new Error('There is no column of times.');
  const edge = { x: time.x + time.width + 4, y: time.y + 8 };
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + 60, edge.y, { steps: 4 });
  await page.mouse.up();
  expect(Math.abs((await widthOf(header(page, 'Time'))) - time.width - 60)).toBeLessThan(5);
  await page.mouse.dblclick(edge.x + 60, edge.y);
  await expect.poll(() => widthOf(header(page, 'Time'))).toBeLessThan(time.width + 8);
  await header(page, 'Preview')
    .locator('.timeline-heading')
    .dragTo(header(page, 'Number'), {
      targetPosition: { x: 2, y: 8 },
    });
  await expect.poll(() => headings(page)).toEqual(['Preview', 'Number', 'Time', delta, 'Direction']);

  // By keyboard alone.
  await timeline(page).focus();
  await page.keyboard.press('Tab');
  await expect(header(page, 'Preview')).toBeFocused();
  await page.keyboard.press('Control+Shift+ArrowRight');
  await expect.poll(() => headings(page)).toEqual(['Number', 'Preview', 'Time', delta, 'Direction']);
  await expect(header(page, 'Preview')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const before = await widthOf(header(page, 'Time'));
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => widthOf(header(page, 'Time'))).toBeGreaterThan(before + 4);
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: 'Columns, times and rows' })).toBeVisible();
  await page.keyboard.type('Hide');
  await page.keyboard.press('Enter');
  await expect(header(page, 'Time')).toHaveCount(0);
  await expect(header(page, delta)).toBeFocused();

  // Remembered by the window, until they are reset.
  await page.reload();
  await expect.poll(() => headings(page)).toEqual(['Number', 'Preview', delta, 'Direction']);
  await page.getByRole('button', { name: 'Columns, times and rows' }).click();
  await expect(page.getByRole('menuitemcheckbox', { name: 'Kind' })).not.toBeChecked();
  await page.getByRole('menuitem', { name: 'Reset columns' }).click();
  await expect.poll(() => headings(page)).toEqual(usual);

  // Times since the record that is selected, until another way is chosen.
  await timeline(page).getByRole('row').filter({ hasText: 'answer 3;' }).first().click();
  await page.keyboard.press('Alt+0');
  await expect(header(page, 'Time, Since 3')).toBeVisible();
  await expect(timeline(page).getByRole('row').filter({ hasText: 'answer 5;' })).toContainText('0.003000');
  await header(page, 'Time, Since 3').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Time', exact: true }).hover();
  await page.getByRole('menuitemradio', { name: 'Since the start' }).click();
  await expect(header(page, 'Time, Since start')).toBeVisible();
  await expect(timeline(page).getByRole('row').filter({ hasText: 'answer 5;' })).toContainText('0.007500');
});
