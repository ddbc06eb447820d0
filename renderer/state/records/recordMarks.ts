import { createStore } from 'zustand/vanilla';
import { Owner, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { ViewId } from '../../../shared/model/ids.ts';
import type { Mark, MarkedStretch, MarkLook, Stretch } from '../../../shared/model/mark.ts';
import { markAt, marksWithin, withStretch, type MarkList } from '../../../shared/model/markList.ts';
import type { WirebenchClient } from '../base/client.ts';

interface RecordMarksState {
  readonly marks: MarkList;
  /** A sentence: why the marks of the file cannot be read. */
  readonly problem: string | null;
}

/** What a change of marks took away. */
interface LostMarks {
  readonly undo: number;
  readonly lost: { readonly marks: number; readonly notes: number };
}

/** What people marked in a source, whichever window they did it in. */
export class RecordMarks implements Disposable {
  readonly store = createStore<RecordMarksState>(() => ({ marks: [], problem: null }));
  private readonly client: WirebenchClient;
  private readonly source: RecordSource;
  private readonly changed: () => void;
  private readonly owner = new Owner();
  /** True once all marks that there were at the beginning are known. */
  private isLoaded = false;

  /** `changed` is called when marks are other ones than before. */
  constructor(client: WirebenchClient, source: RecordSource, changed: () => void) {
    this.client = client;
    this.source = source;
    this.changed = changed;
    this.owner.add(
      client.subscribe(
        'marks.watch',
        { source },
        (item) => this.take(item),
        // What else can go wrong with the source is told by its list of records.
        (error) => error?.code === 'BAD_REQUEST' && this.store.setState({ problem: error.message }),
      ),
    );
  }

  at(seq: number): Mark | null {
    return markAt(this.store.getState().marks, seq);
  }

  /** Marks these records, or takes their marks away; with a view, only its matches among them. Rejects with a sentence. */
  set(stretches: readonly Stretch[], mark: MarkLook | null, view: ViewId | null): Promise<LostMarks> {
    const { client, source } = this;
    return client.call('marks.set', { source, view, stretches: [...stretches], mark });
  }

  async undo(change: number): Promise<void> {
    await this.client.call('marks.undo', { undo: change });
  }

  dispose(): void {
    this.owner.dispose();
  }

  private take(item: MarkedStretch): void {
    const { marks } = this.store.getState();
    const wasLoaded = this.isLoaded;
    this.isLoaded ||= item.to === Number.MAX_SAFE_INTEGER;
    // After a lost transport, they are all told anew.
    if (isSame(marksWithin(marks, item), item.marks)) return;
    this.store.setState({ marks: withStretch(marks, item), problem: null });
    if (wasLoaded) this.changed();
  }
}

function isSame(left: readonly Mark[], right: readonly Mark[]): boolean {
  return (
    left.length === right.length &&
    left.every((mark, index) => {
      const other = right[index];
      return (
        mark.from === other?.from &&
        mark.to === other.to &&
        mark.colour === other.colour &&
        mark.note === other.note
      );
    })
  );
}
