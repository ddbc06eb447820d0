import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Direction } from '../../../../shared/model/record.ts';
import type { ClearedRecords } from '../clearedRecords.ts';
import { requireWhole, returnCounts, takeCounts } from './clearedCounts.ts';
import { deleteMarksBefore } from './markReads.ts';
import { sealMeta } from './metaSum.ts';
import type { KeepLimit } from '../../../../shared/model/session.ts';
import { isPayloadSql as isPayload, secondSql } from './countSql.ts';
import { versionOf } from './openRecording.ts';
import { oldestDetailedVersion } from '../schema.ts';
import { Tally } from './tally.ts';

/** 4,000 records are subtracted from the counts in some 3 ms. */
const recordsAtATime = 4000;
/** 8 parts, 8 MiB, or 128 free pages, 2 MiB: a few milliseconds each. */
const partsAtATime = 8;
const pagesAtATime = 128;

/**
 * A deletion that takes less than 2 ms is followed by one twice as large, up to 4,000 records; one of more than 4 ms by one half as large.
 */
const shortDeletionMs = 2;
const longDeletionMs = 4;
const largestDeletion = 4000;

/** Not every `failed` is about a link; a detail that is not JSON was written by somebody else. */
const linkFailedSql = "(kind = 'failed' AND iif(json_valid(detail), detail ->> '$.what' IS 'link', 0))";

/** The records cut from one second, peer and direction; `direction` is null for events. */
interface CutRow {
  readonly second: number;
  readonly peer: number | null;
  readonly direction: Direction | null;
  readonly records: number;
  readonly bytes: number;
}

/**
 * Removes the oldest records from a session file, in portions of a few milliseconds; the transaction is the caller's. First they are
 * subtracted from all counts, and `first` is set behind them: from then on nobody sees them. Then their rows are deleted, unless they may come
 * back, and then the free pages are given back to the disk.
 */
export class RecordingCuts {
  /** The number of the oldest record that counts. */
  first: number;
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  /**
   * Set after a failure: on a full disk a transaction must fit into the space that the journal has already. So each has one small portion,
   * until there is room again.
   */
  isCautious = false;
  /** Where those begin that are deleted and may come back: their rows stay. */
  private readonly returnable = new Set<number>();
  private deletedAtATime = 64;
  private readonly linkFailed: string;

  constructor(database: DatabaseSync) {
    this.database = database;
    this.first = this.readFirst();
    this.linkFailed = versionOf(database) < oldestDetailedVersion ? '0' : linkFailedSql;
  }

  /** To be called after a transaction was rolled back. */
  reload(): void {
    this.first = this.readFirst();
  }

  /** To be called after a transaction for which there was no room. */
  becomeCautious(): void {
    this.isCautious = true;
    this.deletedAtATime = 1;
  }

  /** By how many payloads, or bytes of payloads, the file exceeds the limit. The newest payload always stays. */
  excess(limit: KeepLimit): number {
    const { payloads, bytes } = this.totals();
    if (payloads <= 1) return 0;
    return 'payloads' in limit ? payloads - limit.payloads : bytes - limit.bytes;
  }

  /**
   * Subtracts a portion of the excess from the counts; there must be some. Events go with the payload that follows them. What was deleted
   * before is older, and beyond the limit, too: it does not come back.
   */
  trim(limit: KeepLimit): void {
    this.returnable.clear();
    const first = this.endOfExcess(limit) + 1;
    const cut = new Tally();
    for (const { second, peer, direction, records, bytes } of this.cutRows(first)) {
      cut.addMany(second, peer, direction, records, bytes);
    }
    this.subtract(cut, first);
    this.setFirst(first);
  }

  /** Subtracts all records from the counts. Their rows are deleted unless they are kept. */
  clear(path: string): ClearedRecords {
    const cleared = takeCounts(this.database, path, this.first);
    this.setFirst(cleared.to + 1);
    return cleared;
  }

  /** To be called when they are cleared, and that is committed. */
  keep({ from, to }: ClearedRecords): void {
    if (from <= to) this.keepFrom(from);
  }

  /** The rows from this one on stay, though they do not count. */
  keepFrom(seq: number): void {
    this.returnable.add(seq);
  }

  /**
   * Counts records again that were cleared. Throws NOT_FOUND where some are gone, and WRONG_STATE where others were cleared after them and are
   * not back.
   */
  bringBack(cleared: ClearedRecords): void {
    if (cleared.to < cleared.from) return;
    requireWhole(this.database, this.first, cleared);
    this.setFirst(cleared.from);
    returnCounts(this.database, cleared);
  }

  /** Kept records came back, or will not; all of them unless told. */
  letGo(cleared?: ClearedRecords): void {
    if (cleared) this.returnable.delete(cleared.from);
    else this.returnable.clear();
  }

  /** Deletes a portion of the rows that no longer count. False when there are none. */
  sweep(): boolean {
    return this.sweepParts() || this.sweepRecords();
  }

  /** Gives a portion of the free pages beyond `spare` back to the disk. False when there are none. */
  vacuum(spare: number): boolean {
    const pages = this.freePages() - spare;
    if (pages <= 0) return false;
    this.database.exec(`PRAGMA incremental_vacuum(${Math.min(pages, this.isCautious ? 1 : pagesAtATime)})`);
    this.isCautious = false;
    return true;
  }

  /** Deletes the parts of a record that never came. */
  dropUnfinished(): void {
    const sql = 'DELETE FROM parts WHERE seq > coalesce((SELECT max(seq) FROM records), 0)';
    this.statement(sql).run();
  }

  /** The rows before it go. */
  private get firstKept(): number {
    return Math.min(this.first, ...this.returnable);
  }

  private readFirst(): number {
    return Number(this.get("SELECT value AS first FROM meta WHERE key = 'first'")?.['first'] ?? 1);
  }

