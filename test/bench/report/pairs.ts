import type { ComparisonResult } from './result.ts';
import { median } from './statistics.ts';

/** Does the job once and gives its number, in the unit of the comparison. */
type Side = () => Promise<number>;

export interface Comparison {
  readonly what: string;
  readonly unit: string;
  /** Rates are better when they are higher, times when they are lower. */
  readonly better: 'higher' | 'lower';
  /** What the other side is. */
  readonly against: string;
  readonly ours: Side;
  readonly theirs: Side;
  readonly aim: number | null;
}

/** Rounds that are not counted: the first run of each side compiles code and fills caches. */
const warmingRounds = 1;

/**
 * Runs both sides in turn, the first of a round changing each time. On a machine with noisy neighbours the ratio within a round tells
 * more than the numbers.
 */
export async function compare(comparison: Comparison, rounds: number): Promise<ComparisonResult> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -warmingRounds; round < rounds; round += 1) {
    const result = await runRound(comparison, round % 2 === 0);
    if (round < 0) continue;
    ours.push(result.ours);
    theirs.push(result.theirs);
  }
  return resultOf(comparison, ours, theirs);
}

/** The result of rounds that were run already; the lists are equally long. */
export function resultOf(
  { what, unit, better, against, aim }: Omit<Comparison, 'ours' | 'theirs'>,
  ours: readonly number[],
  theirs: readonly number[],
): ComparisonResult {
  const ratios = ours.map((our, round) => {
    const their = theirs[round] ?? Number.NaN;
    return better === 'higher' ? our / their : their / our;
  });
  const ratio = { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
  return { what, unit, ours: median(ours), theirs: median(theirs), against, ratio, aim };
}

async function runRound(
  comparison: Comparison,
  oursFirst: boolean,
): Promise<{ ours: number; theirs: number }> {
  if (oursFirst) return { ours: await comparison.ours(), theirs: await comparison.theirs() };
  const theirs = await comparison.theirs();
  return { theirs, ours: await comparison.ours() };
}
