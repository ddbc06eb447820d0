import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import type {
  NewRecord,
  RecordingHead,
  RecordWriter,
  RecordWriterEvents,
  Store,
} from '../../../electron/engine/store/store.ts';
import { storeWorkerUrl } from '../../../electron/workerUrls.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';

export const workerUrl = storeWorkerUrl();

export const head: RecordingHead = {
  name: 'Echo',
  endpoint: endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9000' }),
  startedAt: 1_700_000_000_000_000,
};

/** An empty payload received from peer 1, unless told otherwise. */
export function record(fields: Partial<NewRecord> = {}): NewRecord {
  const bytes = new Uint8Array(0);
  return { at: head.startedAt, peer: 1, direction: 'in', kind: 'data', bytes, note: null, ...fields };
}

export function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

/** `size` bytes of which any window tells where it was taken. */
export function pattern(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) bytes[at] = (at * 31 + (at >> 8) * 7 + (at >> 16)) & 0xff;
  return bytes;
}

type Told =
  | { readonly what: 'committed'; readonly total: number }
  | { readonly what: 'cut'; readonly first: number }
  | { readonly what: 'filled' | 'drained' | 'recovered' }
  | { readonly what: 'held'; readonly message: string }
  | { readonly what: 'stopped'; readonly message: string; readonly fromSeq: number };

/** Keeps what a writer tells, in order, and wakes who waits for it. */
export class Listener {
  readonly told: Told[] = [];
  private waiting: (() => void)[] = [];

  readonly events: RecordWriterEvents = {
    committed: (total) => this.tell({ what: 'committed', total }),
    cut: (first) => this.tell({ what: 'cut', first }),
    filled: () => this.tell({ what: 'filled' }),
    drained: () => this.tell({ what: 'drained' }),
    held: (message) => this.tell({ what: 'held', message }),
    recovered: () => this.tell({ what: 'recovered' }),
    stopped: (message, fromSeq) => this.tell({ what: 'stopped', message, fromSeq }),
  };

  all<What extends Told['what']>(what: What): Extract<Told, { what: What }>[] {
    return this.told.filter((told): told is Extract<Told, { what: What }> => told.what === what);
  }

  get committed(): number {
    return this.all('committed').at(-1)?.total ?? 0;
  }

  async next(what: Told['what']): Promise<void> {
    const before = this.told.filter((told) => told.what === what).length;
    while (this.told.filter((told) => told.what === what).length === before) {
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }

  private tell(told: Told): void {
    this.told.push(told);
    for (const wake of this.waiting.splice(0)) wake();
  }
}

/** A store, and a folder for recordings; both are gone at the end. */
export class StoreFixture implements AsyncDisposable {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'wirebench-store-'));
  readonly store: Store;

  constructor(store: Store = createStore({ workerUrl })) {
    this.store = store;
  }

  path(name = 'session.wbs'): string {
    return join(this.folder, name);
  }

  async create(name?: string): Promise<{ writer: RecordWriter; listener: Listener; path: string }> {
    const listener = new Listener();
    const path = this.path(name);
    return { writer: await this.store.create(path, head, listener.events), listener, path };
  }

  /** A finished recording of these payloads. */
  async recording(payloads: readonly Partial<NewRecord>[], name?: string): Promise<string> {
    const { writer, path } = await this.create(name);
    writer.peer(1, '127.0.0.1:9000');
    for (const payload of payloads) writer.append(record(payload));
    await writer.finish(head.startedAt + 1_000_000);
    return path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Reads all there is; what it finds wrong comes out as a rejection. */
export async function readAll(store: Store, path: string): Promise<number> {
  const reader = await store.open(path);
  try {
    const { records } = await reader.info();
    for (let from = 1; from <= records; from += 512) {
      for (const row of (await reader.rows({ from, count: 512 })).rows)
        await reader.bytes({ seq: row.seq, offset: 0, length: row.size });
    }
    await reader.tail({ rows: 256 });
    return records;
  } finally {
    await reader.close();
  }
}

/** The code and the sentence a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<{ code: unknown; message: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('It was not rejected.');
}
