import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { formatCount } from '../../../shared/base/quantity.ts';
import { createConnection, expectState, open, rowCount } from '../../e2e/actions.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { BenchPage } from '../page/benchPage.ts';
import { frameFigures, joinFrames, seeFrames, type SeenFrames } from '../page/frames.ts';
import { traceWork, workFigures } from '../page/mainThread.ts';
import { AskedProcess } from '../processes/askedProcess.ts';
import type { BenchmarkResult } from '../report/result.ts';
import { median } from '../report/statistics.ts';

const wantedPerSecond = 200_000;
/** Asked for a little more than is wanted: a timer that is late must not make it less. */
const askedPerSecond = 210_000;
const messageBytes = 64;
/** 60 s for the window to show the last of what it was sent. */
const catchUpMs = 60_000;

const portSchema = z.strictObject({ port: z.int() });
const sentSchema = z.strictObject({ sent: z.int(), tookSeconds: z.number() });

export const windowFlood: Benchmark = {
  name: 'window-flood',
  what: 'The window follows 200,000 recorded WebSocket messages/s: frames over 32 ms, against the same window idle',
  run: runWindowFlood,
};

async function runWindowFlood(bench: Bench): Promise<BenchmarkResult> {
  await using flood = AskedProcess.start('wsFlood.ts');
  await using window = await BenchPage.open(join(bench.folder, 'workspace'));
  const { page, browser } = window;
  const { port } = await flood.ask('port', portSchema);
  await createConnection(page, `ws://127.0.0.1:${port}/`);
  await open(page);
  await expectState(page, 'open');
  const seconds = bench.size(8, 2);
  const rounds = bench.rounds(3);
  const idle: SeenFrames[] = [];
  const flooded: SeenFrames[] = [];
  const rates: number[] = [];
  let sentInAll = 0;
  const pour = async (): Promise<void> => {
    const question = { perSecond: askedPerSecond, seconds, size: messageBytes };
    const { sent, tookSeconds } = await flood.ask(question, sentSchema);
    sentInAll += sent;
    rates.push(sent / tookSeconds);
  };
  // The first flood compiles what the others run.
  await pour();
  rates.length = 0;
  for (let round = 0; round < rounds; round += 1) {
    idle.push(await seeFrames(page, () => pause(seconds * 1000)));
    flooded.push(await seeFrames(page, pour));
    bench.say(`${Math.round(rates.at(-1) ?? 0).toLocaleString('en')} messages/s`);
  }
  // Tracing costs something itself, so it has a flood of its own.
  const workMs = await traceWork(browser, page, pour);
  await showsAll(page, sentInAll);
  return {
    rounds,
    comparisons: [],
    figures: [
      {
        what: 'Messages into the window’s session',
        value: median(rates),
        unit: '/s',
        aim: { atLeast: wantedPerSecond },
      },
      ...frameFigures('Idle', joinFrames(idle), false),
      ...frameFigures('Following the flood', joinFrames(flooded), true),
      ...workFigures('Following the flood', workMs, false),
    ],
    notes: [
      `${messageBytes} B each, over a real socket, recorded. In the end the window knew of every one of ${formatCount(sentInAll)}.`,
    ],
  };
}

/** The window’s own count of messages; the timeline has records of the connection besides. */
async function showsAll(page: Page, messages: number): Promise<void> {
  const count = page.getByText(new RegExp(`^(?:recording )?${formatCount(messages)}\\s+messages`));
  await expect(count.first()).toBeVisible({ timeout: catchUpMs });
  await expect.poll(() => rowCount(page), { timeout: catchUpMs }).toBeGreaterThan(messages);
}
