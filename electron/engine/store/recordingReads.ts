import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { packPage, largestPageRows } from '../../../shared/model/recordPage.ts';
import { previewBytes, type RecordRow } from '../../../shared/model/record.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import { largestPeerList } from '../../../shared/model/session.ts';
import { damaged, onFile } from './fileProblem.ts';
import { parseMeta, parsePeer, parseRow, parseTotals, parseWindow } from './fileRows.ts';
import type { ByteWindow, PackedPage } from './protocol.ts';
import { largestNoteBytes, pieceBytes } from './schema.ts';

/** A note longer than Wirebench writes is not fetched: `note_size` gives it away. */
const rowColumns =
  'seq, at, peer, direction, kind, size, octet_length(note) AS note_size, ' +
  `CASE WHEN octet_length(note) <= ${largestNoteBytes} THEN note END AS note, ` +
  // `substr` of no bytes is null.
  `coalesce(preview, substr(bytes, 1, ${previewBytes}), x'') AS preview`;

/** Reads the tables of one session file. Whatever comes out of them is checked before it is believed. */
export class RecordingReads {
  private readonly path: string;
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, path: string) {
    this.database = database;
    this.path = path;
  }

  /** Looks at what can be checked without reading the records: a file of millions of rows costs no more than an empty one. */
  check(): void {
    onFile(this.path, () => {
      this.info();
      const first = this.get('SELECT min(seq) AS seq FROM records')?.['seq'] ?? null;
      const { records } = parseTotals(this.path, this.get('SELECT * FROM totals'));
      if (first !== null && first !== 1) throw damaged(this.path, 'its first records are missing');
      if (records !== this.total())
        throw damaged(this.path, 'it holds another number of records than it says');
      if (records > 0) this.rows(records, 1);
    });
  }

  info(): RecordingInfo {
    return onFile(this.path, () => {
      const meta = parseMeta(this.path, this.all('SELECT key, value FROM meta LIMIT 64'));
      const totals = parseTotals(this.path, this.get('SELECT * FROM totals'));
      const peers = this.all(
        'SELECT id, address, bytes_in, bytes_out FROM peers ORDER BY bytes_in + bytes_out DESC, id LIMIT ?',
        largestPeerList,
      );
      return { ...meta, ...totals, peers: peers.map((peer) => parsePeer(this.path, peer)) };
    });
  }

  summary(): { name: string; startedAt: number } {
    return onFile(this.path, () => {
      const { name, startedAt } = parseMeta(this.path, this.all('SELECT key, value FROM meta LIMIT 64'));
      return { name, startedAt };
    });
  }

  rows(from: number, count: number): PackedPage {
    requireCount(from, 'The first row', 1);
    requireCount(count, 'The number of rows', 0);
    return onFile(this.path, () => this.page(from, Math.min(count, largestPageRows), this.total()));
  }

  tail(count: number): PackedPage {
    requireCount(count, 'The number of rows', 0);
    return onFile(this.path, () => {
      const total = this.total();
      const rows = Math.min(count, largestPageRows, total);
      return this.page(total - rows + 1, rows, total);
    });
  }

  bytes(seq: number, offset: number, length: number): ByteWindow {
    requireCount(offset, 'The offset', 0);
    requireCount(length, 'The length', 0);
    return onFile(this.path, () => {
      const size = this.sizeOf(seq);
      const end = Math.min(size, offset + length);
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for (let at = offset; at < end;) {
        const part = Math.floor(at / pieceBytes);
        const start = at - part * pieceBytes;
        const piece = this.window(seq, part, start, Math.min(pieceBytes - start, end - at));
        pieces.push(piece);
        at += piece.length;
      }
      return { size, bytes: joined(pieces) };
    });
  }

  private total(): number {
    const last: unknown = this.get('SELECT max(seq) AS seq FROM records')?.['seq'] ?? 0;
    if (typeof last !== 'number' || last < 0) throw damaged(this.path, 'its records are not numbered from 1');
    return last;
  }

  private page(from: number, count: number, total: number): PackedPage {
    const found =
      count === 0
        ? []
        : this.all(
            `SELECT ${rowColumns} FROM records WHERE seq >= ? AND seq <= ? ORDER BY seq LIMIT ?`,
            from,
            Math.min(total, from + count - 1),
            count,
          );
    const rows = found.map((row, index): RecordRow => parseRow(this.path, row, from + index));
    if (rows.length !== Math.max(0, Math.min(count, total - from + 1))) {
      throw damaged(this.path, `records after number ${from + rows.length - 1} are missing`);
    }
    return packPage({ total, rows });
  }

  private sizeOf(seq: number): number {
    const row = this.get('SELECT size, length(bytes) AS first_size FROM records WHERE seq = ?', seq);
    if (!row) throw new WirebenchError('NOT_FOUND', `There is no record number ${seq} in this recording.`);
    const { size, first_size: firstSize } = row;
    if (typeof size !== 'number' || size < 0 || firstSize !== Math.min(size, pieceBytes)) {
      throw damaged(this.path, `the bytes of record number ${seq} are not complete`);
    }
    return size;
  }

  private window(seq: number, part: number, start: number, length: number): Uint8Array<ArrayBuffer> {
    const row =
      part === 0
        ? this.get('SELECT substr(bytes, ?, ?) AS bytes FROM records WHERE seq = ?', start + 1, length, seq)
        : this.get(
            'SELECT substr(bytes, ?, ?) AS bytes FROM parts WHERE seq = ? AND part = ?',
            start + 1,
            length,
            seq,
            part,
          );
    return parseWindow(this.path, row, seq, length);
  }

  private get(sql: string, ...values: number[]): Record<string, unknown> | undefined {
    return this.statement(sql).get(...values);
  }

  private all(sql: string, ...values: number[]): Record<string, unknown>[] {
    return this.statement(sql).all(...values);
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}

function requireCount(value: number, what: string, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new WirebenchError('BAD_REQUEST', `${what} is a whole number from ${least} on, not ${value}.`);
}

function joined(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
