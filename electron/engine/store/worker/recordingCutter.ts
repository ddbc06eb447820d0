import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeepLimit } from '../../../../shared/model/session.ts';
import { isBusy, reasonOf } from '../fileProblem.ts';
import type { ClearedRecords } from '../clearedRecords.ts';
import { RecordingCuts } from './recordingCuts.ts';

/** 8 ms of cutting at a time: the recording waits no longer than that for it. */
const turnMs = 8;
/** 40 ms after a batch while the excess is four times what is allowed: in a flood the shorter turns would not suffice. */
const hurriedTurnMs = 40;
const hurriedSlacks = 4;
/** 250 ms after the last record the limit is met exactly, however small the excess. */
const idleMs = 250;
/** 1 s until a failed turn is tried again; on a full disk the first retry is immediate, with less to do. */
const retryMs = 1000;
/** 20 ms while somebody reads the file: a page takes less. */
const busyRetryMs = 20;
/** 256 free pages, 4 MiB, may stay in a file with a limit: the next records use them, and nothing has to be moved for that. */
const sparePages = 256;

/** The excess may be a sixteenth of the limit, but at most 4,096 payloads or 4 MiB, before a flood is interrupted for cutting. */
const slackShare = 16;
const largestSlack = { payloads: 4096, bytes: 4 * 1024 * 1024 } as const;

/** The file, as its cutter sees it. */
interface CutterOwner {
  /** Commits the open transaction. False when that is not possible now. */
  settleNow(): boolean;
  /** Records before `first` no longer count, and that is committed. */
  cut(first: number): void;
  /** There is room in the file, or on the disk. */
  freed(): void;
}

/** Cuts old records from a file that is being written: in turns between its transactions, so that these go on. */
export class RecordingCutter {
  private readonly database: DatabaseSync;
  private readonly cuts: RecordingCuts;
  private readonly owner: CutterOwner;
  private limit: KeepLimit | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isTurning = false;
  private isClosed = false;
  private waiters: (() => void)[] = [];

  constructor(database: DatabaseSync, owner: CutterOwner) {
    this.database = database;
    this.cuts = new RecordingCuts(database);
    this.owner = owner;
  }

  /** While there is a limit, batches are committed one by one, so that cutting keeps pace with them. */
  get isLimiting(): boolean {
    return this.limit !== null;
  }

  /** From now on keeps only the newest records; null keeps every record that comes. */
  keep(limit: KeepLimit | null): void {
    this.limit = limit;
    this.soon(0);
  }

  /**
   * Removes every record from the file; their rows stay until they come back or are let go. Throws what SQLite throws when the file cannot be
   * written; then nothing has changed.
   */
  clear(path: string): ClearedRecords {
    const cleared = this.transact(() => this.cuts.clear(path));
    this.cuts.keep(cleared);
    return cleared;
  }

  /** Throws as `clear`, and as `RecordingCuts.bringBack`. */
  bringBack(cleared: ClearedRecords): void {
    this.transact(() => this.cuts.bringBack(cleared));
    this.cuts.letGo(cleared);
    this.soon(0);
  }

  /** Cleared records will not come back; all of them unless told. Resolves when their space is free, or the file is closed. */
  letGo(cleared?: ClearedRecords): Promise<void> {
    this.cuts.letGo(cleared);
    if (this.isClosed) return Promise.resolve();
    this.soon(0);
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  /** A commit has happened. */
  noticed(): void {
    if (!this.limit || this.isTurning || this.isClosed) return;
    const excess = this.cuts.excess(this.limit);
    if (excess <= 0) return;
    const slack = slackOf(this.limit);
    if (excess < slack) this.soon(idleMs);
    else this.turn(excess < hurriedSlacks * slack ? turnMs : hurriedTurnMs);
  }

  /** Finishes the remaining cutting within the given number of milliseconds, then stops; 0 when the file must not be touched. */
  async close(longestMs: number): Promise<void> {
    const giveUpMs = performance.now() + longestMs;
    if (longestMs > 0) this.dropUnfinished();
    while (performance.now() < giveUpMs && this.turn()) await nextTurn();
    this.isClosed = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.wake();
  }

  /** Deletes the parts of a large record that was not written to its end. On a full disk they may have to stay; nobody sees them. */
  private dropUnfinished(): void {
    try {
      if (this.owner.settleNow()) this.transact(() => this.cuts.dropUnfinished());
    } catch {
      // The file is closed with them.
    }
  }

  private soon(delayMs: number): void {
    if (this.isClosed) return;
    if (this.timer && delayMs > 0) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.turn();
    }, delayMs);
  }

  /** One transaction of cutting. True when more can be done at once, which is then scheduled. */
  private turn(longestMs = turnMs): boolean {
    if (this.isTurning || this.isClosed) return false;
    this.isTurning = true;
    try {
      return this.tryTurn(longestMs);
    } catch (error) {
      this.failed(error);
      return false;
    } finally {
      this.isTurning = false;
    }
  }

  /** Reports nothing: if the failure also affects the recording, the recording itself reports it. */
  private failed(error: unknown): void {
    const isFirstTime = reasonOf(error) === 'full' && !this.cuts.isCautious;
    if (isFirstTime) this.cuts.becomeCautious();
    if (isFirstTime) this.soon(0);
    else this.soon(isBusy(error) ? busyRetryMs : retryMs);
  }

  private tryTurn(longestMs: number): boolean {
    if (!this.owner.settleNow()) {
      this.soon(retryMs);
      return false;
    }
    const isMore = this.transact(() => this.work(longestMs));
    if (isMore) {
      this.soon(0);
    } else {
      this.cuts.isCautious = false;
      this.wake();
    }
    return isMore;
  }

  private transact<Value>(work: () => Value): Value {
    const before = this.cuts.first;
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const value = work();
      this.database.exec('COMMIT');
      if (this.cuts.first !== before) this.owner.cut(this.cuts.first);
      this.owner.freed();
      return value;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      this.cuts.reload();
      throw error;
    }
  }

  /** Works portion by portion, until nothing is left or the time is up. */
  private work(longestMs: number): boolean {
    const endMs = performance.now() + longestMs;
    do if (!this.portion()) return false;
    while (!this.cuts.isCautious && performance.now() < endMs);
    return true;
  }

  private portion(): boolean {
    if (this.limit && this.cuts.excess(this.limit) > 0) {
      this.cuts.trim(this.limit);
      return true;
    }
    return this.cuts.sweep() || this.cuts.vacuum(this.limit ? sparePages : 0);
  }

  private wake(): void {
    for (const wake of this.waiters.splice(0)) wake();
  }
}

function slackOf(limit: KeepLimit): number {
  const [kept, largest] =
    'payloads' in limit ? [limit.payloads, largestSlack.payloads] : [limit.bytes, largestSlack.bytes];
  return Math.min(largest, Math.ceil(kept / slackShare));
}
