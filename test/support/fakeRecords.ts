import type { WirebenchClient } from '../../renderer/state/base/client.ts';
import { WirebenchError } from '../../shared/base/errors.ts';
import { Owner } from '../../shared/base/lifecycle.ts';
import { Cell } from '../../shared/base/signal.ts';
import { contract } from '../../shared/contract/contract.ts';
import { packMatches, type ByteRange } from '../../shared/model/filteredView.ts';
import { viewIdSchema } from '../../shared/model/ids.ts';
import type { MarkedStretch } from '../../shared/model/mark.ts';
import type { RecordRow } from '../../shared/model/record.ts';
import { packPage } from '../../shared/model/recordPage.ts';
import { createClient } from '../../shared/rpc/client.ts';
import { createMemoryPair } from './memoryPair.ts';
import { serve, type Handlers } from '../../shared/rpc/serve.ts';

const recordsContract = {
  'records.tail': contract['records.tail'],
  'records.rows': contract['records.rows'],
  'records.bytes': contract['records.bytes'],
  'records.at': contract['records.at'],
  'marks.watch': contract['marks.watch'],
  'views.open': contract['views.open'],
  'views.rows': contract['views.rows'],
  'views.near': contract['views.near'],
  'views.ranges': contract['views.ranges'],
} as const;

/** The records that there are, and how far every search has come; null: as far as there are records. */
interface FakeExtent {
  readonly first: number;
  readonly last: number;
  readonly scanned: number | null;
}

/** An engine that has nothing but records, any number of them, and tells what it was asked for. */
export interface FakeRecords extends Disposable {
  readonly client: WirebenchClient;
  readonly extent: Cell<FakeExtent>;
  /** Adds records until there are so many, or takes the oldest away. */
  grow(last: number): void;
  cut(first: number): void;
  /** Which records match the filters that are opened from now on; every seventh unless told. */
  match(matches: (seq: number, filter: string) => boolean): void;
  /** What is different in the records that are read from now on. */
  row(change: (seq: number) => Partial<RecordRow>): void;
  /** Where the filter's contents are in a record. */
  mark(ranges: (seq: number) => readonly ByteRange[]): void;
  /** What is marked in a stretch from now on. */
  setMarks(stretch: MarkedStretch): void;
  /** The first rows of the pages and the offsets of the bytes that were asked for, in order. */
  readonly askedRows: readonly number[];
  readonly askedMatches: readonly number[];
  readonly askedBytes: readonly number[];
  readonly askedRanges: readonly number[];
  /** The filters that were opened, in order, and those that are open. */
  readonly openedFilters: readonly string[];
  readonly openFilters: ReadonlySet<string>;
  /** How many answers were being waited for at once, at most. */
  mostAtOnce(): number;
  /** The answers from now on: a sentence refuses, null answers. */
  refuse(sentence: string | null): void;
  /** Answers wait until `release` is called. */
  hold(): void;
  release(): void;
  /** Gives the client a new way to the engine. */
  reconnect(): void;
}

/** A record as a page of the timeline has it. */
export function fakeRow(seq: number, change: Partial<RecordRow> = {}): RecordRow {
  return {
    seq,
    at: 1_790_000_000_000_000 + seq * 1000,
    peer: 1,
    direction: seq % 2 === 0 ? 'in' : 'out',
    kind: 'data',
    size: 3,
    note: null,
    preview: Uint8Array.of(seq & 0xff),
    ...change,
  };
}

export function createFakeRecords(
  initialLast: number,
  byteAt: (offset: number) => number = (offset) => offset & 0xff,
  size = 1_000_000,
): FakeRecords {
  return new MemoryRecords(initialLast, byteAt, size);
}

/** A filter as it was opened: whether a record matches it, from the first record on. */
interface OpenView {
  readonly filter: string;
  readonly matches: (seq: number, filter: string) => boolean;
}

class MemoryRecords implements FakeRecords {
  readonly client = createClient(contract);
  readonly extent: Cell<FakeExtent>;
  readonly askedRows: number[] = [];
  readonly askedMatches: number[] = [];
  readonly askedBytes: number[] = [];
  readonly askedRanges: number[] = [];
  readonly openedFilters: string[] = [];
  readonly openFilters = new Set<string>();
  private readonly byteAt: (offset: number) => number;
  private readonly size: number;
  private readonly servers = new Owner();
  private readonly views = new Map<string, OpenView>();
  private matches: OpenView['matches'] = (seq) => seq % 7 === 0;
  private change: (seq: number) => Partial<RecordRow> = () => ({});
  private ranges: (seq: number) => readonly ByteRange[] = () => [];
  private refusal: string | null = null;
  private gate = Promise.withResolvers<void>();
  private readonly marked = new Cell<MarkedStretch>({ from: 1, to: Number.MAX_SAFE_INTEGER, marks: [] });
  private atOnce = 0;
  private most = 0;

  constructor(last: number, byteAt: (offset: number) => number, size: number) {
    this.extent = new Cell<FakeExtent>({ first: 1, last, scanned: null });
    this.byteAt = byteAt;
    this.size = size;
    this.gate.resolve();
    this.reconnect();
  }

  grow(last: number): void {
    this.extent.set({ ...this.extent.value, last });
  }

