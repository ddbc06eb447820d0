import type { BenchmarkResult, Figure } from './result.ts';
import { median } from './statistics.ts';
import { formatNumber, formatTable } from './tables.ts';

/** What both checkouts found, run one right after the other. */
export interface Turn {
  readonly here: BenchmarkResult;
  readonly there: BenchmarkResult;
}

/** One number of a benchmark in both checkouts, medians of the turns. */
export interface CheckoutRow {
  readonly what: string;
  readonly unit: string;
  readonly here: number;
  readonly there: number;
  /** How many times as good it is here, each ratio taken within one turn. Null where nothing tells which direction is good. */
  readonly ratio: { readonly median: number; readonly low: number; readonly high: number } | null;
}

/** One number, and how good it is: the larger, the better. Null where nothing tells. */
interface Measured {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  readonly merit: number | null;
}

/**
 * Compares what two checkouts found, number by number. A comparison with another program is judged by its ratio to that program, which both
 * checkouts had beside them; a figure by its aim, or as a time. A number that one of the checkouts does not have in every turn is left out.
 */
export function compareCheckouts(turns: readonly Turn[]): CheckoutRow[] {
  const measured = turns.map(({ here, there }) => ({ here: measuredIn(here), there: measuredIn(there) }));
  const names = [...(measured[0]?.here.keys() ?? [])];
  return names.flatMap((name) => {
    const pairs = measured.flatMap(({ here, there }) => {
      const [ours, theirs] = [here.get(name), there.get(name)];
      return ours && theirs ? [{ ours, theirs }] : [];
    });
    return pairs.length === turns.length ? [rowOf(pairs)] : [];
  });
}

function rowOf(pairs: readonly { readonly ours: Measured; readonly theirs: Measured }[]): CheckoutRow {
  const ratios = pairs.flatMap(({ ours, theirs }) =>
    ours.merit !== null && theirs.merit !== null ? [ours.merit / theirs.merit] : [],
  );
  return {
    what: pairs[0]?.ours.what ?? '',
    unit: pairs[0]?.ours.unit ?? '',
    here: median(pairs.map(({ ours }) => ours.value)),
    there: median(pairs.map(({ theirs }) => theirs.value)),
    ratio:
      ratios.length === pairs.length
        ? { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) }
        : null,
  };
}

function measuredIn({ comparisons, figures }: BenchmarkResult): ReadonlyMap<string, Measured> {
  return new Map([
    ...comparisons.map(({ what, against, unit, ours, ratio }): [string, Measured] => [
      `${what} against ${against}`,
      { what: `${what}, against ${against}`, unit, value: ours, merit: ratio.median },
    ]),
    ...figures.map((figure): [string, Measured] => [
      figure.what,
      { what: figure.what, unit: figure.unit, value: figure.value, merit: meritOf(figure) },
    ]),
  ]);
}

/** Of times, less is better. */
const unitsOfTime: ReadonlySet<string> = new Set(['µs', 'ms', 's']);

function meritOf({ value, unit, aim }: Figure): number | null {
  if (aim?.atMost !== undefined || (aim === null && unitsOfTime.has(unit))) return 1 / value;
  if (aim?.atLeast !== undefined) return value;
  return null;
}

/** The rows for a terminal. */
export function formatCheckouts(rows: readonly CheckoutRow[]): string {
  const ratioCells = ({ ratio }: CheckoutRow): string[] =>
    ratio ? [ratio.median.toFixed(2), `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`] : ['', ''];
  return formatTable([
    ['', 'here', 'there', 'ratio', 'range'],
    ...rows.map((row) => [
      row.what,
      `${formatNumber(row.here)} ${row.unit}`,
      `${formatNumber(row.there)} ${row.unit}`,
      ...ratioCells(row),
    ]),
  ]);
}
