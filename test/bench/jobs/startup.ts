import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { ensureTestBuild } from '../../support/build.ts';
import { compressedSize, firstScripts, scriptOf } from '../../support/pageScripts.ts';
import { launchChromium } from '../../support/workbenchHost.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { emptyWindowMs, idleLoad, startUpMs } from '../page/startUp.ts';
import { resultOf } from '../report/pairs.ts';
import type { BenchmarkResult, Figure } from '../report/result.ts';
import { median } from '../report/statistics.ts';

/** A person who waits longer looks elsewhere. */
const mostStartMs = 1500;
/** What is read and compiled before anything is seen. */
const mostScriptKilobytes = 300;
/** A program that is left open on battery must not be noticed. */
const mostIdlePercent = 1;

export const startup: Benchmark = {
  name: 'startup',
  what: 'from the start of the process to a window that can be used, the size of the first script, and the load of an idle window, beside an empty window of the same browser',
  run: runStartup,
};

async function runStartup(bench: Bench): Promise<BenchmarkResult> {
  const built = await ensureTestBuild();
  const folder = join(bench.folder, 'empty');
  await mkdir(folder);
  const rounds = bench.rounds(7);
  const browser = await launchChromium({ headless: true, scrollbars: true });
  try {
    const { ours, theirs } = await startTimes(bench, browser, folder, rounds);
    return {
      rounds,
      comparisons: [
        resultOf(
          { what: 'Start-up', unit: 'ms', better: 'lower', against: 'an empty window', aim: null },
          ours,
          theirs,
        ),
      ],
      figures: [
        figure('Usable after', median(ours), 'ms', mostStartMs),
        ...(await scriptFigures(join(built, 'renderer'))),
        ...(await idleFigures(bench, browser, folder)),
      ],
      notes: [
        'Start-up is from the start of the engine’s process to a window that shows the sidebar; the browser runs already. The load is that of all processes of the browser, in percent of one core.',
      ],
    };
  } finally {
    await browser.close();
  }
}

async function startTimes(
  bench: Bench,
  browser: Browser,
  folder: string,
  rounds: number,
): Promise<{ readonly ours: number[]; readonly theirs: number[] }> {
  const ours: number[] = [];
  const theirs: number[] = [];
  // The first round fills the caches.
  for (let round = -1; round < rounds; round += 1) {
    const tookMs = await startUpMs(browser, folder);
    const emptyMs = await emptyWindowMs(browser);
    if (round < 0) continue;
    ours.push(tookMs);
    theirs.push(emptyMs);
    bench.say(`${Math.round(tookMs)} ms, an empty window ${Math.round(emptyMs)} ms`);
  }
  return { ours, theirs };
}

/** The scripts of a page, which are read before anything is seen, and with them what a tab needs that was open before. */
async function scriptFigures(folder: string): Promise<Figure[]> {
  const first = await firstScripts(folder);
  const withTab = new Map([...first, ...(await scriptOf(folder, 'tabCode'))]);
  const bytes = [...first.values()].reduce((sum, script) => sum + script.length, 0);
  return [
    figure('First script, compressed', compressedSize(first) / 1000, 'kB', mostScriptKilobytes),
    figure('First script', bytes / 1000, 'kB'),
    figure('With a tab, compressed', compressedSize(withTab) / 1000, 'kB'),
  ];
}

async function idleFigures(bench: Bench, browser: Browser, folder: string): Promise<Figure[]> {
  const times = { settlesMs: bench.size(5000, 500), lastsMs: bench.size(20_000, 1000) };
  const empty = await idleLoad(browser, null, times);
  const ours = await idleLoad(browser, folder, times);
  const engine = ours.engine ?? Number.NaN;
  return [
    figure('Idle, window and engine', ours.browser + engine, '%', mostIdlePercent),
    figure('Idle, engine', engine, '%'),
    figure('Idle, an empty window', empty.browser, '%'),
  ];
}

function figure(what: string, value: number, unit: string, atMost?: number): Figure {
  return { what, value, unit, aim: atMost === undefined ? null : { atMost } };
}
