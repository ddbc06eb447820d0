import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { z } from 'zod';
import { startWorkbenchHost } from '../../support/workbenchHost.ts';

const viewport = { width: 1280, height: 800 };

/** Milliseconds from the start of the process to the first connection in the sidebar, or the words for none. */
export async function startUpMs(browser: Browser, folder: string): Promise<number> {
  const start = performance.now();
  const host = await startWorkbenchHost(folder, { built: true });
  const page = await browser.newPage({ viewport });
  try {
    await page.goto(host.url);
    await page.waitForFunction(() => document.querySelector('[role=treeitem], .sidebar-nothing'));
    return performance.now() - start;
  } finally {
    await page.close();
    await host.stop();
  }
}

/** Milliseconds to a window of the same browser with nothing in it. */
export async function emptyWindowMs(browser: Browser): Promise<number> {
  const start = performance.now();
  const page = await browser.newPage({ viewport });
  try {
    await page.goto('about:blank');
    return performance.now() - start;
  } finally {
    await page.close();
  }
}

/** Percent of one core that something takes while nobody does anything. */
export interface IdleLoad {
  readonly browser: number;
  /** Null without an engine. */
  readonly engine: number | null;
}

/** How long a window is left alone before and while it is measured. */
interface IdleTimes {
  readonly settlesMs: number;
  readonly lastsMs: number;
}

/** What all processes of a browser take whose window is idle, and the engine behind it; without a folder the window is empty. */
export async function idleLoad(
  browser: Browser,
  folder: string | null,
  { settlesMs, lastsMs }: IdleTimes,
): Promise<IdleLoad> {
  const host = folder === null ? null : await startWorkbenchHost(folder, { built: true });
  const page = await browser.newPage({ viewport });
  try {
    await page.goto(host?.url ?? 'about:blank');
    await pause(settlesMs);
    const before = { browser: await browserSeconds(browser), engine: await secondsOf(host?.pid) };
    const start = performance.now();
    await pause(lastsMs);
    const wall = (performance.now() - start) / 1000;
    const engine = await secondsOf(host?.pid);
    return {
      browser: (((await browserSeconds(browser)) - before.browser) / wall) * 100,
      engine: host === null ? null : ((engine - before.engine) / wall) * 100,
    };
  } finally {
    await page.close();
    await host?.stop();
  }
}

const processesSchema = z.object({ processInfo: z.array(z.object({ cpuTime: z.number() })) });

/** Processor time of all of a browser's processes so far. */
async function browserSeconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = processesSchema.parse(await session.send('SystemInfo.getProcessInfo'));
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  } finally {
    await session.detach();
  }
}

/** Linux counts processor time in hundredths of a second (`man proc_pid_stat`, fields 14 and 15). */
const ticksPerSecond = 100;

/** Processor time of a process with all of its threads so far; 0 without one. */
async function secondsOf(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name of the program, in parentheses, may have spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
