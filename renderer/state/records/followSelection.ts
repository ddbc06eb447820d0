import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import { isSameList } from '../../../shared/base/sameList.ts';
import type { WirebenchClient } from '../base/client.ts';
import { measureRecords, type MeasuredRecords } from './measureRecords.ts';
import type { RecordView } from './recordView.ts';
import { selectedRecords } from './selectedRecords.ts';

/** 150 ms: while an arrow is held with Shift, only where it ends is counted. */
const calmMs = 150;

/**
 * Tells how many records are selected and how many bytes they have, again when that changes; null while there are not several. Within a
 * filter they are counted again as more matches are found. What cannot be counted is not told: the list itself says why it cannot be read.
 */
export function followSelection(
  client: WirebenchClient,
  view: Pick<RecordView, 'source' | 'store' | 'filter'>,
  tell: (measured: MeasuredRecords | null) => void,
): Disposable {
  const owner = new Owner();
  let running = new Owner();
  let counted: readonly unknown[] = [];
  const look = (): void => {
    const selected = selectedRecords(view);
    const matches = selected?.matches?.store.getState();
    const facts = [view.store.getState().ranges, selected?.spanned, matches?.view, matches?.end];
    if (isSameList(facts, counted)) return;
    counted = facts;
    running.dispose();
    running = new Owner();
    if (!selected || selected.spanned < 2 || matches?.view === null) return tell(null);
    const abort = new AbortController();
    running.add(toDisposable(() => abort.abort()));
    const { source, ranges } = selected;
    const known = { source, ranges, view: matches?.view ?? null };
    const timer = setTimeout(
      () => void measureRecords(client, known, tell, abort.signal).catch(() => undefined),
      calmMs,
    );
    running.add(toDisposable(() => clearTimeout(timer)));
  };
  owner.add(toDisposable(() => running.dispose()));
  owner.add(toDisposable(view.store.subscribe(look)));
  look();
  return owner;
}
