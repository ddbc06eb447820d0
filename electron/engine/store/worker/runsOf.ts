/** Numbers that follow each other. */
export interface Run {
  readonly from: number;
  readonly count: number;
}

/** Ascending numbers as runs of those that follow each other. */
export function runsOf(numbers: readonly number[]): readonly Run[] {
  const runs: { from: number; count: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && number === run.from + run.count) run.count += 1;
    else runs.push({ from: number, count: 1 });
  }
  return runs;
}
