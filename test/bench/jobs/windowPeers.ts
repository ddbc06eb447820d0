import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { formatCount } from '../../../shared/base/quantity.ts';
import { createConnection, expectState, open, timeline } from '../../e2e/actions.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { BenchPage } from '../page/benchPage.ts';
import { frameFigures, joinFrames, seeFrames, type SeenFrames } from '../page/frames.ts';
import { connectedSchema } from '../processes/connectedSchema.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import type { BenchmarkResult, Figure } from '../report/result.ts';
import { median } from '../report/statistics.ts';

/** 60 s for the window to have the last of them. */
const catchUpMs = 60_000;
/** What a person waits for without noticing it. */
const mostFoundMs = 300;

export const windowPeers: Benchmark = {
  name: 'window-peers',
  what: 'The window of a server while 10,000 clients connect, and a search for one of them: frames over 32 ms',
  run: runWindowPeers,
};

async function runWindowPeers(bench: Bench): Promise<BenchmarkResult> {
  await using clients = AskedProcess.start('idleClients.ts');
  await using window = await BenchPage.open(join(bench.folder, 'workspace'));
  const { page } = window;
  await createConnection(page, 'tcp://127.0.0.1:0', 'TCP server');
  await open(page, 'Listen');
  await expectState(page, 'listening');
  const listening = await timeline(page).getByRole('row').filter({ hasText: 'Listening at' }).innerText();
  const port = Number(/:(\d+)\s*$/.exec(listening.trim())?.[1]);
  const count = bench.size(10_000, 300);
  const idle = await seeFrames(page, () => pause(bench.size(4000, 500)));
  let ports: readonly number[] = [];
  const connecting = await seeFrames(page, async () => {
    ({ ports } = await clients.ask({ port, clients: count }, connectedSchema));
    await showsOpen(page, count);
  });
  const searches = bench.rounds(12);
  const { frames, foundMs } = await searchFor(page, ports, searches);
  return {
    rounds: searches,
    comparisons: [],
    figures: [
      ...frameFigures('Idle', idle, false),
      ...frameFigures('While they connect', connecting, true),
      ...frameFigures('Searching', frames, true),
      foundFigure(median(foundMs)),
    ],
    notes: [
      `${formatCount(count)} clients of a process of their own. In the end the window counted every one. Each search is for the whole port of one of them, of whom the list shows 500.`,
    ],
  };
}

function foundFigure(value: number): Figure {
  return { what: 'From the last key to the one found', value, unit: 'ms', aim: { atMost: mostFoundMs } };
}

function peers(page: Page): Locator {
  return page.getByRole('region', { name: 'Peers' });
}

async function showsOpen(page: Page, count: number): Promise<void> {
  await expect(peers(page).getByRole('status')).toHaveText(new RegExp(`^${formatCount(count)}\\s+open$`), {
    timeout: catchUpMs,
  });
}

interface Searches {
  readonly frames: SeenFrames;
  readonly foundMs: readonly number[];
}

/** Types ports into the search, key by key as a person does, one after the other. */
async function searchFor(page: Page, ports: readonly number[], times: number): Promise<Searches> {
  const field = peers(page).getByRole('searchbox', { name: 'Search peers' });
  const frames: SeenFrames[] = [];
  const foundMs: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const port = `:${ports[time % ports.length] ?? ''}`;
    await field.fill('');
    frames.push(
      await seeFrames(page, async () => {
        await field.pressSequentially(port, { delay: 60 });
        const typed = performance.now();
        await expect(peers(page).getByRole('status')).toHaveText(/^1\s+found$/);
        foundMs.push(performance.now() - typed);
      }),
    );
  }
  return { frames: joinFrames(frames), foundMs };
}
