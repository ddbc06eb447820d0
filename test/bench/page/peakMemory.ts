import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from '@playwright/test';
import type { Figure } from '../report/result.ts';

/** 100 ms: what is held for less does not matter. */
const everyMs = 100;

/** By how much memory grew while something went on, at most: of the page's heap, and of the engine's process. */
export interface PeakGrowth {
  readonly pageBytes: number;
  readonly engineBytes: number;
}

/** Watches the memory of a page and of the engine behind it while something goes on. */
export async function seeMemory(
  page: CDPSession,
  enginePid: number,
  during: () => Promise<void>,
): Promise<PeakGrowth> {
  await page.send('Performance.enable');
  await page.send('HeapProfiler.collectGarbage');
  const begin = { page: await heapOf(page), engine: await residentOf(enginePid) };
  const most = { ...begin };
  const over = new AbortController();
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      most.page = Math.max(most.page, await heapOf(page));
      most.engine = Math.max(most.engine, await residentOf(enginePid));
      await pause(everyMs);
    }
  };
  const watching = watch();
  try {
    await during();
  } finally {
    over.abort();
    await watching;
  }
  return { pageBytes: most.page - begin.page, engineBytes: most.engine - begin.engine };
}

/** 100 MB: some pieces on their way, and what the collectors have not taken yet, however much goes through. */
const mostGrowthBytes = 100e6;

export function memoryFigures(what: string, { pageBytes, engineBytes }: PeakGrowth): Figure[] {
  const figure = (whose: string, bytes: number): Figure => ({
    what: `${what}: growth of ${whose}, at most`,
    value: bytes / 1e6,
    unit: 'MB',
    aim: { atMost: mostGrowthBytes / 1e6 },
  });
  return [
    figure('the page’s heap', pageBytes),
    ...(Number.isNaN(engineBytes) ? [] : [figure('the engine’s process', engineBytes)]),
  ];
}

async function heapOf(page: CDPSession): Promise<number> {
  const { metrics } = await page.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
}

/** Only Linux tells it; NaN elsewhere. */
async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}
