import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { connections } from '../../e2e/actions.ts';
import { ensureTestBuild } from '../../support/build.ts';
import { largeSize, writeLargeWorkspace, type WorkspaceSize } from '../../support/largeWorkspace.ts';
import { launchChromium } from '../../support/workbenchHost.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { BenchPage } from '../page/benchPage.ts';
import { frameFigures, joinFrames, seeFrames, type SeenFrames } from '../page/frames.ts';
import { startUpMs } from '../page/startUp.ts';
import { resultOf } from '../report/pairs.ts';
import type { BenchmarkResult, Figure } from '../report/result.ts';
import { median } from '../report/statistics.ts';

/** What a person does not notice at the start of a program. */
const mostGrowthMs = 300;
/** 30 keys a second: a key that is held. */
const betweenKeysMs = 33;
/** Enough for the same keys to have something to go through. */
const smallSize: WorkspaceSize = { folders: 30, connections: 120, messages: 300, shared: 30 };

export const workspace: Benchmark = {
  name: 'workspace',
  what: '2,000 connections and 10,000 messages in 500 folders: start-up against an empty workspace, and frames over 32 ms against a small one',
  run: runWorkspace,
};

async function runWorkspace(bench: Bench): Promise<BenchmarkResult> {
  await ensureTestBuild();
  const folderOf = (name: string): string => join(bench.folder, name);
  await mkdir(folderOf('empty'));
  await writeLargeWorkspace(folderOf('small'), smallSize);
  await writeLargeWorkspace(folderOf('large'), bench.quick ? smallSize : largeSize);
  const rounds = bench.rounds(7);
  const starts = await compareStarts(bench, folderOf, rounds);
  const frames = [
    ...(await framesOf(folderOf('small'), bench, 'Small workspace', false)),
    ...(await framesOf(folderOf('large'), bench, 'Large workspace', true)),
  ];
  return {
    rounds,
    comparisons: [starts.comparison],
    figures: [starts.growth, ...frames],
    notes: [
      'Start-up is from the start of the process to a new window that shows the sidebar. The small workspace tells what the machine does to the same keys.',
    ],
  };
}

async function compareStarts(
  bench: Bench,
  folderOf: (name: string) => string,
  rounds: number,
): Promise<{ readonly comparison: BenchmarkResult['comparisons'][number]; readonly growth: Figure }> {
  const large: number[] = [];
  const empty: number[] = [];
  const browser = await launchChromium({ headless: true, scrollbars: true });
  try {
    // The first round fills the caches of both.
    for (let round = -1; round < rounds; round += 1) {
      const names = round % 2 === 0 ? (['large', 'empty'] as const) : (['empty', 'large'] as const);
      for (const name of names) {
        const tookMs = await startUpMs(browser, folderOf(name));
        if (round >= 0) (name === 'large' ? large : empty).push(tookMs);
      }
      bench.say(`${Math.round(large.at(-1) ?? 0)} ms, empty ${Math.round(empty.at(-1) ?? 0)} ms`);
    }
  } finally {
    await browser.close();
  }
  const what = 'Start-up, until the window shows the sidebar';
  const grown = large.map((tookMs, round) => tookMs - (empty[round] ?? Number.NaN));
  return {
    comparison: resultOf(
      { what, unit: 'ms', better: 'lower', against: 'an empty workspace', aim: null },
      large,
      empty,
    ),
    growth: { what: 'Start-up grows by', value: median(grown), unit: 'ms', aim: { atMost: mostGrowthMs } },
  };
}

/** What is done with keys and wheel in the sidebar, and in the list of messages. */
const deeds: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'opening folders': async (page) => {
    await page.getByRole('tree', { name: 'Connections' }).focus();
    await page.keyboard.press('Home');
    for (let folder = 0; folder < 20; folder += 1) await press(page, 'ArrowRight', 'ArrowRight');
  },
  filtering: async (page) => {
    const search = page.getByRole('searchbox', { name: 'Search connections and recordings' });
    await search.focus();
    for (const text of ['gateway 001', 'service', 'staging.example']) {
      await press(page, ...Array.from(text), ...repeated('Backspace', text.length));
    }
  },
  'walking through rows': async (page) => {
    await page.getByRole('tree', { name: 'Connections' }).focus();
    await press(page, 'Home', ...repeated('ArrowDown', 20), ...repeated('PageDown', 10), 'End', 'Home');
  },
  'moving a folder': async (page) => {
    await page.getByRole('tree', { name: 'Connections' }).focus();
    await press(page, 'Home', ...repeated('Alt+ArrowDown', 5), ...repeated('Alt+ArrowUp', 5));
    await pause(1000);
  },
  'showing a connection with its messages': async (page) => {
    await page
      .getByRole('treeitem', { name: /^Gateway/ })
      .first()
      .click();
    await expect(page.getByRole('treeitem', { name: /^Subscribe/ }).first()).toBeVisible();
  },
  'walking through messages': async (page) => {
    await page.getByRole('tree', { name: 'Messages' }).focus();
    await press(page, ...repeated('ArrowDown', 20), 'End', 'Home');
  },
};

async function framesOf(folder: string, bench: Bench, name: string, hasAim: boolean): Promise<Figure[]> {
  await using window = await BenchPage.open(folder);
  const { page } = window;
  await expect(connections(page).first()).toBeVisible();
  // What was read at the start is looked at once more.
  await pause(bench.size(5000, 500));
  const seen = new Map<string, SeenFrames[]>();
  for (let round = -1; round < bench.rounds(3); round += 1) {
    for (const [deed, run] of Object.entries(deeds)) {
      const frames = await seeFrames(page, () => run(page));
      if (round >= 0) seen.set(deed, [...(seen.get(deed) ?? []), frames]);
    }
  }
  return [...seen].flatMap(([deed, frames]) => {
    const figures = frameFigures(`${name}, ${deed}`, joinFrames(frames), hasAim);
    return figures.filter(({ what }) => /: (frames|frames over|frame time at most)/.test(what));
  });
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await pause(betweenKeysMs);
  }
}

function repeated(key: string, times: number): string[] {
  return Array.from({ length: times }, () => key);
}
