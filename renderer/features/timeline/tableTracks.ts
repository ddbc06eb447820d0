import { timeCharacters, type ShownTimes } from '../../state/window/recordTimes.ts';
import type { ColumnChoice, ColumnId } from '../../state/window/tableColumns.ts';
import type { ColumnFacts } from './columnFacts.ts';

/** What the table shows by itself, where the person has not chosen. */
interface TableFacts {
  /** Whether there can be more than one peer. */
  readonly hasPeers: boolean;
}

/** The columns that are shown, in their order. There is always one, since an empty table could not be given columns again. */
export function shownColumns(choices: readonly ColumnChoice[], facts: TableFacts): readonly ColumnId[] {
  const shown = choices.filter(({ id, shown: chosen }) => chosen ?? isUsual(id, facts)).map(({ id }) => id);
  return shown.length === 0 ? ['preview'] : shown;
}

function isUsual(id: ColumnId, { hasPeers }: TableFacts): boolean {
  switch (id) {
    case 'peer':
      return hasPeers;
    case 'start':
    case 'kind':
    case 'note':
      return false;
    case 'number':
    case 'time':
    case 'delta':
    case 'direction':
    case 'length':
    case 'preview':
      return true;
  }
}

/** What the usual widths depend on. */
interface WidthFacts {
  readonly times: ShownTimes;
  /** The number of the newest record. */
  readonly last: number;
  /** From the start to the newest record. */
  readonly longestUs: number;
}

/** How wide a column is, in characters. */
export function charactersOf(column: ColumnFacts, chosen: number | undefined, facts: WidthFacts): number {
  if (chosen !== undefined) return chosen;
  switch (column.id) {
    case 'number':
      return Math.max(column.width, String(facts.last).length);
    case 'time':
      return timeCharacters(facts.times, facts.longestUs);
    case 'start':
      return timeCharacters({ ...facts.times, basis: 'start' }, facts.longestUs);
    case 'delta':
    case 'peer':
    case 'direction':
    case 'kind':
    case 'length':
    case 'note':
    case 'preview':
      return column.width;
  }
}

/** The columns as CSS: their tracks, and how wide they are together at least. */
interface TableTracks {
  readonly columns: string;
  readonly characters: number;
}

/** The preview, or without it the last column, takes what the others leave. */
export function tracksOf(
  widths: readonly { readonly id: ColumnId; readonly characters: number }[],
): TableTracks {
  const preview = widths.findIndex(({ id }) => id === 'preview');
  const flexible = preview === -1 ? widths.length - 1 : preview;
  return {
    columns: widths
      .map(({ characters }, place) =>
        place === flexible ? `minmax(${characters}ch, 1fr)` : `${characters}ch`,
      )
      .join(' '),
    characters: widths.reduce((sum, { characters }) => sum + characters, 0),
  };
}