  cut(first: number): void {
    this.extent.set({ ...this.extent.value, first });
  }

  match(matches: OpenView['matches']): void {
    this.matches = matches;
  }

  row(change: (seq: number) => Partial<RecordRow>): void {
    this.change = change;
  }

  mark(ranges: (seq: number) => readonly ByteRange[]): void {
    this.ranges = ranges;
  }

  setMarks(stretch: MarkedStretch): void {
    this.marked.set(stretch);
  }

  mostAtOnce(): number {
    return this.most;
  }

  refuse(sentence: string | null): void {
    this.refusal = sentence;
  }

  hold(): void {
    this.gate = Promise.withResolvers<void>();
  }

  release(): void {
    this.gate.resolve();
  }

  reconnect(): void {
    const [near, far] = createMemoryPair();
    this.views.clear();
    this.openFilters.clear();
    this.servers.add(serve(recordsContract, this.handlers(), far));
    this.client.attach(near);
  }

  [Symbol.dispose](): void {
    this.gate.resolve();
    this.client.dispose();
    this.servers.dispose();
  }

  private async answer<Value>(value: () => Value): Promise<Value> {
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    await this.gate.promise;
    this.atOnce -= 1;
    if (this.refusal !== null) throw new WirebenchError('INTERNAL', this.refusal);
    return value();
  }

  private pageOf(from: number, count: number): ReturnType<typeof packPage> {
    const { first, last } = this.extent.value;
    const rows: RecordRow[] = [];
    for (let seq = Math.max(from, first); seq < from + count && seq <= last; seq += 1)
      rows.push(fakeRow(seq, this.change(seq)));
    return packPage({ first, last, rows });
  }

  /** The numbers of the matches that were found, and how many were cut away. */
  private found({ filter, matches }: OpenView): { seqs: number[]; dropped: number } {
    const { first, last, scanned } = this.extent.value;
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

  private handlers(): Handlers<typeof recordsContract> {
    return {
      'records.tail': ({ rows }, { signal }) => this.tail(rows, signal),
      'records.rows': ({ from, count }) => {
        this.askedRows.push(from);
        return this.answer(() => this.pageOf(from, count));
      },
      'records.bytes': ({ offset, length }) => {
        this.askedBytes.push(offset);
        const { size } = this;
        const body = Uint8Array.from({ length: Math.max(0, Math.min(length, size - offset)) }, (_, index) =>
          this.byteAt(offset + index),
        );
        return this.answer(() => ({ output: { size }, body }));
      },
      'records.at': ({ at }) =>
        this.answer(() => {
          const { first, last } = this.extent.value;
          const seq = Math.ceil((at - 1_790_000_000_000_000) / 1000);
          return { seq: Math.min(Math.max(seq, first), last + 1) };
        }),
      'marks.watch': (_input, { signal }) => this.watchMarks(signal),
      ...this.viewHandlers(),
    };
  }

  private async *watchMarks(signal: AbortSignal): AsyncGenerator<MarkedStretch, void> {
    if (this.refusal !== null) throw new WirebenchError('BAD_REQUEST', this.refusal);
    yield* this.marked.changes(signal);
  }

  private viewHandlers(): Pick<
    Handlers<typeof recordsContract>,
    'views.open' | 'views.rows' | 'views.near' | 'views.ranges'
  > {
    return {
      'views.open': ({ filter, rows, from = 1 }, { signal }) => this.openView({ filter, from }, rows, signal),
      'views.rows': ({ view, from, count }) => {
        this.askedMatches.push(from);
        return this.answer(() => {
          const { seqs, dropped } = this.found(this.viewOf(view));
          const rows = seqs.slice(Math.max(0, from - dropped), Math.max(0, from - dropped + count));
          return packMatches({
            matches: seqs.length,
            dropped,
            rows: rows.map((seq) => fakeRow(seq, this.change(seq))),
          });
        });
      },
      'views.near': ({ view, seq, toward }) =>
        this.answer(() => {
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
        return this.answer(() => {
          this.viewOf(view);
          const ranges = this.ranges(seq).filter(({ from, to }) => from < offset + length && to > offset);
          return { ranges: [...ranges] };
        });
      },
    };
  }

  private async *tail(rows: number, signal: AbortSignal): AsyncGenerator<ReturnType<typeof packPage>> {
    for await (const { last } of this.extent.changes(signal))
      yield this.pageOf(Math.max(1, last - rows + 1), rows);
  }

  private async *openView(
    { filter, from }: { readonly filter: string; readonly from: number },
    count: number,
    signal: AbortSignal,
  ): ReturnType<Handlers<typeof recordsContract>['views.open']> {
    if (this.refusal !== null) throw new WirebenchError('BAD_REQUEST', this.refusal);
    const view = viewIdSchema.parse(`v${this.openedFilters.push(filter)}`);
    const { matches } = this;
    const opened: OpenView = { filter, matches: (seq, text) => seq >= from && matches(seq, text) };
    this.views.set(view, opened);
    this.openFilters.add(filter);
    try {
      for await (const { first, last, scanned } of this.extent.changes(signal)) {
        const { seqs, dropped } = this.found(opened);
        const rows = count === 0 ? [] : seqs.slice(-count).map((seq) => fakeRow(seq, this.change(seq)));
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
