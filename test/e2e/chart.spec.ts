import type { Page } from '@playwright/test';
import {
  filterField,
  recordings,
  rowCount,
  selectedRow,
  showChart,
  timeline,
  trafficChart,
} from './actions.ts';
import { expect, test, type Workbench } from './fixtures.ts';
import { receivedPayload, writeRecording } from './writeRecording.ts';

const seconds = 100;
const perSecond = 20;
const total = seconds * perSecond;

/** Opens a recording in which the same passes in every second. */
async function openSteadyRecording({ page, workspace }: Workbench): Promise<void> {
  await writeRecording(workspace, 'steady', (writer) => {
    for (let index = 0; index < total; index += 1) {
      writer.append(receivedPayload((index * 1_000_000) / perSecond, `number ${index + 1};`));
    }
  });
  await recordings(page).click();
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(total + 1));
  await showChart(page);
  await expect(trafficChart(page)).toHaveAttribute('aria-valuemax', /^[1-9]\d*$/);
}

/** A place in the chart's bars, in shares of their width. */
async function placeIn(page: Page, share: number): Promise<{ x: number; y: number }> {
  const box = await page.locator('.traffic-plot .u-over').boundingBox();
  if (!box) throw new Error('The chart is not on the screen.');
  return { x: box.x + box.width * share, y: box.y + box.height / 2 };
}

test('filters by a stretch of time that is drawn in the chart, and shows all again', async ({
  workbench,
}) => {
  const { page } = workbench;
  await openSteadyRecording(workbench);
  const from = await placeIn(page, 0.25);
  const to = await placeIn(page, 0.5);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
  await expect(filterField(page)).toHaveValue(/after:.*before:/);
  await expect.poll(() => rowCount(page)).toBeLessThan(total * 0.35);
  expect(await rowCount(page)).toBeGreaterThan(total * 0.15);

  await page.getByRole('button', { name: 'All', exact: true }).click();
  await expect(filterField(page)).toHaveValue('');
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(total + 1));
});

test('shows what is marked at its time, in every scheme of colours, and goes there', async ({
  workbench,
}) => {
  const { page } = workbench;
  await openSteadyRecording(workbench);
  await timeline(page).focus();
  await page.keyboard.press('Control+G');
  await page.keyboard.type('1007');
  await page.keyboard.press('Enter');
  await expect(selectedRow(page)).toContainText('number 1007;');
  await page.keyboard.press('Control+M');
  const sign = page.locator('.traffic-mark');
  await expect(sign).toHaveCount(1);
  const box = await sign.boundingBox();
  const plot = await page.locator('.traffic-plot .u-over').boundingBox();
  if (!box || !plot) throw new Error('The mark is not on the screen.');
  const share = (box.x + box.width / 2 - plot.x) / plot.width;
  expect(share).toBeGreaterThan(0.45);
  expect(share).toBeLessThan(0.55);
  const colour = await sign.evaluate((element) => getComputedStyle(element).backgroundColor);
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(sign).toHaveCSS('forced-color-adjust', 'none');
  expect(colour).not.toBe('rgba(0, 0, 0, 0)');
  await page.emulateMedia({ forcedColors: null });

  await timeline(page).focus();
  await page.keyboard.press('Home');
  await expect(selectedRow(page)).not.toContainText('number 1007;');
  await page.mouse.move(box.x + box.width / 2, plot.y + plot.height / 2);
  await expect(trafficChart(page)).toHaveAttribute('aria-valuetext', /marked red/);
  await page.mouse.down();
  await page.mouse.up();
  await expect(selectedRow(page)).toContainText('number 1007;');
});

test('jumps to the time that is clicked in the chart', async ({ workbench }) => {
  const { page } = workbench;
  await openSteadyRecording(workbench);
  const middle = await placeIn(page, 0.5);
  await page.mouse.click(middle.x, middle.y);
  const number = async (): Promise<number> => {
    const text = await selectedRow(page).getByRole('gridcell').first().textContent();
    return Number(text?.replaceAll(/\D/g, ''));
  };
  await expect.poll(number).toBeGreaterThan(total * 0.45);
  expect(await number()).toBeLessThan(total * 0.55);
});

test('can be read and used by keyboard', async ({ workbench }) => {
  const { page } = workbench;
  await openSteadyRecording(workbench);
  await trafficChart(page).focus();
  await page.keyboard.press('Home');
  await expect(trafficChart(page)).toHaveAttribute('aria-valuetext', /received 20\schunks\/s/);
  await page.keyboard.press('Shift+PageDown');
  await page.keyboard.press('Enter');
  await expect(filterField(page)).toHaveValue(/before:/);
  await expect.poll(() => rowCount(page)).toBeLessThan(total / 2);
  await trafficChart(page).focus();
  await page.keyboard.press('Escape');
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(total + 1));
});
