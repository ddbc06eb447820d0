import { messageOf } from '../../../shared/base/errors.ts';
import { firstOf, lastOf, type ItemId } from './itemId.ts';
import type { FoundMatch, MatchList, MatchListState, Toward } from './matchList.ts';

interface MatchStep {
  readonly match: FoundMatch | null;
  /** A message about it for the person, if any. */
  readonly word: string | null;
}

/** The list that is stepped through. */
type SteppedList = Pick<MatchList, 'near' | 'itemAt'> & {
  readonly store: { getState(): Pick<MatchListState, 'state' | 'begin' | 'end'> };
};

interface StepPlace {
  /** The index in the list of the row to start from; null if it is not known. */
  readonly index: number | null;
  /** The record to start from, excluded from the search: for a start that is not in the list, or whose neighbour is not loaded. */
  readonly from: number;
  readonly last: number;
}

/** The record that a step starts from: the end of the current item; without one, the item at the top, which a step forward may find itself. */
export function stepFrom(current: ItemId | null, itemAtTop: ItemId, toward: Toward): number {
  if (current !== null) return toward === 'next' ? lastOf(current) : firstOf(current);
  return firstOf(itemAtTop) + (toward === 'next' ? -1 : 0);
}

/** The next match after a row or a record, or the previous one; at the end it wraps around, and says so. Never rejects. */
export async function stepToMatch(
  matches: SteppedList,
  place: StepPlace,
  toward: Toward,
): Promise<MatchStep> {
  try {
    return await findStep(matches, place, toward);
  } catch (error) {
    return { match: null, word: messageOf(error) };
  }
}

async function findStep(matches: SteppedList, place: StepPlace, toward: Toward): Promise<MatchStep> {
  const match =
    neighbour(matches, place.index, toward) ?? (await matches.near(Math.max(0, place.from), toward));
  if (match) return { match, word: null };
  const isScanning = matches.store.getState().state === 'scanning';
  if (isScanning && toward === 'next') {
    return { match: null, word: 'Nothing found beyond this record yet. Still searching.' };
  }
  const wrapped = await matches.near(toward === 'next' ? 0 : place.last + 1, toward);
  if (!wrapped) return { match: null, word: isScanning ? 'Nothing found yet.' : null };
  return {
    match: wrapped,
    word: toward === 'next' ? 'Wrapped around to the first match.' : 'Wrapped around to the last match.',
  };
}

/** The row beside another, if it is loaded: several items may begin in one record, so that the record does not tell them apart. */
function neighbour(matches: SteppedList, from: number | null, toward: Toward): FoundMatch | null {
  if (from === null) return null;
  const index = from + (toward === 'next' ? 1 : -1);
  const { begin, end } = matches.store.getState();
  const item = index >= begin && index < end ? matches.itemAt(index) : null;
  return item === null ? null : { item, index };
}
