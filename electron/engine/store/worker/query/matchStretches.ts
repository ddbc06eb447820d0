import type { Stretch } from '../../../../../shared/model/mark.ts';
import type { MatchIndex } from './matchIndex.ts';
import type { Steps } from './steps.ts';

/** 256 stretches are found in a millisecond. */
const stretchesInSlice = 256;

/** The matches among these records that follow each other, as stretches in order: at most `most`, so that one more than is wanted tells that there are too many. */
export function* matchStretches(
  index: Pick<MatchIndex, 'next' | 'rank'>,
  among: readonly Stretch[],
  most: number,
): Steps<Stretch[]> {
  const found: Stretch[] = [];
  for (const { from, to } of among) {
    for (let seq = index.next(from - 1); seq !== null && seq <= to && found.length < most;) {
      const end = endOfRun(index, seq, to);
      found.push({ from: seq, to: end });
      if (found.length % stretchesInSlice === 0) yield 'slice';
      seq = index.next(end);
    }
  }
  return found;
}

/** The last of the matches that follow each other from a match on, at most `to`: looked for in steps that double, then in halves. */
function endOfRun(index: Pick<MatchIndex, 'rank'>, from: number, to: number): number {
  const before = index.rank(from);
  const isWhole = (end: number): boolean => index.rank(end + 1) - before === end + 1 - from;
  let known = from;
  let length = 1;
  while (known < to && isWhole(Math.min(to, known + length))) {
    known = Math.min(to, known + length);
    length *= 2;
  }
  let beyond = Math.min(to + 1, known + length);
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2);
    if (isWhole(middle)) known = middle;
    else beyond = middle;
  }
  return known;
}
