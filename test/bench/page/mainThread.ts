import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import type { Figure } from '../report/result.ts';
import { largest, quantile } from '../report/statistics.ts';

const eventSchema = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.int(),
  tid: z.int(),
  ts: z.number(),
  dur: z.number().optional(),
});
type TraceEvent = z.infer<typeof eventSchema>;

/** The browser's own account: tasks of the main thread, and where its frames begin. */
const categories = ['toplevel', 'disabled-by-default-devtools.timeline.frame'];
const frameEvent = 'BeginMainThreadFrame';
const taskEvent = 'ThreadControllerImpl::RunTask';

/** Traces the browser while something goes on, and gives the milliseconds that the page's main thread worked for each frame. */
export async function traceWork(
  browser: Browser,
  page: Page,
  during: () => Promise<void>,
): Promise<number[]> {
  await browser.startTracing(page, { categories });
  let trace: Buffer;
  try {
    await during();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = z
    .object({ traceEvents: z.array(z.unknown()) })
    .parse(JSON.parse(trace.toString('utf8')));
  return workPerFrame(traceEvents.flatMap((event) => eventSchema.safeParse(event).data ?? []));
}

/** All tasks of the main thread from the beginning of a frame to that of the next, whatever they were for. */
function workPerFrame(events: readonly TraceEvent[]): number[] {
  const begins = busiestThread(events.filter(({ name }) => name === frameEvent));
  const [first] = begins;
  if (!first) throw new Error('The browser’s trace has no frames.');
  const starts = begins.map(({ ts }) => ts).toSorted((a, b) => a - b);
  const tasks = events
    .filter(
      ({ pid, tid, name, ph }) => pid === first.pid && tid === first.tid && ph === 'X' && name === taskEvent,
    )
    .toSorted((a, b) => a.ts - b.ts);
  const work = starts.map(() => 0);
  let frame = -1;
  let end = 0;
  for (const { ts, dur = 0 } of tasks) {
    // A task within a task was counted with it.
    if (ts < end) continue;
    end = ts + dur;
    // The frame begins inside the task that draws it.
    while ((starts[frame + 1] ?? Number.POSITIVE_INFINITY) < end) frame += 1;
    if (frame >= 0) work[frame] = (work[frame] ?? 0) + dur / 1000;
  }
  // What follows the last one may be cut off.
  return work.slice(0, -1);
}

/** The page's thread is the one that has most of the frames. */
function busiestThread(events: readonly TraceEvent[]): TraceEvent[] {
  const threads = Object.values(Object.groupBy(events, ({ pid, tid }) => `${pid}/${tid}`));
  return threads.reduce<TraceEvent[]>(
    (most, each) => ((each?.length ?? 0) > most.length ? (each ?? []) : most),
    [],
  );
}

/** 12 ms of the 16.7 that a display leaves. */
const mostWorkMs = 12;

export function workFigures(what: string, workMs: readonly number[], hasAim: boolean): Figure[] {
  const figure = (name: string, value: number, unit: string, aim: Figure['aim'] = null): Figure => ({
    what: `${what}: ${name}`,
    value,
    unit,
    aim,
  });
  return [
    figure('work per frame p50', quantile(workMs, 0.5), 'ms'),
    figure('work per frame p99', quantile(workMs, 0.99), 'ms', hasAim ? { atMost: mostWorkMs } : null),
    figure('work per frame at most', largest(workMs), 'ms'),
  ];
}
