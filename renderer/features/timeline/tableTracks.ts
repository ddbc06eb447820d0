import { timeCharacters, type ShownTimes } from '../../state/window/recordTimes.ts';
import type { ColumnChoice, ColumnId } from '../../state/window/tableColumns.ts';
import { columnFacts, type ColumnFacts } from './columnFacts.ts';

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
export interface WidthFacts {
  readonly times: ShownTimes;
  /** The number of the newest record. */
  readonly last: number;
  /** From the start to the newest record. */
  readonly longestUs: number;
  /** How many characters the longest address has that is known. */
  readonly longestAddress: number;
}

/** A column that is shown, and how wide it is, in characters; the flexible one at least. */
export interface ColumnWidth {
  readonly id: ColumnId;
  readonly characters: number;
}

/** How wide the columns are: as chosen, or as they are usually. */
export function widthsOf(
  shown: readonly ColumnId[],
  choices: readonly ColumnChoice[],
  facts: WidthFacts,
): readonly ColumnWidth[] {
  return shown.map((id) => ({
    id,
    characters: choices.find((choice) => choice.id === id)?.width ?? usualWidth(columnFacts(id), facts),
  }));
}

/** 15: any port of `127.0.0.1`; 21: of any IPv4 address. Two widths, so that columns seldom move when somebody connects. */
const addressWidths = [15, 21] as const;

function usualWidth({ id, width }: ColumnFacts, facts: WidthFacts): number {
  const { times, last, longestUs, longestAddress } = facts;
  switch (id) {
    case 'number':
      return Math.max(width, String(last).length);
    case 'time':
      return timeCharacters(times, longestUs);
    case 'start':
      return timeCharacters({ ...times, basis: 'start', reference: null }, longestUs);
    case 'peer':
      return addressWidths.find((each) => each >= longestAddress) ?? width;
    case 'delta':
    case 'direction':
    case 'kind':
    case 'length':
    case 'note':
    case 'preview':
      return width;
  }
}

/** Between two columns, and before the first and after the last one, in pixels. */
const gapPixels = 5;
const edgePixels = 7;

/** The columns as custom properties of CSS: their tracks, their distances, and how wide they are together at least. */
export function trackProperties(widths: readonly ColumnWidth[]): Readonly<Record<`--${string}`, string>> {
  const flexible = flexibleOf(widths);
  const tracks = widths.map(({ id, characters }) =>
    id === flexible ? `minmax(${characters}ch, 1fr)` : `${characters}ch`,
  );
  return {
    '--table-columns': tracks.join(' '),
    '--table-gap': `${gapPixels}px`,
    '--table-edge': `${edgePixels}px`,
    '--long-list-width': `calc(${sumOf(widths)}ch + ${spacesPixels(widths.length)}px)`,
  };
}

/** The box of the table. */
export interface TableRoom {
  readonly characterPixels: number;
  readonly widthPixels: number;
}

/** 47 %: as much as the preview shall have of the table, since it is what is read; a scrollbar takes 2 %. */
const previewShare = 0.47;

/** Whether these columns leave the preview as much as it shall have; without it, whether they are all seen. */
export function leaveRoom(
  widths: readonly ColumnWidth[],
  { characterPixels, widthPixels }: TableRoom,
): boolean {
  const hasPreview = widths.some(({ id }) => id === 'preview');
  const others = sumOf(widths.filter(({ id }) => id !== 'preview'));
  const taken = others * characterPixels + spacesPixels(widths.length);
  return taken <= widthPixels * (hasPreview ? 1 - previewShare : 1);
}

/** The preview, or without it the last column, takes what the others leave. */
function flexibleOf(widths: readonly ColumnWidth[]): ColumnId | undefined {
  return (widths.find(({ id }) => id === 'preview') ?? widths.at(-1))?.id;
}

function sumOf(widths: readonly ColumnWidth[]): number {
  return widths.reduce((sum, { characters }) => sum + characters, 0);
}

function spacesPixels(columns: number): number {
  return (columns - 1) * gapPixels + 2 * edgePixels;
}
