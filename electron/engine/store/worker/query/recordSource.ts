import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { WirebenchError } from '../../../../../shared/base/errors.ts';
import { damaged, onFile, readOnlyRollback, sqliteCodeOf } from '../../fileProblem.ts';
import type { HeadSql } from './headSql.ts';
import type { FilterPlan } from './filterPlan.ts';
import {
  headLayoutFor,
  readHead,
  streamCodes,
  type HeadLayout,
  type RecordChunk,
  type RecordHeadFacts,
  type RecordsFacts,
} from './recordChunk.ts';

type Value = number | bigint | string | null;
type Row = Record<string, unknown>;

/** SQLite’s result codes: more than a connection may read at once, and a file that others have locked. */
const tooBig = 18;
const busyCodes: ReadonlySet<number> = new Set([5, 6]);

const comma = 0x2c;
const digitZero = 0x30;

/** Thrown while a commit to the file is under way: ask again. */
export class BusyFile extends Error {}

/**
 * A reader that looks just as a writer begins mistakes the writer’s journal for a leftover, which it may not undo: a moment later it
 * recognizes the journal.
 */
function isBusy(code: number): boolean {
  return code === readOnlyRollback || busyCodes.has(code % 256);
}

/** The statements of a scan. Each is short, so that the writer of the file hardly waits. */
export class RecordSource {
  readonly path: string;
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private readonly head: HeadLayout;
  private readonly streams: HeadSql;

  constructor(database: DatabaseSync, path: string, plan: FilterPlan, facts: RecordsFacts) {
    this.database = database;
    this.path = path;
    this.head = headLayoutFor(plan, facts);
    this.streams = plan.streams;
  }

  /**
   * The bytes of the records in the streams that the filter is about, one after the other, and the size of the smallest; null when that is
   * too much at once.
   */
  blob(from: number, to: number): { readonly bytes: Buffer; readonly smallest: number } | null {
    const row = this.get(
      "SELECT CAST(group_concat(bytes, '') AS BLOB) AS bytes, min(size) AS smallest " +
        `FROM records WHERE seq BETWEEN ? AND ? AND ${this.streams.sql}`,
      from,
      to,
    );
    return row ? { bytes: bufferOf(row['bytes']), smallest: Number(row['smallest'] ?? 0) } : null;
  }

  /** True when there are records of fewer than `size` bytes that are not empty. */
  hasSmall(from: number, to: number, size: number): boolean {
    const sql = 'SELECT 1 FROM records WHERE seq BETWEEN ? AND ? AND size > 0 AND size < ? LIMIT 1';
    return Boolean(this.get(sql, from, to, size));
  }

  /**
   * Fills a chunk with the records from `from` to `to`, starting at the first one that was not cut away. False when that is too much at
   * once. Throws, with a sentence, when records are missing.
   */
  fill(chunk: RecordChunk, from: number, to: number): boolean {
    const { sql, values } = this.head;
    return this.together(() => {
      // A record that is being cut away has its row for longer than its parts.
      const begin = Math.max(from, this.firstKept());
      chunk.firstSeq = begin;
      chunk.count = 0;
      if (begin > to) return true;
      const first = this.get(
        `SELECT seq, CAST(${sql} AS TEXT) AS head FROM records WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT 1`,
        ...values,
        begin,
        to,
      );
      const rest =
        first &&
        this.get(
          `SELECT CAST(group_concat(bytes, ${sql}) AS BLOB) AS bytes FROM records WHERE seq BETWEEN ? AND ?`,
          ...values,
          begin,
          to,
        );
      if (first === null || rest === null) return false;
      if (!first || !rest || first['seq'] !== begin) {
        throw damaged(this.path, `record number ${begin} is missing`);
      }
      const isWhole = chunk.fill(begin, String(first['head']), bufferOf(rest['bytes']), this.head.peerDigits);
      if (!isWhole || chunk.count !== to - begin + 1) {
        throw damaged(this.path, `records between number ${begin} and ${to} are missing or not complete`);
      }
      return true;
    });
  }

  /** Reports the numbers of the records that fulfil a condition on the columns. */
  matching(condition: HeadSql, from: number, to: number, tell: (seq: number) => void): void {
    const row = this.get(
      // As one text of small numbers: one row for each would take several times as long.
      `SELECT group_concat(seq - ?) AS found FROM records WHERE seq BETWEEN ? AND ? AND ${condition.sql}`,
      // A number bound as a JavaScript number is not an integer to SQLite, and the differences would not be, either.
      BigInt(from),
      from,
      to,
      ...condition.values,
    );
    const found = row?.['found'];
    if (typeof found !== 'string') return;
    let offset = 0;
    for (let at = 0; at < found.length; at += 1) {
      const code = found.charCodeAt(at);
      if (code === comma) {
        tell(from + offset);
        offset = 0;
      } else offset = offset * 10 + code - digitZero;
    }
    tell(from + offset);
  }

