import type { Page } from '@playwright/test';
import {
  boxOf,
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
  const box = await boxOf(page.locator('.traffic-plot .u-over'));
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

/** Of what is not on the screen. */
const noBox = { x: 0, y: 0, width: 0, height: 0 };

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
  // The plot is drawn again, and the sign made anew, while the pane takes its size.
  let [box, plot] = [noBox, noBox];
  await expect(async () => {
    box = (await sign.boundingBox()) ?? noBox;
    plot = (await page.locator('.traffic-plot .u-over').boundingBox()) ?? noBox;
    const share = (box.x + box.width / 2 - plot.x) / plot.width;
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.55);
  }).toPass();
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

/** The colours of most pixels in each half of the chart: of bars, since nothing else is as large. */
function barColours(page: Page): Promise<readonly string[]> {
  return page.locator('.traffic-plot canvas').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('The chart is no canvas.');
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] !== 255) continue;
      const colour = `rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts].toSorted(([, one], [, other]) => other - one).map(([colour]) => colour);
  });
}

/** What a colour of the system is in this window. */
function systemColour(page: Page, name: string): Promise<string> {
  return page.evaluate((colour) => {
    const probe = document.body.appendChild(document.createElement('span'));
    probe.style.cssText = `forced-color-adjust: none; color: ${colour}`;
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  }, name);
}

test('is drawn in the colours of the system where it sets them, and in its own again', async ({
  workbench,
}) => {
  const { page } = workbench;
  await openSteadyRecording(workbench);
  const [own] = await barColours(page);
  await page.emulateMedia({ forcedColors: 'active' });
  const received = await systemColour(page, 'LinkText');
  expect(own).not.toBe(received);
  await expect.poll(async () => (await barColours(page))[0]).toBe(received);
  const known = await Promise.all(
    ['LinkText', 'CanvasText', 'GrayText'].map((name) => systemColour(page, name)),
  );
  expect((await barColours(page)).slice(0, 2).filter((colour) => !known.includes(colour))).toEqual([]);
  await page.emulateMedia({ forcedColors: null });
  await expect.poll(async () => (await barColours(page))[0]).toBe(own);
});
