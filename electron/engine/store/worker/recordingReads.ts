import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  largestPageRows,
  packPage,
  type PackedPage,
  type RecordPage,
} from '../../../../shared/model/recordPage.ts';
import type { RecordRow } from '../../../../shared/model/record.ts';
import type { MarkPage } from '../../../../shared/model/mark.ts';
import type { RecordingInfo } from '../../../../shared/model/recording.ts';
import { largestPeerList } from '../../../../shared/model/sending.ts';
import type { SentRows } from '../../../../shared/model/sentHistory.ts';
import type { Traffic, TrafficRange } from '../../../../shared/model/traffic.ts';
import { damaged, onFile } from '../fileProblem.ts';
import { readContents } from './contentReads.ts';
import { readMarks } from './markReads.ts';
import type { GetRow } from './getRow.ts';
import {
  parseBlanked,
  parseFacts,
  parseMeta,
  parseNumber,
  parsePeer,
  parseTotals,
  type RecordingMeta,
  type RowFile,
} from './fileRows.ts';
import { hasRightSum } from './metaSum.ts';
import { ContentsPack, largestPackRows, type PackedContents } from '../packedContents.ts';
import type { ByteWindow } from '../protocol.ts';
import type { FileAnswers, FileReadName, FileReads, PackedWindows, RecordWindow } from '../reads.ts';
import { readSent } from './sentReads.ts';
import { readRecordingFacts } from './recordingFacts.ts';
import { RecordTimes } from './recordTimes.ts';
import { measureRecords } from './measureRecords.ts';
import { packWindows, readWindow } from './recordWindow.ts';
import { requireWhole } from './requireWhole.ts';
import { readTraffic } from './recordingTraffic.ts';
import { readRows, type Values } from './readRows.ts';
import { recordColumns } from './recordColumns.ts';
import { oldestSummedVersion } from '../schema.ts';
import { runsOf } from './runsOf.ts';
import { everyRecord } from './wantedRecords.ts';
import { writeRecords } from './writeRecords.ts';
import type { RecordingFacts } from '../store.ts';

/** The numbers of the oldest and of the newest record. Without any, `last` is `first - 1`. */
interface RecordSpan {
  readonly first: number;
  readonly last: number;
}

type Asked<Name extends FileReadName> = FileReads[Name]['question'][0];

