import type { DatabaseSync } from 'node:sqlite';
import { BatchCursor } from '../batch.ts';
import type { RecordingEntry } from './recordingEntry.ts';
import { RecordingInserts } from './recordingInserts.ts';
import { Tally } from './tally.ts';

/** The content that a commit has put into the file: records up to `lastSeq`, from `bytes` of batches, whose buffers are free again. */
interface Committed {
  readonly lastSeq: number;
  readonly bytes: number;
  readonly buffers: ArrayBuffer[];
}

/** The transaction that collects entries. It keeps them until they are committed, so that a failure can give them back. */
export class RecordingTransaction {
  private readonly database: DatabaseSync;
  private readonly inserts: RecordingInserts;
  private entries: RecordingEntry[] = [];
  private insertedBytes = 0;
  private tally = new Tally();
  private committedSeq: number;
  private lastSeq: number;
  private isInserting = false;

  constructor(database: DatabaseSync, firstSeq = 1) {
    this.database = database;
    this.committedSeq = firstSeq - 1;
    this.lastSeq = firstSeq - 1;
    this.inserts = new RecordingInserts(database);
  }

  get bytes(): number {
    return this.insertedBytes;
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** False when a failure left a part of an entry in it, or SQLite has undone it: then it must be taken back. */
  get isWhole(): boolean {
    return !this.isInserting && (this.isEmpty || this.database.isTransaction);
  }

  /** Records up to here are in the file. */
  get committedTotal(): number {
    return this.committedSeq;
  }

  /** Acquires the lock, unless it is held already: an error thrown here has changed nothing. */
  begin(): void {
    if (!this.database.isTransaction) this.database.exec('BEGIN IMMEDIATE');
  }

  insert(entry: RecordingEntry): void {
    const { batch, peers, meta, parts } = entry;
    this.entries.push(entry);
    this.isInserting = true;
    for (const peer of peers) this.inserts.insertPeer(peer);
    for (const pair of meta) this.inserts.setMeta(pair);
    if (parts) this.insertedBytes += this.inserts.insertParts(parts);
    if (batch) {
      const cursor = new BatchCursor(batch);
      while (cursor.next()) {
        this.inserts.insertRecord(cursor);
        this.tally.add(cursor.seq, cursor.at, cursor.peer, cursor.direction, cursor.kind, cursor.size);
      }
      this.lastSeq = cursor.seq;
      this.insertedBytes += batch.usedBytes;
    }
    this.isInserting = false;
  }

  commit(): Committed {
    this.inserts.finish(this.tally);
    // A commit that finds the file locked leaves the transaction open and is tried again; a new tally prevents counting twice.
    this.tally = new Tally();
    this.database.exec('COMMIT');
    this.committedSeq = this.lastSeq;
    const batches = this.forget().flatMap(({ batch }) => (batch ? [batch] : []));
    // A gigabyte should not wait for the garbage collector, which has nothing else to do here: emptied, it is free at once.
    for (const { given } of batches) given?.transfer(0);
    const bytes = batches.reduce((sum, { usedBytes }) => sum + usedBytes, 0);
    return { lastSeq: this.committedSeq, bytes, buffers: batches.map(({ buffer }) => buffer) };
  }

  /** Undoes the transaction, and returns its entries, in order. */
  takeBack(): RecordingEntry[] {
    try {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
    } catch {
      // SQLite rolls back by itself when the file is used the next time.
    }
    this.lastSeq = this.committedSeq;
    return this.forget();
  }

  private forget(): RecordingEntry[] {
    const { entries } = this;
    this.entries = [];
    this.insertedBytes = 0;
    this.tally = new Tally();
    this.isInserting = false;
    return entries;
  }
}
