import { closeSync, existsSync, openSync, realpathSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { toWireError } from '../../../shared/base/errors.ts';
import { BatchCursor } from './batch.ts';
import { fileProblem, isBusy, onFile } from './fileProblem.ts';
import type { AppendMessage } from './protocol.ts';
import { createTables, RecordingInserts } from './recordingInserts.ts';
import { RecordingReads } from './recordingReads.ts';
import { writerPragmas } from './schema.ts';
import type { RecordingHead } from './store.ts';
import { Tally } from './tally.ts';

/** 12 MiB: batches that wait together are committed together, and the transaction still fits into the cache. */
const largestTransactionBytes = 12 * 1024 * 1024;

/** 50 ms is how long the worker, and with it every other session, is held by a lock of another program. Then it is tried again later. */
const busyTimeoutMs = 50;
const busyRetryMs = 100;
/** 30 s: a person who looks at the file with another program is waited for; one who left a transaction open there is not. */
const longestBusyMs = 30_000;

/** What is to be written: a message of the writer, or what `finish` adds. */
export type RecordingEntry = Pick<AppendMessage, 'batch' | 'peers' | 'meta'>;

export interface RecordingFileEvents {
  committed(total: number, bytes: number, buffers: ArrayBuffer[]): void;
  stopped(message: string, fromSeq: number): void;
}

/**
 * A session file that is being written. Entries go into an open transaction, which is committed when no further message waits, when it
 * is large, and before anything else is done with the file. While another program has the file locked, entries wait.
 */
export class RecordingFile {
  readonly path: string;
  /** Without symbolic links: by it, a path that is asked for is known to be this file. */
  readonly realPath: string;
  readonly database: DatabaseSync;
  readonly reads: RecordingReads;
  /** Copies under way. They read through this connection, so it is closed after them. */
  readonly copies = new Set<Promise<unknown>>();
  private readonly events: RecordingFileEvents;
  private readonly inserts: RecordingInserts;
  private waiting: RecordingEntry[] = [];
  private total = 0;
  /** Of the open transaction. */
  private tally = new Tally();
  private lastSeq = 0;
  private openEntries = 0;
  private openBytes = 0;
  private openBuffers: ArrayBuffer[] = [];
  private commitSoon: NodeJS.Immediate | null = null;
  private busySinceMs: number | null = null;
  /** Set while another program has the file locked. */
  private retry: NodeJS.Timeout | null = null;
  private hasStopped = false;

  private constructor(path: string, database: DatabaseSync, events: RecordingFileEvents) {
    this.path = path;
    this.realPath = realpathSync(path);
    this.database = database;
    this.events = events;
    this.reads = new RecordingReads(database, path);
    this.inserts = new RecordingInserts(database);
  }

  /** Makes the file, which must not exist; what cannot be finished is taken away again. Only its owner may read it: it holds traffic. */
  static create(path: string, head: RecordingHead, events: RecordingFileEvents): RecordingFile {
    return onFile(path, () => {
      closeSync(openSync(path, 'wx', 0o600));
      let database: DatabaseSync | null = null;
      try {
        database = new DatabaseSync(path, { timeout: busyTimeoutMs });
        database.exec(writerPragmas);
        database.exec('BEGIN');
        createTables(database, head);
        database.exec('COMMIT');
        return new RecordingFile(path, database, events);
      } catch (error) {
        database?.close();
        rmSync(path, { force: true });
        rmSync(`${path}-journal`, { force: true });
        throw error;
      }
    });
  }

  append(entry: RecordingEntry): void {
    if (this.hasStopped) return;
    this.waiting.push(entry);
    if (this.retry) return;
    this.attempt(() => this.insertWaiting());
    if (this.openBytes >= largestTransactionBytes) this.commit();
    else this.commitSoon ??= setImmediate(() => this.commit());
  }

  /** Resolves when everything that was appended is committed, or the recording has stopped; a failure is told as `stopped`, not thrown. */
  async settle(): Promise<void> {
    this.commit();
    while (this.isUnsettled) await delay(busyRetryMs);
  }

  /** Marks the file complete. After `stopped` it is not: it ends where the recording did. */
  async finish(endedAt: number): Promise<void> {
    const meta = [
      ['ended_at', endedAt],
      ['complete', 1],
    ] as const;
    this.append({ batch: null, peers: [], meta });
    await this.settle();
  }

  /** Commits and closes; of the journal nothing stays beside the file. */
  async close(): Promise<void> {
    await this.settle();
    await Promise.allSettled(this.copies);
    if (!this.database.isOpen) return;
    try {
      this.database.exec('PRAGMA journal_mode=DELETE');
    } catch {
      // A journal that stays is an empty one and harmless.
    }
    this.database.close();
  }

  private get isUnsettled(): boolean {
    return !this.hasStopped && (this.waiting.length > 0 || this.openEntries > 0);
  }

  private commit(): void {
    if (this.commitSoon) clearImmediate(this.commitSoon);
    this.commitSoon = null;
    if (!this.isUnsettled || this.retry) return;
    this.attempt(() => {
      this.insertWaiting();
      this.commitOpen();
    });
  }

  /** Does it, or tries again later where another program has the file locked, or stops. */
  private attempt(work: () => void): void {
    try {
      work();
      this.busySinceMs = null;
    } catch (error) {
      const nowMs = performance.now();
      this.busySinceMs ??= nowMs;
      if (!isBusy(error) || nowMs - this.busySinceMs > longestBusyMs) this.stop(error);
      else this.retry = setTimeout(() => this.commitAgain(), busyRetryMs);
    }
  }

  private commitAgain(): void {
    this.retry = null;
    this.commit();
  }

  /** Takes the lock first, so that an entry is inserted whole or still waits. */
  private insertWaiting(): void {
    for (let entry = this.waiting[0]; entry; entry = this.waiting[0]) {
      if (!this.database.isTransaction) this.database.exec('BEGIN IMMEDIATE');
      this.insert(entry);
      this.waiting.shift();
    }
  }

  private insert({ batch, peers, meta }: RecordingEntry): void {
    this.openEntries += 1;
    for (const peer of peers) this.inserts.insertPeer(peer);
    for (const pair of meta) this.inserts.setMeta(pair);
    if (!batch) return;
    const cursor = new BatchCursor(batch);
    while (cursor.next()) {
      this.inserts.insertRecord(cursor);
      this.tally.add(cursor.kind, cursor.direction, cursor.size, cursor.peer, cursor.at);
    }
    this.lastSeq = cursor.seq;
    this.openBytes += batch.usedBytes;
    this.openBuffers.push(batch.buffer);
  }

  private commitOpen(): void {
    this.inserts.addTally(this.tally);
    // A commit that finds the file locked leaves the transaction open and is tried again; what was counted is not counted twice.
    this.tally = new Tally();
    this.database.exec('COMMIT');
    const { openBytes, openBuffers } = this;
    this.total = this.lastSeq;
    this.forgetOpen();
    this.events.committed(this.total, openBytes, openBuffers);
  }

  private forgetOpen(): void {
    this.tally = new Tally();
    this.openEntries = 0;
    this.openBytes = 0;
    this.openBuffers = [];
  }

  private stop(error: unknown): void {
    this.hasStopped = true;
    this.waiting = [];
    this.forgetOpen();
    try {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
    } catch {
      // SQLite rolls back by itself on the next read.
    }
    // The journal of a file that is not there any more would keep this connection from reading what was committed.
    if (!existsSync(this.path)) rmSync(`${this.path}-journal`, { force: true });
    this.events.stopped(toWireError(fileProblem(error, this.path)).message, this.total + 1);
  }
}
