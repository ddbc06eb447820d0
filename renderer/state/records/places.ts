import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { ItemId } from './itemId.ts';
import type { MatchList } from './matchList.ts';
import { nearestMatch } from './rowFinder.ts';

/** A place to go to in a timeline. `time` is in microseconds since the epoch, `share` goes from 0 to 1. */
export type Place =
  | { readonly kind: 'number'; readonly seq: number }
  | { readonly kind: 'time'; readonly us: number }
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'end' };

interface PlaceContext {
  readonly client: WirebenchClient;
  readonly source: RecordSource;
  /** The sequence numbers of the oldest and the newest record. */
  readonly first: number;
  readonly last: number;
  /** How many records before the first are hidden. */
  readonly hidden: number;
  /** The indices of the shown list; `end` exclusive. */
  readonly begin: number;
  readonly end: number;
  /** Null if every record is listed. */
  readonly matches: MatchList | null;
}

/** A row of the list; `item` is null where only its index is known. */
export interface FoundPlace {
  readonly item: ItemId | null;
  readonly index: number;
}

/** The row of a place; within a filter, the row of the nearest match. Throws NOT_FOUND, with a sentence, if there is none. */
export async function findPlace(place: Place, context: PlaceContext): Promise<FoundPlace> {
  const { matches, begin, end } = context;
  if (end <= begin) {
    throw nothingThere(matches ? 'No record matches the filter.' : 'There is no record to go to.');
  }
  if (place.kind === 'share') return rowOfIndex(begin + Math.round(place.share * (end - 1 - begin)), matches);
  if (place.kind === 'end') return rowOfIndex(end - 1, matches);
  const seq = place.kind === 'number' ? numberOf(place.seq, context) : await numberAt(place.us, context);
  if (!matches) return { item: seq, index: seq };
  const match = await nearestMatch(matches, seq);
  if (!match) throw nothingThere('No record that matches the filter was found yet.');
  return match;
}

function rowOfIndex(index: number, matches: MatchList | null): FoundPlace {
  return { item: matches ? null : index, index };
}

function numberOf(seq: number, { first, last, hidden }: PlaceContext): number {
  if (seq < first && seq >= first - hidden) {
    throw nothingThere(`Record ${formatCount(seq)} is hidden. Show the earlier records to go there.`);
  }
  if (seq < first && seq >= 1 && first > 1) {
    throw nothingThere(`Record ${formatCount(seq)} was removed. The oldest one is ${formatCount(first)}.`);
  }
  if (seq < first || seq > last) {
    throw nothingThere(
      `There is no record ${formatCount(seq)}. They go from ${formatCount(first)} to ${formatCount(last)}.`,
    );
  }
  return seq;
}

/** For times after the last record, the last one, because a chart's last bar extends beyond it. */
async function numberAt(us: number, { client, source, first, last }: PlaceContext): Promise<number> {
  const { seq } = await client.call('records.at', { source, at: Math.round(us) });
  return Math.min(Math.max(seq, first), last);
}

function nothingThere(message: string): WirebenchError {
  return new WirebenchError('NOT_FOUND', message);
}