  /** The first record from `from` to `to` that is larger than its first piece; null when there is none. */
  firstLarge(from: number, to: number): number | null {
    const seq = this.get('SELECT min(seq) AS seq FROM parts WHERE seq BETWEEN ? AND ?', from, to)?.['seq'];
    return typeof seq === 'number' ? seq : null;
  }

  /** A piece of a large record: its first, or a part; null when it is missing. */
  piece(seq: number, part: number): Buffer | null {
    const row =
      part === 0
        ? this.get('SELECT bytes FROM records WHERE seq = ?', seq)
        : this.get('SELECT bytes FROM parts WHERE seq = ? AND part = ?', seq, part);
    return row ? bufferOf(row['bytes']) : null;
  }

  /** A record without its bytes; null when it is missing. */
  headOf(seq: number): { readonly facts: RecordHeadFacts; readonly size: number } | null {
    const { sql, values } = this.head;
    const row = this.get(
      `SELECT size, CAST(${sql} - size AS TEXT) AS head FROM records WHERE seq = ?`,
      ...values,
      seq,
    );
    return row
      ? { facts: readHead(String(row['head']), this.head.peerDigits), size: Number(row['size']) }
      : null;
  }

  /**
   * The nearest payload of a stream that is not empty, among the records from `from` to `to`: before, with its last bytes; after, with its
   * first.
   */
  nearest(
    stream: number,
    toward: 'before' | 'after',
    from: number,
    to: number,
    count: number,
  ): { readonly seq: number; readonly facts: RecordHeadFacts; readonly bytes: Buffer } | null {
    const { sql, values } = this.head;
    const piece = toward === 'before' ? `substr(bytes, -${count})` : `substr(bytes, 1, ${count})`;
    const row = this.get(
      `SELECT seq, CAST(${sql} - size AS TEXT) AS head, ${piece} AS bytes FROM records ` +
        "WHERE seq BETWEEN ? AND ? AND peer IS ? AND direction IS ? AND kind IN ('data', 'text', 'binary') AND size > 0 " +
        `ORDER BY seq ${toward === 'before' ? 'DESC' : 'ASC'} LIMIT 1`,
      ...values,
      from,
      to,
      Math.floor(stream / 4) || null,
      stream % 4 === streamCodes.in ? 'in' : 'out',
    );
    if (!row) return null;
    return {
      seq: Number(row['seq']),
      facts: readHead(String(row['head']), this.head.peerDigits),
      bytes: bufferOf(row['bytes']),
    };
  }

  /** The number of peers; at most `most`. */
  countPeers(most: number): number {
    return Number(
      this.get('SELECT count(*) AS count FROM (SELECT 1 FROM peers LIMIT ?)', most)?.['count'] ?? most,
    );
  }

  /** The number of the oldest record that counts. Older ones may still be there, in part, until their space is reclaimed. */
  firstKept(): number {
    return Number(this.get("SELECT value AS first FROM meta WHERE key = 'first'")?.['first'] ?? 1);
  }

  /** Makes reads that belong together see one state of the file. */
  private together<Answer>(work: () => Answer): Answer {
    this.translated(() => this.database.exec('BEGIN'));
    try {
      return work();
    } finally {
      if (this.database.isTransaction) this.database.exec('COMMIT');
    }
  }

  /** Undefined without a row, null when it would be too large. */
  private get(sql: string, ...values: Value[]): Row | null | undefined {
    return this.translated(() => {
      try {
        return this.statement(sql).get(...values);
      } catch (error) {
        if (sqliteCodeOf(error) === tooBig) return null;
        throw error;
      }
    });
  }

  private translated<Answer>(work: () => Answer): Answer {
    return onFile(this.path, () => {
      try {
        return work();
      } catch (error) {
        if (isBusy(sqliteCodeOf(error) ?? 0)) throw new BusyFile();
        throw error;
      }
    });
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}

/** For an impossible case: a statement that asks for little is said to ask for too much. */
export function notComplete(path: string, seq: number): WirebenchError {
  return damaged(path, `the bytes of record number ${seq} are not complete`);
}

function bufferOf(bytes: unknown): Buffer {
  if (!(bytes instanceof Uint8Array)) return Buffer.alloc(0);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
