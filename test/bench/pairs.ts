/** One side of a comparison: does the job once and gives its rate, in units per second. */
export type Side = () => Promise<number>;

export interface Comparison {
  readonly what: string;
  readonly unit: string;
  readonly bare: Side;
  readonly recorded: Side;
  readonly aim: number;
}

export interface ComparisonResult {
  readonly what: string;
  readonly unit: string;
  /** Medians of the rounds. */
  readonly bare: number;
  readonly recorded: number;
  /** Of the ratios recorded to bare, each taken within one round. */
  readonly ratio: { readonly median: number; readonly low: number; readonly high: number };
  readonly aim: number;
}

/** Runs both sides in turn, the first of a round changing each time, after one round that does not count. */
export async function compare(comparison: Comparison, rounds: number): Promise<ComparisonResult> {
  const bare: number[] = [];
  const recorded: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['bare', 'recorded'] as const) : (['recorded', 'bare'] as const);
    const rates = { bare: 0, recorded: 0 };
    for (const side of order) rates[side] = await comparison[side]();
    if (round < 0) continue;
    bare.push(rates.bare);
    recorded.push(rates.recorded);
  }
  const ratios = recorded.map((rate, index) => rate / (bare[index] ?? Number.NaN));
  return {
    what: comparison.what,
    unit: comparison.unit,
    bare: median(bare),
    recorded: median(recorded),
    ratio: { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) },
    aim: comparison.aim,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function formatTable(results: readonly ComparisonResult[]): string {
  const rows = [
    ['', 'bare', 'recorded', 'ratio', 'range', 'aim'],
    ...results.map(({ what, unit, bare, recorded, ratio, aim }) => [
      what,
      `${Math.round(bare).toLocaleString('en')} ${unit}`,
      `${Math.round(recorded).toLocaleString('en')} ${unit}`,
      ratio.median.toFixed(2),
      `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`,
      `≥ ${aim.toFixed(2)}`,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