  private freePages(): number {
    return Number(this.get('PRAGMA freelist_count')?.['freelist_count']);
  }

  private totals(): { payloads: number; bytes: number } {
    const row = this.get(
      'SELECT frames_in + frames_out AS payloads, bytes_in + bytes_out AS bytes FROM totals',
    );
    return { payloads: Number(row?.['payloads']), bytes: Number(row?.['bytes']) };
  }

  /** The last record of the next portion of the excess, which never includes the newest payload. */
  private endOfExcess(limit: KeepLimit): number {
    const excess = this.excess(limit);
    const newest = this.get(`SELECT seq FROM records WHERE ${isPayload} ORDER BY seq DESC LIMIT 1`)?.['seq'];
    const end = Math.min(this.first + recordsAtATime, Number(newest));
    const weight = 'payloads' in limit ? '1' : 'size';
    const found = this.get(
      'SELECT max(iif(passed - weight < ?, seq, NULL)) AS last, coalesce(max(passed), 0) AS passed FROM ' +
        `(SELECT seq, ${weight} AS weight, sum(${weight}) OVER (ORDER BY seq) AS passed FROM records ` +
        `WHERE seq >= ? AND seq < ? AND ${isPayload})`,
      excess,
      this.first,
      end,
    );
    return Number(found?.['passed']) < excess ? end - 1 : Number(found?.['last']);
  }

  private cutRows(first: number): CutRow[] {
    const select = this.statement(
      `SELECT ${secondSql} AS second, peer, iif(${isPayload}, direction, NULL) AS direction, ` +
        'count(*) AS records, sum(size) AS bytes FROM records WHERE seq >= ? AND seq < ? GROUP BY 1, 2, 3',
    );
    return select.all(this.first, first).map((row) => ({
      second: Number(row['second']),
      peer: row['peer'] === null ? null : Number(row['peer']),
      direction: row['direction'] === 'in' || row['direction'] === 'out' ? row['direction'] : null,
      records: Number(row['records']),
      bytes: Number(row['bytes']),
    }));
  }

  private subtract(cut: Tally, first: number): void {
    this.statement(
      'UPDATE totals SET records = records - ?, frames_in = frames_in - ?, frames_out = frames_out - ?, ' +
        'bytes_in = bytes_in - ?, bytes_out = bytes_out - ?',
    ).run(cut.records, cut.payloadsIn, cut.payloadsOut, cut.bytesIn, cut.bytesOut);
    const fromSecond = this.statement(
      'UPDATE seconds SET records = records - ?, frames_in = frames_in - ?, frames_out = frames_out - ?, ' +
        'bytes_in = bytes_in - ?, bytes_out = bytes_out - ? WHERE second = ?',
    );
    for (const [second, passed] of cut.seconds) {
      const { records, payloadsIn, payloadsOut, bytesIn, bytesOut } = passed;
      fromSecond.run(records, payloadsIn, payloadsOut, bytesIn, bytesOut, second);
      this.findFirstOf(second, first);
    }
    const fromPeer = this.statement(
      'UPDATE peers SET bytes_in = bytes_in - ?, bytes_out = bytes_out - ? WHERE id = ?',
    );
    for (const [id, { bytesIn, bytesOut }] of cut.peers) fromPeer.run(bytesIn, bytesOut, id);
  }

  /** For a second that has lost records: removes it when all are gone, otherwise finds its first record again, mostly at once. */
  private findFirstOf(second: number, first: number): void {
    this.statement('DELETE FROM seconds WHERE second = ? AND records = 0').run(second);
    this.statement(
      'UPDATE seconds SET first_seq = ' +
        '(SELECT seq FROM records WHERE seq >= ? AND at >= ? AND at < ? ORDER BY seq LIMIT 1) WHERE second = ?',
    ).run(first, second * 1_000_000, (second + 1) * 1_000_000, second);
  }

  private setFirst(first: number): void {
    if (first === this.first) return;
    this.statement("INSERT OR REPLACE INTO meta VALUES('first', ?)").run(first);
    sealMeta(this.database);
    deleteMarksBefore(this.database, first);
    this.first = first;
  }

  private sweepParts(): boolean {
    const sql = 'DELETE FROM parts WHERE rowid IN (SELECT rowid FROM parts WHERE seq < ? LIMIT ?)';
    const { changes } = this.statement(sql).run(this.firstKept, this.isCautious ? 1 : partsAtATime);
    return Number(changes) > 0;
  }

  /**
   * A peer is deleted with the record that says that its link closed or failed: nothing comes after that. Before version 5 a failed peer
   * stays.
   */
  private sweepRecords(): boolean {
    const last = this.get(
      'SELECT max(seq) AS last FROM (SELECT seq FROM records WHERE seq < ? ORDER BY seq LIMIT ?)',
      this.firstKept,
      this.deletedAtATime,
    )?.['last'];
    if (typeof last !== 'number') return false;
    const startedMs = performance.now();
    this.statement(
      `DELETE FROM peers WHERE id IN (SELECT peer FROM records WHERE seq <= ? AND (kind = 'closed' OR ${this.linkFailed}))`,
    ).run(last);
    this.statement('DELETE FROM records WHERE seq <= ?').run(last);
    const tookMs = performance.now() - startedMs;
    if (this.isCautious) return true;
    if (tookMs < shortDeletionMs) this.deletedAtATime = Math.min(this.deletedAtATime * 2, largestDeletion);
    else if (tookMs > longDeletionMs) this.deletedAtATime = Math.ceil(this.deletedAtATime / 2);
    return true;
  }

  private get(sql: string, ...values: number[]): Record<string, unknown> | undefined {
    return this.statement(sql).get(...values);
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}
