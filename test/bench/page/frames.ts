import type { Page } from '@playwright/test';
import { largest, quantile } from '../report/statistics.ts';
import type { Figure } from '../report/result.ts';

/** Two frames of a display of 60 Hz, nearly: more, and one was missed for everybody to see. */
const longFrameMs = 32;

/** The times between frames, as the page itself saw them, and the tasks above 50 ms that the browser told it of. */
export interface SeenFrames {
  readonly gapsMs: readonly number[];
  readonly longTasksMs: readonly number[];
}

/** Watches the frames of a page while something goes on. */
export async function seeFrames(page: Page, during: () => Promise<void>): Promise<SeenFrames> {
  const watch = await page.evaluateHandle(() => {
    const gapsMs: number[] = [];
    const longTasksMs: number[] = [];
    let isWatching = true;
    let before = performance.now();
    const frame = (now: number): void => {
      gapsMs.push(now - before);
      before = now;
      if (isWatching) requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      before = now;
      requestAnimationFrame(frame);
    });
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longTasksMs.push(entry.duration);
    });
    observer.observe({ type: 'longtask' });
    return {
      stop: () => {
        isWatching = false;
        observer.disconnect();
        return { gapsMs, longTasksMs };
      },
    };
  });
  await during();
  const seen = await watch.evaluate(({ stop }) => stop());
  await watch.dispose();
  return seen;
}

export function joinFrames(all: readonly SeenFrames[]): SeenFrames {
  return {
    gapsMs: all.flatMap(({ gapsMs }) => gapsMs),
    longTasksMs: all.flatMap(({ longTasksMs }) => longTasksMs),
  };
}

/** The share of frames that were missed, in per cent. */
export function missedShare({ gapsMs }: SeenFrames): number {
  return (100 * gapsMs.filter((gap) => gap > longFrameMs).length) / gapsMs.length;
}

/** The aim is for the frames that were missed; how long the others took says how far from it they are. */
export function frameFigures(what: string, { gapsMs, longTasksMs }: SeenFrames, hasAim: boolean): Figure[] {
  const figure = (name: string, value: number, unit: string, aim: Figure['aim'] = null): Figure => ({
    what: `${what}: ${name}`,
    value,
    unit,
    aim,
  });
  const missed = gapsMs.filter((gap) => gap > longFrameMs).length;
  return [
    figure('frames', gapsMs.length, ''),
    figure(`frames over ${longFrameMs} ms`, missed, '', hasAim ? { atMost: 0 } : null),
    figure('frame time p50', quantile(gapsMs, 0.5), 'ms'),
    figure('frame time p99', quantile(gapsMs, 0.99), 'ms'),
    figure('frame time at most', largest(gapsMs), 'ms'),
    figure('tasks over 50 ms', longTasksMs.length, ''),
  ];
}
