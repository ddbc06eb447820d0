import type { Mark, MarkedStretch, Stretch } from './mark.ts';

/** The marks of a recording in order, without overlaps. */
export type MarkList = readonly Mark[];

/** The mark of a record; null where it has none. */
export function markAt(marks: MarkList, seq: number): Mark | null {
  const mark = marks[countBefore(marks, seq + 1) - 1];
  return mark && mark.to >= seq ? mark : null;
}

/** The longest stretch from a record on of which all records have this mark, or none has any; it may have no end. */
export function stretchFrom(
  marks: MarkList,
  seq: number,
): { readonly to: number; readonly mark: Mark | null } {
  const mark = markAt(marks, seq);
  if (mark) return { to: mark.to, mark };
  const next = marks[countBefore(marks, seq)];
  return { to: next ? next.from - 1 : Number.POSITIVE_INFINITY, mark: null };
}

/** The mark that begins next after the record, or the one before its own; null where there is none. */
export function neighbouringMark(marks: MarkList, seq: number, toward: 'next' | 'previous'): Mark | null {
  if (toward === 'next') return marks[countBefore(marks, seq + 1)] ?? null;
  const before = countBefore(marks, seq);
  const own = markAt(marks, seq);
  return marks[before - (own && own.from < seq ? 2 : 1)] ?? null;
}

/** The marks within a stretch, cut off at its ends. */
export function marksWithin(marks: MarkList, { from, to }: Stretch): Mark[] {
  if (to < from) return [];
  const begin = countBefore(marks, from);
  const reaching = marks[begin - 1];
  const first = reaching && reaching.to >= from ? begin - 1 : begin;
  const inside = marks.slice(first, countBefore(marks, to + 1));
  const [begins] = inside;
  if (begins) inside[0] = { ...begins, from: Math.max(begins.from, from) };
  const ends = inside.at(-1);
  if (ends) inside[inside.length - 1] = { ...ends, to: Math.min(ends.to, to) };
  return inside;
}

/** The list in which the marks of a stretch are those given; what others have beyond it stays, and halves of one mark are one again. */
export function withStretch(marks: MarkList, { from, to, marks: inside }: MarkedStretch): Mark[] {
  const begin = countBefore(marks, from);
  const end = countBefore(marks, to + 1);
  const kept = marks.slice(0, begin);
  const reaching = kept.at(-1);
  const last = marks[end - 1];
  if (reaching && reaching.to >= from) kept[begin - 1] = { ...reaching, to: from - 1 };
  const rest = last && last.to > to ? [{ ...last, from: to + 1 }] : [];
  const next = [...rest, ...marks.slice(end, end + 1)];
  const near = joined([...kept.splice(-1), ...inside, ...next]);
  return [...kept, ...near, ...marks.slice(end + next.length - rest.length)];
}

/** As `withStretch` one after the other; many at once take hardly longer than one, if each lies behind the one before. */
export function withStretches(marks: MarkList, stretches: readonly MarkedStretch[]): MarkList {
  const isInOrder = stretches.every(({ from }, index) => from > (stretches[index - 1]?.to ?? 0));
  if (!isInOrder) return stretches.reduce<MarkList>(withStretch, marks);
  const pieces: MarkList[] = [];
  let next = 1;
  for (const stretch of stretches) {
    pieces.push(marksWithin(marks, { from: next, to: stretch.from - 1 }), stretch.marks);
    next = stretch.to + 1;
  }
  pieces.push(marksWithin(marks, { from: next, to: Number.MAX_SAFE_INTEGER }));
  return joined(pieces.flat());
}

/** True where the second mark goes on where the first ends, and was made with it. */
function isContinued(one: Mark, other: Mark): boolean {
  const { to, colour, note, at } = one;
  return other.from === to + 1 && other.colour === colour && other.note === note && other.at === at;
}

function joined(marks: MarkList): Mark[] {
  const whole: Mark[] = [];
  for (const mark of marks) {
    const before = whole.at(-1);
    if (before && isContinued(before, mark)) whole[whole.length - 1] = { ...before, to: mark.to };
    else whole.push(mark);
  }
  return whole;
}

/** How many marks begin before a record. */
export function countBefore(marks: MarkList, seq: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.from ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
