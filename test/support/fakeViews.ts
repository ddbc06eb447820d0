import { WirebenchError } from '../../shared/base/errors.ts';
import type { Cell } from '../../shared/base/signal.ts';
import type { contract } from '../../shared/contract/contract.ts';
import { packMatches, type ByteRange } from '../../shared/model/filteredView.ts';
import { viewIdSchema } from '../../shared/model/ids.ts';
import type { RecordRow } from '../../shared/model/record.ts';
import type { Handlers } from '../../shared/rpc/serve.ts';

/** The records that there are, and how far every search has come; null: as far as there are records. */
export interface FakeExtent {
  readonly first: number;
  readonly last: number;
  readonly scanned: number | null;
}

type ViewHandlers = Pick<
  Handlers<Pick<typeof contract, 'views.open' | 'views.rows' | 'views.near' | 'views.ranges'>>,
  'views.open' | 'views.rows' | 'views.near' | 'views.ranges'
>;

/** What the views are of. */
interface Filtered {
  readonly extent: Cell<FakeExtent>;
  readonly rowOf: (seq: number) => RecordRow;
  /** Answers when answers are given, unless they are refused. */
  readonly answer: <Value>(value: () => Value) => Promise<Value>;
  /** Rejects where answers are refused. */
  readonly check: () => void;
}

/** A filter as it was opened: whether a record matches it, from the first record on. */
interface OpenView {
  readonly filter: string;
  readonly matches: (seq: number, filter: string) => boolean;
}

/** The filtered views of fake records. */
export class FakeViews {
  matches: OpenView['matches'] = (seq) => seq % 7 === 0;
  ranges: (seq: number) => readonly ByteRange[] = () => [];
  readonly askedMatches: number[] = [];
  readonly askedRanges: number[] = [];
  readonly openedFilters: string[] = [];
  readonly openFilters = new Set<string>();
  private readonly records: Filtered;
  private readonly views = new Map<string, OpenView>();

  constructor(records: Filtered) {
    this.records = records;
  }

  /** As an engine has none that has just started. */
  forget(): void {
    this.views.clear();
    this.openFilters.clear();
  }

  handlers(): ViewHandlers {
    const { answer, rowOf } = this.records;
    return {
      'views.open': ({ filter, rows, from = 1 }, { signal }) => this.open({ filter, from }, rows, signal),
      'views.rows': ({ view, from, count }) => {
        this.askedMatches.push(from);
        return answer(() => {
          const { seqs, dropped } = this.found(this.viewOf(view));
          const rows = seqs.slice(Math.max(0, from - dropped), Math.max(0, from - dropped + count));
          return packMatches({ matches: seqs.length, dropped, rows: rows.map(rowOf) });
        });
      },
      'views.near': ({ view, seq, toward }) =>
        answer(() => {
          const { seqs, dropped } = this.found(this.viewOf(view));
          const place =
            toward === 'next'
              ? seqs.findIndex((each) => each > seq)
              : seqs.findLastIndex((each) => each < seq);
          const found = seqs[place];
          return found === undefined ? { seq: null, index: null } : { seq: found, index: dropped + place };
        }),
      'views.ranges': ({ view, seq, offset, length }) => {
        this.askedRanges.push(offset);
        return answer(() => {
          this.viewOf(view);
          const ranges = this.ranges(seq).filter(({ from, to }) => from < offset + length && to > offset);
          return { ranges: [...ranges] };
        });
      },
    };
  }

  /** The numbers of the matches that were found, and how many were cut away. */
  private found({ filter, matches }: OpenView): { seqs: number[]; dropped: number } {
    const { first, last, scanned } = this.records.extent.value;
    const all: number[] = [];
    for (let seq = 1; seq <= Math.min(last, scanned ?? last); seq += 1)
      if (matches(seq, filter)) all.push(seq);
    const seqs = all.filter((seq) => seq >= first);
    return { seqs, dropped: all.length - seqs.length };
  }

  private viewOf(id: string): OpenView {
    const view = this.views.get(id);
    if (!view) throw new WirebenchError('NOT_FOUND', 'This filtered view is closed. Filter again.');
    return view;
  }

  private async *open(
    { filter, from }: { readonly filter: string; readonly from: number },
    count: number,
    signal: AbortSignal,
  ): ReturnType<ViewHandlers['views.open']> {
    const { extent, rowOf, check } = this.records;
    check();
    const view = viewIdSchema.parse(`v${this.openedFilters.push(filter)}`);
    const { matches } = this;
    const opened: OpenView = { filter, matches: (seq, text) => seq >= from && matches(seq, text) };
    this.views.set(view, opened);
    this.openFilters.add(filter);
    try {
      for await (const { first, last, scanned } of extent.changes(signal)) {
        const { seqs, dropped } = this.found(opened);
        const rows = count === 0 ? [] : seqs.slice(-count).map(rowOf);
        const { output, body } = packMatches({ matches: seqs.length, dropped, rows });
        const state = scanned === null || scanned >= last ? ('current' as const) : ('scanning' as const);
        const progress = {
          view,
          state,
          problem: null,
          first,
          scanned: Math.min(scanned ?? last, last),
          last,
        };
        yield { output: { ...output, ...progress }, body };
      }
    } finally {
      this.views.delete(view);
      this.openFilters.delete(filter);
    }
  }
}
