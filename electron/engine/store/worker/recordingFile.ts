import { realpathSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { KeepLimit } from '../../../../shared/model/session.ts';
import { isBusy, onFile, reasonOf } from '../fileProblem.ts';
import { shrinkEmpty } from './shrinkEmpty.ts';
import { deleteJournal, deleteOrphanedJournal, inodeAt } from './journal.ts';
import { inTransaction, type FileChange } from './changeRecording.ts';
import type { AppendMessage } from '../protocol.ts';
import { createRecording } from './newRecording.ts';
import { RecordingCutter } from './recordingCutter.ts';
import { RecordingReads } from './recordingReads.ts';
import type { RecordingFileEvents } from './recordingFileEvents.ts';
import { partsFirst, type RecordingEntry } from './recordingEntry.ts';
import { RecordingTransaction } from './recordingTransaction.ts';
import { formatVersion } from '../schema.ts';
import type { RecordingHead } from '../store.ts';
import type { WritePatience } from '../writePatience.ts';
import { describeMissing, writeFailure, type WriteFailure } from './writeFailure.ts';

/** 50 ms: in that time another transaction may follow; then other files get their turn. */
const longestTurnMs = 50;
/** 12 MiB: batches that wait together are committed together, and the transaction still fits into the cache. */
const largestTransactionBytes = 12 * 1024 * 1024;
/** 1 MiB while a limit is kept: cutting and committing take turns. */
const limitedTransactionBytes = 1024 * 1024;
/** 64 KiB: the size from which transactions grow again after a failure. */
const smallTransactionBytes = 64 * 1024;

/** 100 ms until a locked file is tried again. */
const busyRetryMs = 100;
/**
 * A session file that is being written. Entries go into an open transaction, which is committed when no further message waits, when it is
 * large, and before anything else is done with the file. An entry is kept until it is committed: while the file is locked, or cannot be
 * written for another reason that may pass, all uncommitted entries wait and are tried again.
 */
export class RecordingFile {
  readonly path: string;
  /** Without symbolic links, so that any path can be recognized as this file. */
  readonly realPath: string;
  readonly database: DatabaseSync;
  readonly reads: RecordingReads;
  /** Copies under way. They read through this connection, so it closes after them. */
  readonly copies = new Set<Promise<unknown>>();
  private readonly events: RecordingFileEvents;
  private readonly patience: WritePatience;
  private readonly transaction: RecordingTransaction;
  readonly cutter: RecordingCutter;
  private waiting: RecordingEntry[] = [];
  /** After a failure it begins with a single entry and grows again: a disk that is almost full may still have a little room. */
  private transactionBytes = largestTransactionBytes;
  private commitSoon: NodeJS.Immediate | null = null;
  private busySinceMs: number | null = null;
  /** Set while the file is locked or held. */
  private retry: NodeJS.Timeout | null = null;
  private held: WriteFailure | null = null;
  private hasStopped = false;
  private readonly inode: number | null;

  private constructor(
    path: string,
    database: DatabaseSync,
    events: RecordingFileEvents,
    patience: WritePatience,
    firstSeq: number | undefined,
  ) {
    this.path = path;
    this.realPath = realpathSync(path);
    this.inode = inodeAt(path);
    this.database = database;
    this.events = events;
    this.patience = patience;
    this.reads = new RecordingReads(database, path, formatVersion);
    this.transaction = new RecordingTransaction(database, firstSeq);
    this.cutter = new RecordingCutter(database, {
      settleNow: () => this.settleNow(),
      cut: (first) => events.cut(first),
      freed: () => {
        if (this.held) this.tryNow();
      },
    });
  }

  /** Creates the file, which must not exist; an unfinished file is removed again. */
  static create(
    path: string,
    head: RecordingHead,
    events: RecordingFileEvents,
    patience: WritePatience,
  ): RecordingFile {
    return createRecording(
      path,
      head,
      (database) => new RecordingFile(path, database, events, patience, head.firstSeq),
    );
  }

  append(message: Pick<AppendMessage, 'batch' | 'peers' | 'meta'>): void {
    if (this.hasStopped) return;
    this.waiting.push(...partsFirst(message));
    if (this.retry) return;
    this.attempt(() => this.insertWaiting());
    if (this.transaction.bytes >= this.fullTransactionBytes) this.commit();
    else this.commitSoon ??= setImmediate(() => this.commit());
  }

  /**
   * Resolves when everything that was appended is committed, or cannot be now: the recording is held or has stopped. Failures are reported
   * as events, not thrown.
   */
  async settle(): Promise<void> {
    this.commit();
    while (this.isUnsettled && !(this.held && this.retry)) {
      if (this.retry) await delay(busyRetryMs);
      else await nextTurn();
    }
  }

  /** From now on keeps only the newest records; null keeps every record that comes. */
  keep(limit: KeepLimit | null): void {
    if (!this.hasStopped) this.cutter.keep(limit);
  }

  /** Whether the file cannot be written now. */
  get isHeld(): boolean {
    return this.held !== null;
  }

  /** Changes what a person may change of it, in a transaction of its own. Rejects, with a sentence, when the file cannot be written now. */
  async change<Answer>(change: FileChange<Answer>): Promise<Answer> {
    await this.settle();
    return onFile(this.path, () => inTransaction(this.database, change));
  }

  /** Retries at once instead of later. */
  tryNow(): void {
    if (this.retry) clearTimeout(this.retry);
    this.retry = null;
    this.commit();
  }

  /** Marks the file complete. After `stopped` the file stays incomplete: it ends where the recording did. */
  async finish(endedAt: number): Promise<void> {
    const meta = [
      ['ended_at', endedAt],
      ['complete', 1],
    ] as const;
    this.append({ batch: null, peers: [], meta });
    await this.settleOrGiveUp();
  }

  /** Commits and closes; leaves no journal beside the file. */
  async close(): Promise<void> {
    await this.settleOrGiveUp();
    await this.cutter.close(this.isLost ? 0 : this.patience.finishMs);
    await Promise.allSettled(this.copies);
    if (!this.database.isOpen) return;
    if (!this.isLost) {
      shrinkEmpty(this.database);
      deleteJournal(this.database);
    }
    this.database.close();
  }

  /**
   * True when the recording has stopped and its path has no file any more, or another one: the file and the journal now at that path are
   * not this recording's.
   */
  get isLost(): boolean {
    return this.hasStopped && inodeAt(this.path) !== this.inode;
  }

  private get isUnsettled(): boolean {
    return !this.hasStopped && (this.waiting.length > 0 || !this.transaction.isEmpty);
  }

  /** For the end of the recording: does not wait forever for a held file. */
  private async settleOrGiveUp(): Promise<void> {
    this.tryNow();
    await this.settle();
    const giveUpAtMs = performance.now() + this.patience.finishMs;
    while (this.isUnsettled) {
      if (performance.now() >= giveUpAtMs) this.giveUp();
      else await delay(busyRetryMs);
    }
  }

  private commit(): void {
    if (this.commitSoon) clearImmediate(this.commitSoon);
    this.commitSoon = null;
    if (!this.isUnsettled || this.retry) return;
    const endMs = performance.now() + longestTurnMs;
    this.attempt(() => {
      while (this.isUnsettled && performance.now() < endMs) {
        this.insertWaiting();
        this.commitOpen();
      }
      if (!this.isUnsettled) this.recover();
    });
    if (this.isUnsettled && !this.retry) this.commitSoon ??= setImmediate(() => this.commit());
  }

  /** Commits the open transaction, if there is one. False when that is not possible now. */
  private settleNow(): boolean {
    if (!this.hasStopped && !this.retry && !this.transaction.isEmpty) this.attempt(() => this.commitOpen());
    return !this.isLost && !this.database.isTransaction;
  }

  private get fullTransactionBytes(): number {
    return this.cutter.isLimiting ? limitedTransactionBytes : largestTransactionBytes;
  }

  private attempt(work: () => void): void {
    try {
      work();
      this.busySinceMs = null;
    } catch (error) {
      this.failed(error);
    }
  }

  /** Retries a locked file soon, holds a failure that may pass in another way, and ends the recording for any other. */
  private failed(error: unknown): void {
    if (isBusy(error) && !this.held && this.transaction.isWhole) {
      const nowMs = performance.now();
      this.busySinceMs ??= nowMs;
      if (nowMs - this.busySinceMs < this.patience.busyMs) {
        this.retry = setTimeout(() => this.tryNow(), busyRetryMs);
        return;
      }
    }
    this.waiting = [...this.transaction.takeBack(), ...this.waiting];
    this.transactionBytes = 0;
    if (reasonOf(error) === 'full') void this.cutter.letGo();
    const failure = writeFailure(error, this.path);
    if (failure.advice === null) this.stop(failure.cause);
    else this.hold(failure, failure.advice);
  }

  private hold(failure: WriteFailure, advice: string): void {
    this.retry = setTimeout(() => this.tryNow(), this.patience.heldRetryMs);
    const wasHeld = this.held !== null;
    this.held = failure;
    if (!wasHeld) this.events.held(`${failure.cause} ${advice}`, failure.cause);
  }

  private recover(): void {
    this.transactionBytes = this.fullTransactionBytes;
    if (!this.held) return;
    this.held = null;
    this.events.recovered();
  }

  /** Acquires the lock first, so that an entry either waits or is in the transaction. */
  private insertWaiting(): void {
    while (this.waiting.length > 0) {
      if (!this.transaction.isEmpty && this.transaction.bytes >= this.transactionBytes) return;
      this.transaction.begin();
      const entry = this.waiting.shift();
      if (entry) this.transaction.insert(entry);
    }
  }

  private commitOpen(): void {
    const insertedBytes = this.transaction.bytes;
    const { lastSeq, bytes, buffers } = this.transaction.commit();
    const grownBytes = 2 * Math.max(insertedBytes, this.transactionBytes, smallTransactionBytes);
    this.transactionBytes = Math.min(grownBytes, this.fullTransactionBytes);
    this.events.committed(lastSeq, bytes, buffers);
    this.cutter.noticed();
  }

  private giveUp(): void {
    const records = this.waiting.reduce((sum, { batch }) => sum + (batch?.count ?? 0), 0);
    this.stop(describeMissing(this.held?.cause ?? '', records));
  }

  private stop(message: string): void {
    this.hasStopped = true;
    if (this.retry) clearTimeout(this.retry);
    this.retry = null;
    this.held = null;
    this.waiting = [];
    deleteOrphanedJournal(this.path);
    this.events.stopped(message, this.transaction.committedTotal + 1);
  }
}
