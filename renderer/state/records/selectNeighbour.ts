import type { RecordView } from './recordView.ts';

type Listed = Pick<RecordView, 'store' | 'topIndex' | 'selectIndex' | 'follow' | 'leaveInPlace'>;

/** Selects the row above or below the current one, wherever the focus is; without one, one that is on the screen. */
export function selectNeighbour(view: Listed, by: 1 | -1): void {
  const { begin, end, currentIndex, besideIndex, following } = view.store.getState();
  const last = end - 1;
  if (last < begin) return;
  const from = currentIndex ?? (besideIndex === null ? null : besideIndex - (by < 0 ? 0 : 1));
  const near = from === null ? (following ? last : view.topIndex) : from + by;
  const index = Math.min(Math.max(near, begin), last);
  if (index !== last) view.follow(false);
  view.leaveInPlace();
  view.selectIndex(index);
  view.store.setState({ reveal: { index, rowsBelowTop: null } });
}
