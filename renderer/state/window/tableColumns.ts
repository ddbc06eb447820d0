import { z } from 'zod';

/** The columns of the records table, in their usual order. */
export const columnIds = [
  'number',
  'time',
  'delta',
  'start',
  'peer',
  'direction',
  'kind',
  'length',
  'note',
  'preview',
] as const;
const columnIdSchema = z.enum(columnIds);
export type ColumnId = z.infer<typeof columnIdSchema>;

/** 2 characters: the edge can still be seen and moved. 200 are more than any window shows. */
const narrowestColumn = 2;
const widestColumn = 200;

/**
 * What a person chose for a column. What is not there is by default: then the table decides whether it is shown. The width is in characters
 * of the table's font, so that it fits at every font size.
 */
const columnChoiceSchema = z.object({
  id: columnIdSchema,
  shown: z.boolean().optional(),
  width: z.number().min(narrowestColumn).max(widestColumn).optional(),
});
export type ColumnChoice = z.infer<typeof columnChoiceSchema>;

/** Every column once: one that is missing, since another version stored these, takes its usual place among the others. */
export const columnsSchema = z.array(columnChoiceSchema).transform(complete);

/** Every column by default, in the usual order. */
export const usualColumns: readonly ColumnChoice[] = columnIds.map((id) => ({ id }));

function complete(stored: readonly ColumnChoice[]): readonly ColumnChoice[] {
  const columns = stored.filter(({ id }, place) => stored.findIndex((each) => each.id === id) === place);
  for (const [place, id] of columnIds.entries()) {
    if (columns.some((column) => column.id === id)) continue;
    const left = columns.findLastIndex((column) => columnIds.indexOf(column.id) < place);
    columns.splice(left + 1, 0, { id });
  }
  return columns;
}

/** The columns after one was shown or hidden. */
export function withShown(
  columns: readonly ColumnChoice[],
  id: ColumnId,
  shown: boolean,
): readonly ColumnChoice[] {
  return columns.map((column) => (column.id === id ? { ...column, shown } : column));
}

/** The columns after one got another width, in characters; null for its usual one. */
export function withWidth(
  columns: readonly ColumnChoice[],
  id: ColumnId,
  width: number | null,
): readonly ColumnChoice[] {
  return columns.map((column) => {
    if (column.id !== id) return column;
    const { width: _, ...usual } = column;
    return width === null ? usual : { ...usual, width: within(width) };
  });
}

/** The columns after one went to the place of another, which makes room for it on the side that it comes from. */
export function withMoved(
  columns: readonly ColumnChoice[],
  id: ColumnId,
  to: ColumnId,
): readonly ColumnChoice[] {
  const from = columns.findIndex((column) => column.id === id);
  const place = columns.findIndex((column) => column.id === to);
  const moved = columns[from];
  if (!moved || place < 0) return columns;
  return columns.toSpliced(from, 1).toSpliced(place, 0, moved);
}

function within(width: number): number {
  return Math.min(Math.max(width, narrowestColumn), widestColumn);
}
