import type { Mark } from '../../../shared/model/mark.ts';
import { markAt, marksWithin, neighbouringMark, type MarkList } from '../../../shared/model/markList.ts';
import { firstOf } from './itemId.ts';
import type { FoundMatch, MatchList, Toward } from './matchList.ts';
import type { RecordFilter } from './recordFilter.ts';
import type { RecordMarks } from './recordMarks.ts';
import type { RecordView, RecordViewState } from './recordView.ts';
import { stepFrom } from './stepToMatch.ts';

/** 2,000 marks without a listed record between them are skipped at most; then somebody would wait. */
const largestSkipped = 2000;

type Steppable = Pick<RecordView, 'itemAt' | 'topIndex' | 'goTo'> & {
  readonly store: { getState(): Pick<RecordViewState, 'current' | 'isFiltered' | 'first' | 'last'> };
  readonly marks: Pick<RecordMarks, 'store'>;
  readonly filter: Pick<RecordFilter, 'say'> & { readonly matches: Pick<MatchList, 'near'> | null };
};

/** Selects the first listed record of the next marked stretch, or of the one before; past the last it wraps around, and says so. */
export async function stepToMark(view: Steppable, toward: Toward): Promise<void> {
  const { isFiltered, first, last } = view.store.getState();
  const marks = marksWithin(view.marks.store.getState().marks, { from: first, to: last });
  const matches = isFiltered ? view.filter.matches : null;
  const found = await findMarked(marks, matches, startOf(view, toward), toward);
  const seq = found ?? (await findMarked(marks, matches, toward === 'next' ? 0 : last + 1, toward));
  if (seq === null) {
    view.filter.say(isFiltered ? 'No listed record is marked.' : 'No record is marked.');
    return;
  }
  const isAround = found === null;
  if (isAround) view.filter.say(`Wrapped around to the ${toward === 'next' ? 'first' : 'last'} mark.`);
  await view.goTo({ kind: 'number', seq });
}

/** The current record, or what is before the row at the top, which a step forward may find itself. */
function startOf(view: Steppable, toward: Toward): number {
  const { current } = view.store.getState();
  return stepFrom(current, view.itemAt(view.topIndex) ?? 1, toward);
}

/** The first listed record of the next marked stretch, or of the one before. */
async function findMarked(
  marks: MarkList,
  matches: Pick<MatchList, 'near'> | null,
  from: number,
  toward: Toward,
): Promise<number | null> {
  let seq = from;
  for (let skipped = 0; skipped < largestSkipped; skipped += 1) {
    const mark = neighbouringMark(marks, seq, toward);
    if (!mark) return null;
    if (!matches) return mark.from;
    const listed = await matches.near(mark.from - 1, 'next');
    if (listed && firstOf(listed.item) <= mark.to) return firstOf(listed.item);
    seq = await beyond(marks, matches, mark, listed, toward);
  }
  return null;
}

/** Where to look on from a mark that no listed record has: next to the nearest listed record, since marks before that have none, either. */
async function beyond(
  marks: MarkList,
  matches: Pick<MatchList, 'near'>,
  mark: Mark,
  next: FoundMatch | null,
  toward: Toward,
): Promise<number> {
  const nearest = toward === 'next' ? next : await matches.near(mark.from, 'previous');
  if (!nearest) return toward === 'next' ? Number.MAX_SAFE_INTEGER : 0;
  const seq = firstOf(nearest.item);
  const own = markAt(marks, seq);
  if (toward === 'next') return own ? own.from - 1 : seq;
  return own ? own.to + 1 : seq;
}
