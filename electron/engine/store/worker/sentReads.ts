import { WirebenchError } from '../../../../shared/base/errors.ts';
import type { ContentTerm } from '../../../../shared/filter/ast.ts';
import { matchesWith } from '../../../../shared/filter/matchesRecord.ts';
import { parseFilter } from '../../../../shared/filter/parseFilter.ts';
import { resolveTimes } from '../../../../shared/filter/resolveTimes.ts';
import { isPayloadKind, previewBytes, type RecordRow } from '../../../../shared/model/record.ts';
import { sentFileOf } from '../../../../shared/model/recordDetail.ts';
import type { SentRows } from '../../../../shared/model/sentHistory.ts';
import type { SentQuestion } from '../reads.ts';
import { oldestDetailedVersion, pieceBytes } from '../schema.ts';
import { parseRow, type RowFile } from './fileRows.ts';
import type { GetRow } from './getRow.ts';
import { prepareContent, type Content } from './query/contentState.ts';
import { ExpressionRunner, textFor, tooSlow } from './query/expressionRunner.ts';
import { recordColumns, rowOf } from './recordColumns.ts';

/** The heads of 2,048 records at a time: a fraction of a millisecond, whatever their size. */
const stretchRecords = 2048;
/** Of these, 256 rows that were sent: a page is full after some of them. */
const rowsAtOnce = 256;
/** 8 ms for one question: the worker may be writing, and others wait for it. */
const longestMs = 8;

interface SentParts {
  readonly file: RowFile;
  /** In microseconds since the epoch. */
  readonly startedAt: number;
  /** The numbers of the oldest and of the newest record. */
  readonly first: number;
  readonly last: number;
  readonly get: GetRow;
  readonly arrays: (sql: string, ...values: number[]) => (readonly unknown[])[];
  /** At most so many of the first bytes of a record. */
  readonly bytes: (seq: number, length: number) => Uint8Array;
}

/**
 * The messages that a person sent, from the newest on: those without a detail, which says why Wirebench sent one by itself, and the ends of
 * files. Contents are looked for in the first 1 MiB of each, and in the name of a file and its first piece. Returns after some milliseconds, with what it has found by then. Throws BAD_REQUEST for a filter
 * that cannot be understood, LIMIT for an expression that runs wild.
 */
export function readSent(parts: SentParts, { before, count, filter }: SentQuestion): SentRows {
  const { first, last } = parts;
  const matches = matcherOf(parts, filter);
  const sql = sqlOf(parts.file.version);
  const until = performance.now() + longestMs;
  const rows: RecordRow[] = [];
  let end = Math.min(before ?? last + 1, last + 1);
  while (end > first && rows.length < count) {
    const from = Math.max(first, end - stretchRecords);
    const found = parts.arrays(sql, from, end);
    end = found.length === 0 ? lastSentBefore(parts, from) : from;
    if (found.length === rowsAtOnce) end = Number(rowOf(found.at(-1) ?? [])['seq']);
    for (const values of found) {
      const row = rowOf(values);
      const record = parseRow(parts.file, row, Number(row['seq']));
      const sent = asSent(parts, record);
      if (sent !== null && matches(sent)) rows.push(sent.row);
      // To look into one may take a millisecond, so the time is looked at after each.
      if (rows.length < count && performance.now() <= until) continue;
      end = record.seq;
      break;
    }
    if (performance.now() > until) break;
  }
  return { rows, next: end > first ? end : null };
}

function sqlOf(version: number): string {
  const messages = "direction = 'out' AND kind IN ('data', 'text', 'binary', 'ping', 'pong')";
  const byPerson =
    version < oldestDetailedVersion
      ? messages
      : `((${messages} AND detail IS NULL) OR kind = 'sent' OR (kind = 'failed' AND detail IS NOT NULL))`;
  return (
    `SELECT ${recordColumns(version).row} FROM records WHERE seq >= ? AND seq < ? ` +
    `AND ${byPerson} ORDER BY seq DESC LIMIT ${rowsAtOnce}`
  );
}

/** A row of what was sent, and what its content is looked for in: the bytes of a record, and a name. */
interface SentRecord {
  readonly row: RecordRow;
  readonly seq: number;
  readonly name: string | null;
}

/** Null for a record that is no message of a person, nor the end of a file that one sent. */
function asSent({ first, bytes }: SentParts, row: RecordRow): SentRecord | null {
  if (isPayloadKind(row.kind)) return { row, seq: row.seq, name: null };
  const file = sentFileOf(row.detail);
  // Damage says by itself that it cannot be told what this was.
  if (file === undefined || file.origin !== undefined) return null;
  const { kind, sentBytes, name } = file;
  const isThere = file.first !== null && file.first >= first && file.first < row.seq && sentBytes > 0;
  const seq = isThere ? (file.first ?? row.seq) : row.seq;
  const preview = isThere ? bytes(seq, previewBytes) : row.preview;
  return { row: { ...row, direction: 'out', kind, size: sentBytes, preview }, seq, name };
}

/**
 * Where to go on below `end`: past the seconds in which all was received, if the records of those that follow are in one piece; a clock
 * that was set back may have mixed them.
 */
function lastSentBefore({ get, first, last }: SentParts, end: number): number {
  const sent = get(
    // The end of a file is a record without bytes.
    'SELECT second FROM seconds WHERE records > frames_in AND first_seq < ? ORDER BY second DESC LIMIT 1',
    end,
  );
  if (!sent) return first;
  const after = get(
    'SELECT min(first_seq) AS from_seq, total(records) AS records FROM seconds WHERE second > ?',
    Number(sent['second']),
  );
  const from = after?.['from_seq'];
  if (typeof from !== 'number' || after?.['records'] !== last - from + 1) return end;
  return Math.min(end, Math.max(first, from));
}

function matcherOf(parts: SentParts, text: string): (record: SentRecord) => boolean {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new WirebenchError('BAD_REQUEST', parsed.problem[0].message);
  const filter = resolveTimes(parsed.value, parts);
  const search = new ContentSearch();
  return ({ row, seq, name }) => {
    let bytes: Buffer | null = null;
    return matchesWith(filter, row, (term) => {
      if (name !== null && search.isIn(term, Buffer.from(name), seq)) return true;
      bytes ??= Buffer.from(parts.bytes(seq, pieceBytes));
      return search.isIn(term, bytes, seq);
    });
  };
}

/** Looks for the contents of a filter in one record after the other, each prepared once. */
class ContentSearch {
  private readonly prepared = new Map<ContentTerm, Content>();
  /** Made when an expression is there: it takes a millisecond. */
  private runner: ExpressionRunner | null = null;

  /** Throws LIMIT for an expression that runs wild on this record. */
  isIn(term: ContentTerm, bytes: Buffer, seq: number): boolean {
    const content = this.prepared.get(term) ?? prepareContent(term, 0);
    this.prepared.set(term, content);
    const isWithout = content.finder !== null && content.finder.find(bytes, 0) < 0;
    if (content.kind === 'pattern' || isWithout) return !isWithout;
    const text = textFor(content.term, bytes);
    let isFound = false;
    this.runner ??= new ExpressionRunner();
    const isDone = this.runner.run(() => {
      isFound = content.expression.test(text);
    });
    if (!isDone) throw tooSlow(content.term, seq);
    return isFound;
  }
}
