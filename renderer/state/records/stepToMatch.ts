import { messageOf } from '../../../shared/base/errors.ts';
import type { FoundMatch, MatchList, Toward } from './matchList.ts';

interface MatchStep {
  readonly match: FoundMatch | null;
  /** A message about it for the person, if any. */
  readonly word: string | null;
}

interface StepPlace {
  /** The record to start from, excluded from the search. */
  readonly from: number;
  readonly last: number;
}

/** The next match after a record, or the previous one; at the end it wraps around, and says so. Never rejects. */
export async function stepToMatch(matches: MatchList, place: StepPlace, toward: Toward): Promise<MatchStep> {
  try {
    return await findStep(matches, place, toward);
  } catch (error) {
    return { match: null, word: messageOf(error) };
  }
}

async function findStep(matches: MatchList, place: StepPlace, toward: Toward): Promise<MatchStep> {
  const match = await matches.near(Math.max(0, place.from), toward);
  if (match) return { match, word: null };
  const isScanning = matches.store.getState().state === 'scanning';
  if (isScanning && toward === 'next') {
    return { match: null, word: 'Nothing found beyond this record yet. Still searching.' };
  }
  const wrapped = await matches.near(toward === 'next' ? 0 : place.last + 1, toward);
  if (!wrapped) return { match: null, word: isScanning ? 'Nothing found yet.' : 'Nothing matches.' };
  return {
    match: wrapped,
    word: toward === 'next' ? 'Wrapped around to the first match.' : 'Wrapped around to the last match.',
  };
}