/** Reads the tables of one session file. Everything read is checked before it is trusted. */
export class RecordingReads implements FileAnswers {
  private readonly path: string;
  private readonly file: RowFile;
  private readonly database: DatabaseSync;
  private readonly times: RecordTimes;
  private readonly statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, path: string, version: number) {
    this.database = database;
    this.path = path;
    this.file = { path, version };
    this.times = new RecordTimes(this.getRow, path);
  }

  /** Checks what can be checked without reading the records: a file of millions of rows costs no more than an empty one. */
  check(): void {
    this.together(() => {
      this.info();
      const isSummed = this.file.version >= oldestSummedVersion;
      if (isSummed && !hasRightSum(this.all('SELECT key, value FROM meta LIMIT 64')))
        throw damaged(this.path, 'its “meta” table is not what was written');
      const { first, last } = this.span();
      const { records } = this.totals();
      if (records > 0 && !this.get('SELECT seq FROM records WHERE seq = ?', first)) {
        throw damaged(this.path, 'its first records are missing');
      }
      if (records !== last - first + 1)
        throw damaged(this.path, 'it does not hold as many records as it says');
      if (records > 0) this.page(last, 1);
    });
  }

  info(): RecordingInfo {
    return this.together(() => {
      const { named: _, connection: __, ...meta } = this.meta();
      const totals = this.totals();
      const peers = this.all(
        `SELECT id, address, ${recordColumns(this.file.version).detail}, bytes_in, bytes_out FROM peers ORDER BY bytes_in + bytes_out DESC, id LIMIT ?`,
        largestPeerList,
      );
      const facts = parseFacts(this.get("SELECT value FROM meta WHERE key = 'facts'")?.['value']);
      const blanked = parseBlanked(this.get("SELECT value FROM meta WHERE key = 'blanked'")?.['value']);
      return { ...meta, ...totals, facts, blanked, peers: peers.map((peer) => parsePeer(this.path, peer)) };
    });
  }

  facts(): RecordingFacts {
    return this.together(() => {
      const parts = { file: this.file, times: this.times, meta: this.meta(), ...this.span() };
      return readRecordingFacts({ ...parts, get: this.getRow });
    });
  }

  rows({ from, count }: Asked<'rows'>): PackedPage {
    return packPage(this.page(from, count));
  }

  tail({ rows }: Asked<'tail'>): PackedPage {
    requireWhole(rows, 'The number of rows', 0);
    return this.together(() => {
      const { first, last } = this.span();
      const count = Math.min(rows, largestPageRows, last - first + 1);
      return packPage(this.page(last - count + 1, count));
    });
  }

  /** The page that `rows` packs. */
  page(from: number, count: number): RecordPage {
    requireWhole(from, 'The first row', 1);
    requireWhole(count, 'The number of rows', 0);
    return this.together(() => {
      const { first, last } = this.span();
      return {
        first,
        last,
        rows: this.rowsFrom(Math.max(from, first), last, Math.min(count, largestPageRows)),
      };
    });
  }

  /**
   * Rows with these ascending numbers, and the number of the oldest record; leaves out rows that were cut away meanwhile. In one
   * transaction: a writer that commits all the time may refuse any one read, and would refuse one of hundreds nearly always.
   */
  rowsAt(seqs: readonly number[]): Pick<RecordPage, 'first' | 'rows'> {
    return this.together(() => {
      const { first, last } = this.span();
      const rows: RecordRow[] = [];
      const left = seqs.filter((seq) => seq >= first && seq <= last);
      for (const { from, count } of runsOf(left)) rows.push(...this.rowsFrom(from, last, count));
      return { first, rows };
    });
  }

  bytes(wanted: Asked<'bytes'>): FileReads['bytes']['answer'] {
    const { size, bytes } = this.window(wanted);
    return { output: { size }, body: bytes };
  }

  /** The answer to `bytes`. Reads whole pieces, whatever the window: a sum can only be checked against a whole piece. */
  window(wanted: RecordWindow): ByteWindow {
    return this.together(() => this.windowFrom(wanted, this.span().first));
  }

  /** As `bytes`, for many records in one transaction. */
  windows(wanted: readonly RecordWindow[]): PackedWindows {
    return this.together(() => {
      const { first } = this.span();
      return packWindows(wanted.map((window) => this.windowFrom(window, first).bytes));
    });
  }

  /**
   * Records with at most `windowBytes` of their bytes, each verified to be what was recorded: fewer than `count` where the records end or
   * are large together. Throws at the first record if that is damaged; otherwise stops before a damaged one.
   */
  contents(from: number, count: number, windowBytes: number): PackedContents {
    requireWhole(from, 'The first record', 1);
    return this.together(() => {
      const { first, last } = this.span();
      const begin = Math.max(from, first);
      const end = Math.min(last, begin + Math.min(count, largestPackRows) - 1);
      if (begin > end) return new ContentsPack().finish();
      return readContents((sql) => this.statement(sql), this.file, begin, end, windowBytes);
    });
  }

  marks(question: Asked<'marks'>): MarkPage {
    return this.together(() => readMarks(this.database, this.path, question));
  }

  sent(question: Asked<'sent'>): SentRows {
    requireWhole(question.count, 'The number of messages', 1);
    return this.together(() => {
      const parts = { file: this.file, startedAt: this.meta().startedAt, ...this.span() };
      return readSent(
        {
          ...parts,
          get: this.getRow,
          arrays: (sql, ...values) => this.arrays(sql, ...values),
          bytes: (seq, length) => this.windowFrom({ seq, offset: 0, length }, parts.first).bytes,
        },
        question,
      );
    });
  }

  at({ at: timeUs }: Asked<'at'>): FileReads['at']['answer'] {
    requireWhole(timeUs, 'The time', Number.MIN_SAFE_INTEGER);
    return this.together(() => {
      const { first, last } = this.span();
      return { seq: this.times.seqAt(timeUs, first, last) };
    });
  }

  traffic(range: TrafficRange): Traffic {
    return this.together(() => {
      const { first, last } = this.span();
      const timeOf = (seq: number): number => this.times.timeOf(seq) ?? this.meta().startedAt;
      const times = { firstAt: timeOf(first), lastAt: timeOf(last), last };
      return readTraffic(this.getRow, this.path, range, times);
    });
  }

  written(question: Asked<'written'>, wanted = everyRecord): FileReads['written']['answer'] {
    return this.together(() => writeRecords(this, question, wanted));
  }

  measured(question: Asked<'measured'>, wanted = everyRecord): FileReads['measured']['answer'] {
    return this.together(() => {
      const parts = { get: this.getRow, span: this.span(), totals: () => this.totals() };
      return measureRecords(parts, question, wanted);
    });
  }

  private windowFrom(wanted: RecordWindow, first: number): ByteWindow {
    return readWindow(this.getRow, this.file, wanted, first);
  }

  private totals(): ReturnType<typeof parseTotals> {
    return parseTotals(this.path, this.get('SELECT * FROM totals'));
  }

  private meta(): RecordingMeta {
    return parseMeta(this.path, this.all("SELECT key, value FROM meta WHERE key <> 'facts' LIMIT 64"));
  }

  /** The numbers of the oldest and of the newest record; without records the newest is the one before the oldest. */
  span(): RecordSpan {
    return this.together(() => {
      const cut = this.get("SELECT value AS first FROM meta WHERE key = 'first'");
      const first = cut ? parseNumber(this.path, cut, 'first', 1) : 1;
      const { last } = this.get('SELECT max(seq) AS last FROM records') ?? {};
      if (last === null) return { first, last: first - 1 };
      return { first, last: Math.max(first - 1, parseNumber(this.path, { last }, 'last', 1)) };
    });
  }

  private rowsFrom(begin: number, last: number, count: number): RecordRow[] {
    const arrays = (sql: string, ...values: number[]): Values[] => this.arrays(sql, ...values);
    return readRows(arrays, this.file, { begin, last, count });
  }

  /** Reads of a file that others are writing belong together: they are one short transaction. */
  private together<Value>(work: () => Value): Value {
    return onFile(this.path, () => {
      if (this.database.isTransaction) return work();
      this.database.exec('BEGIN');
      try {
        return work();
      } finally {
        // SQLite itself has ended the transaction if the file could not be read.
        if (this.database.isTransaction) this.database.exec('COMMIT');
      }
    });
  }

  private get(sql: string, ...values: number[]): Record<string, unknown> | undefined {
    return this.statement(sql).get(...values);
  }

  private readonly getRow: GetRow = (sql, ...values) => this.get(sql, ...values);

  private all(sql: string, ...values: number[]): Record<string, unknown>[] {
    return this.statement(sql).all(...values);
  }

  /** The values of each row in the order of the columns. Such a statement is not asked for objects as well. */
  private arrays(sql: string, ...values: number[]): Values[] {
    const statement = this.statement(sql);
    statement.setReturnArrays(true);
    return statement.all(...values).map((row): Values => (Array.isArray(row) ? row : []));
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}
