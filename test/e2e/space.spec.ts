import type { Locator, Page } from '@playwright/test';
import { axeProblems } from '../support/axe.ts';
import {
  boxOf,
  createConnection,
  expectState,
  filterField,
  open,
  recordings,
  rowCount,
  showChart,
  timeline,
} from './actions.ts';
import { expect, test } from './fixtures.ts';
import { seeSpace } from './seenSpace.ts';
import { steadyPeer } from './steadyPeer.ts';
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

// In a window of its own, which the next test does not find with other columns.
test('shows the columns that are chosen, by mouse and by keyboard, and remembers them', async ({
  ownWorkbench,
}) => {
  const { page, workspace } = ownWorkbench;
  await writeRecording(workspace, 'columns', (writer) => {
    for (let seq = 1; seq <= 200; seq += 1) writer.append(receivedPayload(seq * 1_500, `answer ${seq};`));
  });
  await recordings(page).click();
  await expect(header(page, 'Preview')).toBeVisible();
  expect(await headings(page)).toEqual(usual);

  // A click on a name, as one sorts elsewhere, offers what there is instead.
  await header(page, 'Length').locator('.timeline-heading').click();
  await expect(page.getByRole('menuitem', { name: 'Hide column' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(header(page, 'Length')).toBeFocused();

  // By mouse: hidden, wider, and in another place.
  await header(page, 'Length').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Hide column' }).click();
  await expect(header(page, 'Length')).toHaveCount(0);
  const time = await boxOf(header(page, 'Time'));
  const edge = { x: time.x + time.width + 4, y: time.y + 8 };
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + 60, edge.y, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(async () => Math.abs((await widthOf(header(page, 'Time'))) - time.width - 60))
    .toBeLessThan(5);
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
  const fifth = timeline(page).getByRole('row').filter({ hasText: 'answer 5;' });
  await expect(fifth).toContainText('0.003');
  await chooseTime(page, 'Microseconds');
  await expect(fifth).toContainText('0.003000');
  await chooseTime(page, 'Since the start');
  await expect(header(page, 'Time, Since start')).toBeVisible();
  await expect(fifth).toContainText('0.007500');
  await expect(fifth.locator('.timeline-time')).toHaveCSS('text-align', 'right');

  // Columns that do not fit scroll sideways, headers together with rows, by the keys of the headers, too.
  await page.setViewportSize({ width: 640, height: 400 });
  for (const column of ['Note', 'Kind', 'Peer']) {
    await page.getByRole('button', { name: 'Columns, times and rows' }).click();
    await page.getByRole('menuitemcheckbox', { name: column }).click();
  }
  await header(page, 'Number').focus();
  await expect(header(page, 'Preview')).not.toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press('End');
  await expect(header(page, 'Preview')).toBeInViewport({ ratio: 0.9 });
  await expect(header(page, 'Number')).not.toBeInViewport();
  const cell = fifth.getByRole('gridcell', { name: 'answer 5;' });
  await expect(async () => {
    expect((await cell.boundingBox())?.x).toBe((await header(page, 'Preview').boundingBox())?.x);
  }).toPass();
});

/** From the menu of the headers. */
async function chooseTime(page: Page, choice: string): Promise<void> {
  await timeline(page).getByRole('columnheader').nth(1).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show time as' }).hover();
  await page.getByRole('menuitemradio', { name: choice, exact: true }).click();
}

/** Where the controls behind the filter begin. */
function placesInBar(page: Page): Promise<readonly number[]> {
  return page
    .locator('.timeline-bar')
    .locator('.timeline-tools > *, .segmented')
    .evaluateAll((controls) => controls.map((control) => control.getBoundingClientRect().left));
}

const budgets = [
  { size: { width: 1280, height: 800 }, firstRowTop: 192, wholeRows: 18, previewShare: 0.47 },
  { size: { width: 1920, height: 1080 }, firstRowTop: 200, wholeRows: 25, previewShare: 0.6 },
  { size: { width: 1024, height: 768 }, firstRowTop: 200, wholeRows: 5, previewShare: 0.45 },
  { size: { width: 640, height: 400 }, firstRowTop: 220, wholeRows: 2, previewShare: 0.3 },
] as const;

test('gives the room to what is read, with the chart and the inspector open, in windows of four sizes', async ({
  workbench,
}) => {
  const { page } = workbench;
  await using peer = await steadyPeer(
    1,
    (number) => `answer ${number} with more text than there is room for`,
  );
  await createConnection(page, peer.url);
  await open(page);
  await expectState(page, 'open');
  await showChart(page);
  await expect.poll(() => rowCount(page)).toBeGreaterThan(60);
  // Panes that are arranged anew are no reason to stop following.
  await page.setViewportSize(budgets[3].size);
  const come = await rowCount(page);
  await expect.poll(() => rowCount(page)).toBeGreaterThan(come + 20);
  await expect(page.getByRole('button', { name: /^Follow/ })).toHaveAttribute('aria-pressed', 'true');
  await page.setViewportSize(budgets[0].size);
  const places = await placesInBar(page);
  await timeline(page).press('Home');
  await expect(page.getByRole('button', { name: /^Follow the newest: [\d,]+ new$/ })).toBeVisible();
  await filterField(page).fill('"answer 1"');
  await expect(page.locator('.match-count')).toHaveText(/^[\d,]+ of [\d,]+$/);
  expect(await placesInBar(page)).toEqual(places);
  await peer.stop();
  await expect(page.getByRole('tab', { name: 'Connection' })).toBeVisible();
  expect(await axeProblems(page)).toEqual([]);
  for (const filter of ['', 'dir:in and "answer" and not "this text is far longer than the field is wide"']) {
    await filterField(page).fill(filter);
    if (filter !== '') await expect(page.locator('.match-count')).toHaveText(/^[\d,]+ of [\d,]+$/);
    for (const { size, ...budget } of budgets) {
      await page.setViewportSize(size);
      await expect(async () => {
        const seen = await timeline(page).evaluate(seeSpace);
        expect(seen.faults, `${size.width}, ${filter}`).toEqual([]);
        expect(seen.firstRowTop, `first row at ${size.width}`).toBeLessThanOrEqual(budget.firstRowTop);
        expect(seen.wholeRows, `rows at ${size.width}`).toBeGreaterThanOrEqual(budget.wholeRows);
        expect(seen.previewShare, `preview at ${size.width}`).toBeGreaterThanOrEqual(budget.previewShare);
        expect(seen.windowScrolls).toEqual([0, 0]);
      }).toPass();
    }
  }
});
