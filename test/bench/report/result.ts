import { z } from 'zod';

const finite = z.number();

/** Two sides that did the same job, medians of the rounds. */
const comparisonResultSchema = z.strictObject({
  what: z.string(),
  unit: z.string(),
  ours: finite,
  theirs: finite,
  /** What the other side is. */
  against: z.string(),
  /** How many times as good ours is as theirs, each ratio taken within one round; above 1 we are ahead. */
  ratio: z.strictObject({ median: finite, low: finite, high: finite }),
  /** The ratio that is wanted. */
  aim: finite.nullable(),
});
export type ComparisonResult = z.infer<typeof comparisonResultSchema>;

/** One number by itself. */
const figureSchema = z.strictObject({
  what: z.string(),
  value: finite,
  unit: z.string(),
  aim: z.strictObject({ atMost: finite.optional(), atLeast: finite.optional() }).nullable(),
});
export type Figure = z.infer<typeof figureSchema>;

export const benchmarkResultSchema = z.strictObject({
  rounds: z.int().min(0),
  comparisons: z.array(comparisonResultSchema),
  figures: z.array(figureSchema),
  /** What has to be known to read the numbers. */
  notes: z.array(z.string()),
});
export type BenchmarkResult = z.infer<typeof benchmarkResultSchema>;

export function meetsAim({ value, aim }: Figure): boolean {
  if (!aim) return true;
  return (
    value <= (aim.atMost ?? Number.POSITIVE_INFINITY) && value >= (aim.atLeast ?? Number.NEGATIVE_INFINITY)
  );
}
