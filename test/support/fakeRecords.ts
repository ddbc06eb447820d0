import type { WirebenchClient } from '../../renderer/state/base/client.ts';
import { WirebenchError } from '../../shared/base/errors.ts';
import { Owner } from '../../shared/base/lifecycle.ts';
import { Cell } from '../../shared/base/signal.ts';
import { contract } from '../../shared/contract/contract.ts';
import type { ByteRange } from '../../shared/model/filteredView.ts';
import type { MarkedStretch } from '../../shared/model/mark.ts';
import type { RecordRow } from '../../shared/model/record.ts';
import { packPage } from '../../shared/model/recordPage.ts';
import { createClient } from '../../shared/rpc/client.ts';
import { FakeViews, type FakeExtent } from './fakeViews.ts';
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

class MemoryRecords implements FakeRecords {
  readonly client = createClient(contract);
  readonly extent: Cell<FakeExtent>;
  readonly askedRows: number[] = [];
  readonly askedBytes: number[] = [];
  private readonly byteAt: (offset: number) => number;
  private readonly size: number;
  private readonly servers = new Owner();
  private readonly views: FakeViews;
  private change: (seq: number) => Partial<RecordRow> = () => ({});
  private refusal: string | null = null;
  private gate = Promise.withResolvers<void>();
  private readonly marked = new Cell<MarkedStretch>({ from: 1, to: Number.MAX_SAFE_INTEGER, marks: [] });
  private atOnce = 0;
  private most = 0;

  constructor(last: number, byteAt: (offset: number) => number, size: number) {
    this.extent = new Cell<FakeExtent>({ first: 1, last, scanned: null });
    this.byteAt = byteAt;
    this.size = size;
    this.views = new FakeViews({
      extent: this.extent,
      rowOf: (seq) => fakeRow(seq, this.change(seq)),
      answer: (value) => this.answer(value),
      check: () => this.check(),
    });
    this.gate.resolve();
    this.reconnect();
  }

  grow(last: number): void {
    this.extent.set({ ...this.extent.value, last });
  }

  cut(first: number): void {
    this.extent.set({ ...this.extent.value, first });
  }

  match(matches: FakeViews['matches']): void {
    this.views.matches = matches;
  }

  row(change: (seq: number) => Partial<RecordRow>): void {
    this.change = change;
  }

  mark(ranges: (seq: number) => readonly ByteRange[]): void {
    this.views.ranges = ranges;
  }

  setMarks(stretch: MarkedStretch): void {
    this.marked.set(stretch);
  }

  get askedMatches(): readonly number[] {
    return this.views.askedMatches;
  }

  get askedRanges(): readonly number[] {
    return this.views.askedRanges;
  }

  get openedFilters(): readonly string[] {
    return this.views.openedFilters;
  }

  get openFilters(): ReadonlySet<string> {
    return this.views.openFilters;
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
    this.views.forget();
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

  /** A subscription is refused as it begins. */
  private check(): void {
    if (this.refusal !== null) throw new WirebenchError('BAD_REQUEST', this.refusal);
  }

  private pageOf(from: number, count: number): ReturnType<typeof packPage> {
    const { first, last } = this.extent.value;
    const rows: RecordRow[] = [];
    for (let seq = Math.max(from, first); seq < from + count && seq <= last; seq += 1)
      rows.push(fakeRow(seq, this.change(seq)));
    return packPage({ first, last, rows });
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
      ...this.views.handlers(),
    };
  }

  private async *watchMarks(signal: AbortSignal): AsyncGenerator<MarkedStretch, void> {
    this.check();
    yield* this.marked.changes(signal);
  }

  private async *tail(rows: number, signal: AbortSignal): AsyncGenerator<ReturnType<typeof packPage>> {
    for await (const { last } of this.extent.changes(signal))
      yield this.pageOf(Math.max(1, last - rows + 1), rows);
  }
}
