import type { WirebenchClient } from '../../renderer/state/client.ts';
import { WirebenchError } from '../../shared/base/errors.ts';
import { Owner } from '../../shared/base/lifecycle.ts';
import { Cell } from '../../shared/base/signal.ts';
import { contract } from '../../shared/contract/contract.ts';
import type { RecordRow } from '../../shared/model/record.ts';
import { packPage } from '../../shared/model/recordPage.ts';
import { createClient } from '../../shared/rpc/client.ts';
import { createMemoryPair } from '../../shared/rpc/memory.ts';
import { serve, type Handlers } from '../../shared/rpc/serve.ts';

const recordsContract = {
  'records.tail': contract['records.tail'],
  'records.rows': contract['records.rows'],
  'records.bytes': contract['records.bytes'],
} as const;

/** An engine that has nothing but records, any number of them, and tells what it was asked for. */
export interface FakeRecords extends Disposable {
  readonly client: WirebenchClient;
  readonly total: Cell<number>;
  /** The first rows of the pages and the offsets of the bytes that were asked for, in order. */
  readonly askedRows: readonly number[];
  readonly askedBytes: readonly number[];
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
  initialTotal: number,
  byteAt: (offset: number) => number = (offset) => offset & 0xff,
  size = 1_000_000,
): FakeRecords {
  const total = new Cell(initialTotal);
  const askedRows: number[] = [];
  const askedBytes: number[] = [];
  let refusal: string | null = null;
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  let atOnce = 0;
  let most = 0;
  const answer = async <Value>(value: () => Value): Promise<Value> => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await gate.promise;
    atOnce -= 1;
    if (refusal !== null) throw new WirebenchError('INTERNAL', refusal);
    return value();
  };
  const pageOf = (from: number, count: number): ReturnType<typeof packPage> => {
    const rows: RecordRow[] = [];
    for (let seq = from; seq < from + count && seq <= total.value; seq += 1) rows.push(fakeRow(seq));
    return packPage({ total: total.value, rows });
  };
  const servers = new Owner();
  const handlers: Handlers<typeof recordsContract> = {
    async *'records.tail'({ rows }, { signal }) {
      for await (const now of total.changes(signal)) yield pageOf(Math.max(1, now - rows + 1), rows);
    },
    'records.rows': ({ from, count }) => {
      askedRows.push(from);
      return answer(() => pageOf(from, count));
    },
    'records.bytes': ({ offset, length }) => {
      askedBytes.push(offset);
      const body = Uint8Array.from({ length: Math.max(0, Math.min(length, size - offset)) }, (_, index) =>
        byteAt(offset + index),
      );
      return answer(() => ({ output: { size }, body }));
    },
  };
  const client = createClient(contract);
  const reconnect = (): void => {
    const [near, far] = createMemoryPair();
    servers.add(serve(recordsContract, handlers, far));
    client.attach(near);
  };
  reconnect();
  return {
    client,
    total,
    askedRows,
    askedBytes,
    mostAtOnce: () => most,
    refuse: (sentence) => {
      refusal = sentence;
    },
    hold: () => {
      gate = Promise.withResolvers<void>();
    },
    release: () => gate.resolve(),
    reconnect,
    [Symbol.dispose]: () => {
      gate.resolve();
      client.dispose();
      servers.dispose();
    },
  };
}
