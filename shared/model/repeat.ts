import { z } from 'zod';
import { waitReasonSchema } from './sending.ts';

/** 1 ms: timers are not finer than that. One day: anything rarer is a task for other programs. */
const shortestIntervalMs = 1;
const longestIntervalMs = 24 * 60 * 60 * 1000;

export const repeatOptionsSchema = z.strictObject({
  /** How often it is sent; null: until it is stopped. */
  count: z.int().min(1).max(1_000_000_000, 'A thousand million times is the most.').nullable(),
  /** From the beginning of one to the beginning of the next, in milliseconds. */
  intervalMs: z
    .number()
    .min(shortestIntervalMs, 'Every 1 ms is the most often.')
    .max(longestIntervalMs, 'Once a day is the least often.'),
});
export type RepeatOptions = z.infer<typeof repeatOptionsSchema>;

/**
 * What an average hides, in microseconds: the median of the distances from one message to the next, what 95 % of them do not exceed, and how
 * late the latest one was for its time.
 */
const repeatSpreadSchema = z.strictObject({
  medianUs: z.number().min(0),
  p95Us: z.number().min(0),
  latestUs: z.number().min(0),
});
export type RepeatSpread = z.infer<typeof repeatSpreadSchema>;

/** How a message that is sent again and again gets on. */
export const repeatProgressSchema = repeatOptionsSchema.extend({
  /** `done`: it was sent as often as was asked for. */
  phase: z.enum(['running', 'done', 'stopped', 'failed']),
  /** How often it was handed over. */
  sent: z.int().min(0),
  /** How many times passed at which nothing was sent; they are not made up for. */
  missed: z.int().min(0),
  /** Messages per second, from the first to the last that was sent; null until there are two. */
  rate: z.number().min(0).nullable(),
  /** Null until there are two. */
  spread: repeatSpreadSchema.nullable(),
  /**
   * What most of the times were missed for: the other side or the disk does not take more, a file or a message in fragments was on its way, or this
   * machine was busy; null while none were.
   */
  behind: waitReasonSchema.exclude(['reading']).or(z.literal('machine')).nullable(),
  /** Why it ended, as a sentence; null while it runs, and where it is done. */
  reason: z.string().nullable(),
  /** The variable of this machine that a person has to allow the workspace before it can be sent. */
  allows: z.string().optional(),
});
export type RepeatProgress = z.infer<typeof repeatProgressSchema>;

/** 2 %: as near to the interval as a repetition is held. */
const heldWithin = 0.02;

/** Why the achieved rate is not what was asked for, as a sentence; null where it is, within 2 %. */
export function whyNotHeld({ phase, rate, intervalMs, missed, behind }: RepeatProgress): string | null {
  const wanted = 1000 / intervalMs;
  const isHeld = rate === null || Math.abs(rate - wanted) <= wanted * heldWithin;
  if (missed === 0 && isHeld) return null;
  // None was left out, and those after the first came sooner than asked for: only it was late.
  if (missed === 0 && rate !== null && rate > wanted)
    return 'The first was late, because this machine was busy.';
  const [now, afterwards] = whyBehind[behind ?? 'machine'];
  return phase === 'running' ? `It falls behind, because ${now}.` : `It fell behind, because ${afterwards}.`;
}

/** While it runs, and afterwards. */
const whyBehind: Readonly<
  Record<NonNullable<RepeatProgress['behind']>, readonly [now: string, afterwards: string]>
> = {
  peer: ['the other side does not take more', 'the other side did not take more'],
  disk: ['the disk cannot keep up', 'the disk could not keep up'],
  file: ['it waits for a file that is being sent', 'it waited for a file that was being sent'],
  fragments: ['it waits for a message in fragments to end', 'it waited for a message in fragments to end'],
  machine: ['this machine is busy', 'this machine was busy'],
};

/**
 * `Distances: median 10.0 ms, 95 % up to 10.4 ms; the latest was 3.2 ms late.`, and why where single ones are not held within 2 %, if the rate
 * does not say it already; null until there are two.
 */
export function describeSpread(progress: RepeatProgress): string | null {
  const { spread, intervalMs } = progress;
  if (spread === null) return null;
  const { medianUs, p95Us, latestUs } = spread;
  const told = `Distances: median ${formatMs(medianUs)}, 95 % up to ${formatMs(p95Us)}; the latest was ${formatMs(latestUs)} late.`;
  const isHeld = [medianUs, p95Us].every((us) => Math.abs(us / 1000 - intervalMs) <= intervalMs * heldWithin);
  if (isHeld || whyNotHeld(progress) !== null) return told;
  return `${told} Not all are held within 2 %, because this machine was late for some.`;
}

function formatMs(us: number): string {
  const ms = us / 1000;
  const digits = ms >= 100 ? 0 : ms >= 10 ? 1 : 2;
  return `${ms.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ms`;
}

/** `99.7/s`, `1,000/s`, `0.02/s`. */
export function formatRate(rate: number): string {
  const digits = rate >= 1000 ? 0 : rate >= 1 ? 1 : 3;
  return `${rate.toLocaleString('en-US', { maximumFractionDigits: digits })}/s`;
}
