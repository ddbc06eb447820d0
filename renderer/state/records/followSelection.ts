import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import { isSameList } from '../../../shared/base/sameList.ts';
import type { WirebenchClient } from '../base/client.ts';
import { measureRecords, type MeasuredRecords } from './measureRecords.ts';
import type { RecordView } from './recordView.ts';
import { selectedRecords } from './selectedRecords.ts';

/** 150 ms: while an arrow is held with Shift, only where it ends is counted. */
const calmMs = 150;
/** 500 ms: as long as it is waited for that while records come and go all the time. */
const longestWaitMs = 500;

/**
 * Tells how many records are selected and how many bytes they have, again when that changes; null while there are not several. Within a
 * filter they are counted again as more matches are found among them. What cannot be counted is not told: the list itself says why it cannot be read.
 */
export function followSelection(
  client: WirebenchClient,
  view: Pick<RecordView, 'source' | 'store' | 'filter'>,
  tell: (measured: MeasuredRecords | null) => void,
): Disposable {
  const owner = new Owner();
  let running = new Owner();
  let counted: readonly unknown[] = [];
  /** Since when something is not counted. */
  let waitsSince: number | null = null;
  const look = (): void => {
    const selected = selectedRecords(view);
    const matches = selected?.matches?.store.getState();
    const isWholeFound = selected?.matches?.hasScanned(selected.ranges.at(-1)?.to ?? 0);
    const found = isWholeFound === true ? 'all' : matches?.end;
    const facts = [view.store.getState().ranges, selected?.spanned, matches?.view, found];
    if (isSameList(facts, counted)) return;
    counted = facts;
    waitsSince ??= performance.now();
    running.dispose();
    running = new Owner();
    if (!selected || selected.spanned < 2 || matches?.view === null) {
      waitsSince = null;
      return tell(null);
    }
    const abort = new AbortController();
    running.add(toDisposable(() => abort.abort()));
    const { source, ranges } = selected;
    const known = { source, ranges, view: matches?.view ?? null };
    const measure = (): void => {
      waitsSince = null;
      void measureRecords(client, known, tell, abort.signal).catch(() => undefined);
    };
    const waitMs = Math.min(calmMs, waitsSince + longestWaitMs - performance.now());
    const timer = setTimeout(measure, waitMs);
    running.add(toDisposable(() => clearTimeout(timer)));
  };
  owner.add(toDisposable(() => running.dispose()));
  owner.add(toDisposable(view.store.subscribe(look)));
  look();
  return owner;
}
