import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { formatCount } from '../../../shared/base/quantity.ts';
import { filterField, recordings, rowCount, timeline } from '../../e2e/actions.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { ensureBenchFile } from '../benchFile.ts';
import { BenchPage, recordingPathIn } from '../page/benchPage.ts';

import { WatchedPage } from '../page/watchedPage.ts';
import { compare } from '../report/pairs.ts';
import type { BenchmarkResult, ComparisonResult } from '../report/result.ts';

/** Ten minutes for all records to be searched, or written. */
const patienceMs = 600_000;

export const selecting: Benchmark = {
  name: 'selecting',
  what: 'Selecting, marking, copying and saving 10 million records: frames over 32 ms against moving and searching, and memory',
  run: runSelecting,
};

async function runSelecting(bench: Bench): Promise<BenchmarkResult> {
  const file = await ensureBenchFile(bench);
  const workspace = join(bench.folder, 'workspace');
  const target = recordingPathIn(workspace, 'ten-million');
  await mkdir(dirname(target), { recursive: true });
  // A copy: marks are written into it.
  await copyFile(file.path, target);
  await using window = await BenchPage.open(workspace);
  const { page, enginePid } = window;
  const watched = new WatchedPage(page, await page.context().newCDPSession(page), enginePid);
  await recordings(page).click();
  await expect(timeline(page)).toHaveAttribute('aria-rowcount', String(file.records + 1));
  await timeline(page).getByRole('row').nth(1).click();

  await watched.see('Idle', () => pause(5000));
  const rounds = bench.rounds(5);
  const keys = await compareKeys(watched, rounds);
  await watched.see('Searching', () => searchForNothing(page));
  await filterFor(page, '', file.records);
  await watched.see('Marking', () => markAll(page, file.records), 'Searching');
  await watched.see('Copying', () => copyMatches(page, file.records / 2), 'Searching');
  await filterFor(page, '', file.records);
  let saved = 0;
  await watched.see(
    'Saving',
    async () => {
      saved = await saveBytes(page);
    },
    'Searching',
  );
  return {
    rounds,
    comparisons: [keys],
    figures: [...watched.figures(), { what: 'Saved', value: saved / 1e6, unit: 'MB', aim: null }],
    notes: [
      `The recording has ${formatCount(file.records)} records. All of them are marked, and the marks removed; every second one is copied, as hex, as far as the clipboard takes it; all are saved.`,
      'Moving and searching are what the machine does without any selection: the same keys, and another job that reads every record.',
    ],
  };
}

/** All of them, by key and by stretches from end to end, while the list scrolls. */
const selectingKeys = ['Home', 'Shift+PageDown', 'Shift+PageDown', 'Shift+End', 'Shift+PageUp'];

/** The same ways through the list, without selecting. */
const movingKeys = selectingKeys.map((key) => key.replace('Shift+', ''));

/** The page's work for a key that selects, against the same key that does not. */
async function compareKeys(watched: WatchedPage, rounds: number): Promise<ComparisonResult> {
  const workFor = (what: string, keys: readonly string[], than?: string) => async (): Promise<number> => {
    const before = await watched.workMs();
    await watched.see(what, () => pressKeys(watched.page, keys), than);
    return ((await watched.workMs()) - before) / keys.length;
  };
  return compare(
    {
      what: 'Selecting, work of the page for each key',
      unit: 'ms',
      better: 'lower',
      against: 'the same keys without Shift',
      ours: workFor('Selecting', selectingKeys, 'Moving'),
      theirs: workFor('Moving', movingKeys),
      aim: 0.8,
    },
    rounds,
  );
}

async function pressKeys(page: Page, keys: readonly string[]): Promise<void> {
  await timeline(page).focus();
  for (const key of keys) {
    await page.keyboard.press(key);
    await pause(100);
  }
}

/** What matches is listed when every record was searched. */
async function filterFor(page: Page, filter: string, matches: number): Promise<void> {
  await filterField(page).fill(filter);
  await expect.poll(() => rowCount(page), { timeout: patienceMs }).toBe(matches);
}

/** Every record is searched. */
async function searchForNothing(page: Page): Promise<void> {
  await filterField(page).fill('"this is in no record"');
  await expect(page.getByText('No record matches this filter.')).toBeVisible({ timeout: patienceMs });
}

/** Every record is marked, and then none. */
async function markAll(page: Page, records: number): Promise<void> {
  await timeline(page).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await expect(page.getByText(`${formatCount(records)} records selected`)).toBeVisible();
  const marks = timeline(page).getByRole('row', { name: /marked/ });
  await page.keyboard.press('Control+m');
  await expect(marks.first()).toBeVisible({ timeout: patienceMs });
  await page.keyboard.press('Control+m');
  await expect(marks).toHaveCount(0, { timeout: patienceMs });
}

/** Where it is more than the clipboard takes, that is told. */
async function copyMatches(page: Page, matches: number): Promise<void> {
  await filterFor(page, 'dir:in', matches);
  await timeline(page).focus();
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
