import { link, mkdir, copyFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { formatCount } from '../../../shared/base/quantity.ts';
import { filterField, recordings, rowCount, timeline } from '../../e2e/actions.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { ensureBenchFile } from '../benchFile.ts';
import { BenchPage, recordingPathIn } from '../page/benchPage.ts';
import { frameFigures, joinFrames, seeFrames, type SeenFrames } from '../page/frames.ts';
import { memoryFigures, seeMemory } from '../page/peakMemory.ts';
import type { BenchmarkResult, Figure } from '../report/result.ts';

/** Ten minutes for all records to be searched, or written. */
const patienceMs = 600_000;

export const selecting: Benchmark = {
  name: 'selecting',
  what: 'Selecting 10 million records, copying what a filter lists of them, and saving their bytes: frames over 32 ms, memory',
  run: runSelecting,
};

async function runSelecting(bench: Bench): Promise<BenchmarkResult> {
  const file = await ensureBenchFile(bench);
  const workspace = join(bench.folder, 'workspace');
  const target = recordingPathIn(workspace, 'ten-million');
  await mkdir(dirname(target), { recursive: true });
  await link(file.path, target).catch(() => copyFile(file.path, target));
  await using window = await BenchPage.open(workspace);
  const { page, enginePid } = window;
  const engine = await page.context().newCDPSession(page);
  await recordings(page).click();
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(file.records + 1));
  await timeline(page).getByRole('row').nth(1).click();

  const figures: Figure[] = [];
  const measure = async (what: string, during: () => Promise<void>): Promise<void> => {
    const seen: SeenFrames[] = [];
    const grown = await seeMemory(engine, enginePid, async () => {
      seen.push(await seeFrames(page, during));
    });
    figures.push(...frameFigures(what, joinFrames(seen), what !== 'Idle'), ...memoryFigures(what, grown));
    bench.say(`${what}: done`);
  };
  await measure('Idle', () => pause(5000));
  // What runs first is compiled while it runs.
  await selectEverything(page);
  await measure('Selecting', () => selectEverything(page));
  await expect(page.getByText(`${formatCount(file.records)} records selected`)).toBeVisible();
  await filterField(page).fill('dir:in');
  await expect.poll(() => rowCount(page), { timeout: patienceMs }).toBe(file.records / 2);
  await timeline(page).focus();
  await measure('Copying', () => copyAsHex(page));
  await filterField(page).fill('');
  await expect.poll(() => rowCount(page)).toBe(file.records);
  let saved = 0;
  await measure('Saving', async () => {
    saved = await saveBytes(page);
  });
  return {
    rounds: 1,
    comparisons: [],
    figures: [...figures, { what: 'Saved', value: saved / 1e6, unit: 'MB', aim: null }],
    notes: [
      `The recording has ${formatCount(file.records)} records. Every second one is copied, as hex, as far as the clipboard takes it; all of them are saved.`,
    ],
  };
}

/** All of them, by key and by stretches from end to end, while the list scrolls. */
async function selectEverything(page: Page): Promise<void> {
  await timeline(page).focus();
  for (let round = 0; round < 5; round += 1) {
    for (const key of [
      'Home',
      'Shift+PageDown',
      'Shift+PageDown',
      'Shift+End',
      'Shift+PageUp',
      'ControlOrMeta+A',
    ]) {
      await page.keyboard.press(key);
      await pause(100);
    }
  }
}

/** Where it is more than the clipboard takes, that is told. */
async function copyAsHex(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+A');
  await chooseFromRowMenu(page, 'Copy as', 'Hex');
  const told = page.getByText(/^Nothing was copied: this is more than|^Copied .* as hex\.$/);
  await expect(told).toBeVisible({ timeout: patienceMs });
}

/** The size of the file, in bytes. */
async function saveBytes(page: Page): Promise<number> {
  await timeline(page).focus();
  await page.keyboard.press('ControlOrMeta+A');
  const saving = page.waitForEvent('download', { timeout: patienceMs });
  await chooseFromRowMenu(page, 'Save to a file', 'Bytes…');
  return (await stat(await (await saving).path())).size;
}

async function chooseFromRowMenu(page: Page, menu: string, entry: string): Promise<void> {
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: menu, exact: true }).hover();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}
