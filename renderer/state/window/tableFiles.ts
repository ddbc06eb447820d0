/** How a table is written: `line` makes one of cells, `begin` stands before the first one. */
export interface TableForm {
  readonly begin: string;
  readonly line: (cells: readonly string[]) => string;
}

/** The forms of a file with a table. */
export type TableFileForm = 'tsv' | 'csv';

/** As it is copied: what is in a cell has signs for tabs and line breaks. */
export const copiedTable: TableForm = { begin: '', line: (cells) => `${cells.join('\t')}\n` };

/** A file begins with the names of the columns. The mark at the beginning of CSV is how Excel knows that it is UTF-8; its lines end as RFC 4180 has it. */
export const tableFiles: Readonly<Record<TableFileForm, TableForm>> = {
  tsv: { begin: '', line: (cells) => copiedTable.line(cells.map(harmless)) },
  csv: { begin: '\uFEFF', line: (cells) => `${cells.map((cell) => inQuotes(harmless(cell))).join(',')}\r\n` },
};

/** A negative number is no formula. */
const numberPattern = /^-?[\d.,]+$/;

/** What a spreadsheet would compute, or run, gets an apostrophe before it, which makes it a text there. */
function harmless(cell: string): string {
  return /^\s*[=+\-@|%＝＋－＠]/u.test(cell) && !numberPattern.test(cell) ? `'${cell}` : cell;
}

/** RFC 4180, section 2. */
function inQuotes(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
