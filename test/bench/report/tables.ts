import { meetsAim, type BenchmarkResult, type ComparisonResult, type Figure } from './result.ts';

/** What a benchmark found, for a terminal. */
export function formatResult(result: BenchmarkResult): string {
  const parts = [
    result.comparisons.length > 0 ? formatTable(comparisonRows(result.comparisons)) : null,
    result.figures.length > 0 ? formatTable(figureRows(result.figures)) : null,
    result.notes.length > 0 ? result.notes.map((note) => `  ${note}`).join('\n') : null,
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}

function comparisonRows(results: readonly ComparisonResult[]): string[][] {
  return [
    ['', 'Wirebench', 'against', '', 'ratio', 'range', 'aim', ''],
    ...results.map(({ what, unit, ours, theirs, against, ratio, aim }) => [
      what,
      `${formatNumber(ours)} ${unit}`,
      `${formatNumber(theirs)} ${unit}`,
      against,
      formatRatio(ratio.median),
      `${formatRatio(ratio.low)}–${formatRatio(ratio.high)}`,
      aim === null ? '' : `≥ ${formatRatio(aim)}`,
      aim === null || ratio.median >= aim ? '' : 'missed',
    ]),
  ];
}

function figureRows(figures: readonly Figure[]): string[][] {
  return figures.map((figure) => [
    figure.what,
    `${formatNumber(figure.value)} ${figure.unit}`,
    formatAim(figure),
    meetsAim(figure) ? '' : 'missed',
  ]);
}

function formatAim({ aim, unit }: Figure): string {
  if (aim?.atMost !== undefined) return `≤ ${formatNumber(aim.atMost)} ${unit}`;
  if (aim?.atLeast !== undefined) return `≥ ${formatNumber(aim.atLeast)} ${unit}`;
  return '';
}

/** Three digits are more than any of it is exact to. */
export function formatNumber(value: number): string {
  return value.toLocaleString(
    'en',
    Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
}

function formatRatio(ratio: number): string {
  return ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2);
}

/** Columns as wide as they have to be: the first one to the left, words too, numbers to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const columnCount = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columnCount }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => align(cell, column, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function align(cell: string, column: number, width: number): string {
  const isNumber = /^(?:[≥≤] )?[\d.,–-]+(?: \S+){0,2}$/.test(cell);
  return column > 0 && isNumber ? cell.padStart(width) : cell.padEnd(width);
}
