import { firstOf, isSameItem, lastOf, type ItemId } from './itemId.ts';
import type { FoundMatch, MatchList } from './matchList.ts';

/** An item whose position in a list is wanted, and why. */
export interface WantedRow {
  readonly item: ItemId;
  /** Where on the screen it is wanted, `rowsBelowTop` null for anywhere; null when it is not to be shown. */
  readonly reveal: { readonly rowsBelowTop: number | null } | null;
}

interface ReadRows {
  readonly current: ItemId | null;
  readonly currentIndex: number | null;
  readonly following: boolean;
}

/** The row that stays in view where another list takes the place of this one: the current one, or the one at the top. */
export function keptRow(
  { current, currentIndex, following }: ReadRows,
  shown: { readonly from: number; readonly end: number },
  itemAtTop: ItemId,
): WantedRow {
  const isInSight = currentIndex !== null && currentIndex >= shown.from && currentIndex < shown.end;
  const rowsBelowTop = isInSight ? currentIndex - shown.from : current === null ? 0 : null;
  return { item: current ?? itemAtTop, reveal: following ? null : { rowsBelowTop } };
}

/** Where an item is, or else the row behind its place, by the match that is nearest to it. */
export function placeOf(
  item: ItemId,
  { item: nearest, index }: FoundMatch,
): { readonly currentIndex: number } | { readonly besideIndex: number } {
  if (isSameItem(nearest, item)) return { currentIndex: index };
  return { besideIndex: firstOf(nearest) < firstOf(item) ? index + 1 : index };
}

/** Finds the position of one item at a time among matches, or of the nearest match, as soon as the search has come that far. */
export class RowFinder {
  private readonly found: (wanted: WantedRow, nearest: FoundMatch | null) => void;
  private wanted: WantedRow | null = null;
  private matches: MatchList | null = null;
  private isAsking = false;

  constructor(found: (wanted: WantedRow, nearest: FoundMatch | null) => void) {
    this.found = found;
  }

  /** Replaces the previously wanted row. `matches` is null if every record is listed. */
  want(wanted: WantedRow | null, matches: MatchList | null): void {
    this.wanted = wanted;
    this.matches = matches;
    this.look();
  }

  /** The person has gone elsewhere: the row is still found, but not shown any more. */
  leaveInPlace(): void {
    if (this.wanted) this.wanted = { ...this.wanted, reveal: null };
  }

  /** Looks again, because there is more to search. */
  look(): void {
    const { wanted, matches } = this;
    if (!wanted || this.isAsking) return;
    if (!matches) this.end({ item: wanted.item, index: firstOf(wanted.item) });
    else if (matches.store.getState().view !== null && matches.hasScanned(lastOf(wanted.item))) {
      void this.ask(matches, wanted.item);
    }
  }

  private async ask(matches: MatchList, item: ItemId): Promise<void> {
    this.isAsking = true;
    const nearest = await nearestMatch(matches, firstOf(item)).catch(() => null);
    this.isAsking = false;
    // By now another item may be wanted, or the same item in another list.
    if (this.matches === matches && isSameItem(this.wanted?.item ?? null, item)) this.end(nearest);
    else this.look();
  }

  private end(nearest: FoundMatch | null): void {
    const { wanted } = this;
    this.wanted = null;
    if (wanted) this.found(wanted, nearest);
  }
}

/** The record itself if it matches, otherwise the next match, otherwise the last one. */
export async function nearestMatch(matches: MatchList, seq: number): Promise<FoundMatch | null> {
  return (await matches.near(Math.max(0, seq - 1), 'next')) ?? (await matches.near(seq, 'previous'));
}
