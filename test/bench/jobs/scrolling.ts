import { link, mkdir, copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { hexDump, recordings, timeline } from '../../e2e/actions.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { ensureBenchFile } from '../benchFile.ts';
import { BenchPage, recordingPathIn } from '../page/benchPage.ts';
import { frameFigures, joinFrames, seeFrames, type SeenFrames } from '../page/frames.ts';
import { traceWork, workFigures } from '../page/mainThread.ts';
import { scrollEverywhere, type ScrollAmounts } from '../page/scrolling.ts';
import { startWriter } from '../processes/benchWriter.ts';
import type { BenchmarkResult, Figure } from '../report/result.ts';
import { median } from '../report/statistics.ts';

const hexBytes = 64 * 1024 * 1024;
/** What a person waits for without noticing it. */
const mostFirstPaintMs = 300;

export const scrolling: Benchmark = {
  name: 'scrolling',
  what: 'Scrolling 10 million records from end to end by wheel, thumb and keys: first paint, and work per frame',
  run: runScrolling,
};

export const hexScrolling: Benchmark = {
  name: 'hex-scrolling',
  what: 'Scrolling the hex grid of a record of 64 MB from end to end: work per frame',
  run: runHexScrolling,
};

async function runScrolling(bench: Bench): Promise<BenchmarkResult> {
  const file = await ensureBenchFile(bench);
  const workspace = join(bench.folder, 'workspace');
  await giveTo(workspace, file.path);
  await using window = await BenchPage.open(workspace);
  const list = timeline(window.page);
  const firstPaintsMs = await openRepeatedly(window, list, file.records, bench.rounds(5));
  await list.getByRole('row').nth(1).click();
  const scrolled = await measureScrolling(bench, window, list, ['Home', 'End']);
  return {
    ...scrolled,
    figures: [
      {
        what: 'From the click to the first paint of its rows',
        value: median(firstPaintsMs),
        unit: 'ms',
        aim: { atMost: mostFirstPaintMs },
      },
      ...scrolled.figures,
    ],
    notes: [`The recording has ${file.records.toLocaleString('en')} records. ${workNote}`],
  };
}

async function runHexScrolling(bench: Bench): Promise<BenchmarkResult> {
  const workspace = join(bench.folder, 'workspace');
  await writeLargePayload(recordingPathIn(workspace, 'large'));
  await using window = await BenchPage.open(workspace);
  const { page } = window;
  await recordings(page).click();
  await timeline(page).getByRole('row').nth(1).click();
  await expect(hexDump(page)).toContainText('77 69 72 65');
  await hexDump(page).click();
  const scrolled = await measureScrolling(bench, window, hexDump(page), [
    'ControlOrMeta+Home',
    'ControlOrMeta+End',
  ]);
  return { ...scrolled, notes: [workNote] };
}

const workNote =
  'Work per frame is the time of the main thread’s tasks from one frame to the next, from the browser’s trace.';

async function measureScrolling(
  bench: Bench,
  { page, browser }: BenchPage,
  list: Locator,
  ends: ScrollAmounts['ends'],
): Promise<Omit<BenchmarkResult, 'notes'>> {
  const amounts = { steps: bench.size(60, 15), ends };
  const rounds = bench.rounds(2);
  const seen: SeenFrames[] = [];
  const workMs: number[] = [];
  const scroll = (): Promise<void> => scrollEverywhere(page, list, amounts);
  for (let round = 0; round < rounds; round += 1) {
    seen.push(await seeFrames(page, scroll));
    // Tracing costs something itself: the frames are counted without it.
    workMs.push(...(await traceWork(browser, page, scroll)));
  }
  const figures: Figure[] = [
    ...frameFigures('Scrolling', joinFrames(seen), true),
    ...workFigures('Scrolling', workMs, true),
  ];
  return { rounds, comparisons: [], figures };
}

/** Into the workspace without a copy, where both are on one disk. */
async function giveTo(workspace: string, path: string): Promise<void> {
  const target = recordingPathIn(workspace, 'ten-million');
  await mkdir(dirname(target), { recursive: true });
  await link(path, target).catch(() => copyFile(path, target));
}

/** Opens the recording from the sidebar in a fresh window each time; milliseconds until its last row has been painted. */
async function openRepeatedly(
  { page }: BenchPage,
  list: Locator,
  records: number,
  times: number,
): Promise<number[]> {
  const paints: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await closeAllTabs(list);
    const item = recordings(page);
    await expect(item).toBeVisible();
    paints.push(await item.evaluate(paintAfterClick));
    await expect(list).toHaveAttribute('aria-rowcount', String(records + 1));
  }
  return paints;
}

async function closeAllTabs(list: Locator): Promise<void> {
  const page = list.page();
  if (!(await list.isVisible())) return;
  await page
    .getByRole('button', { name: /^Close / })
    .first()
    .click();
  await expect(list).toBeHidden();
}

/** Runs in the page. A row that has its time has its record, and two frames later it is on the screen. */
function paintAfterClick(item: HTMLElement | SVGElement): Promise<number> {
  const start = performance.now();
  if (item instanceof HTMLElement) item.click();
  return new Promise((resolve) => {
    const look = (): void => {
      const times = document.querySelectorAll(
        '[role=grid][aria-label=Timeline] [role=row][aria-selected] .timeline-time:not(:empty)',
      );
      if (times.length < 8) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(performance.now() - start));
    };
    requestAnimationFrame(look);
  });
}

async function writeLargePayload(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const at = Date.now() * 1000;
  await using file = await startWriter(path, at);
  const bytes = Buffer.alloc(hexBytes, 'wirebench 64 MiB ');
  file.writer.append({ at, peer: 1, direction: 'in', kind: 'data', bytes, note: null });
  await file.finish(at + 1);
}
