import type { SearchProgress } from '../../state/records/recordFilter.ts';

/** The share of the records that was searched, from 0 to 1. */
export function shareScanned(progress: Pick<SearchProgress, 'first' | 'scanned' | 'last'>): number {
  const { first, scanned, last } = progress;
  const all = last - first + 1;
  return all <= 0 ? 1 : Math.min(Math.max((scanned - first + 1) / all, 0), 1);
}

/** 90 %: a search that keeps up with a flood is always a little behind, which is not worth showing. */
const keepsUpFrom = 0.9;

/** Whether a search has enough left to do to be worth showing. */
export function isUnderWay(progress: SearchProgress): boolean {
  if (progress.state !== 'scanning') return false;
  return !progress.caughtUp || shareScanned(progress) < keepsUpFrom;
}
