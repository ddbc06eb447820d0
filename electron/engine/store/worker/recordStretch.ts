import type { StatementSync } from 'node:sqlite';
import { recordKinds } from '../../../../shared/model/record.ts';
import { parseDetail, type RecordDetail } from '../../../../shared/model/recordDetail.ts';
import { directionCodes, kindCodes } from '../batch.ts';
import { crcOf } from '../crc.ts';
import { parseJson, type RowFile } from './fileRows.ts';
import { numbersOfEach, setNumbers, type PackedContents } from '../packedContents.ts';
import { sumOfRecord, type SummedRecord } from '../recordSum.ts';
import { oldestDetailedVersion, oldestSummedVersion, pieceBytes } from '../schema.ts';

/**
 * Many records as one row: SQLite joins each column, the bytes one after the other, the rest as lists in JSON. Passing rows to JavaScript
 * one by one costs several times as much as everything else done with them.
 */
function stretchSql(version: number): string {
  const details =
    version < oldestDetailedVersion
      ? "'[]'"
      : 'json_group_array(json_array(seq, detail)) FILTER (WHERE detail IS NOT NULL)';
  return `${columnsSql}, ${details} AS details FROM records WHERE seq >= ? AND seq <= ?`;
}

const columnsSql =
  'SELECT json_group_array(at) AS at, json_group_array(size) AS size, json_group_array(peer) AS peer, ' +
  'json_group_array(kind) AS kind, json_group_array(direction) AS direction, json_group_array(crc) AS crc, ' +
  'json_group_array(json_array(seq, note)) FILTER (WHERE note IS NOT NULL) AS notes, ' +
  "CAST(group_concat(bytes, '') AS BLOB) AS body";

/** Returns the statement for an SQL text, prepared once. */
export type Statements = (sql: string) => StatementSync;

/** A stretch, in columns: lists with one number for each record. */
interface Columns {
  readonly at: readonly number[];
  readonly size: readonly number[];
  /** 0 for none. */
  readonly peer: readonly number[];
  readonly kind: readonly number[];
  readonly direction: readonly number[];
  readonly crc: readonly number[];
  readonly notes: ReadonlyMap<unknown, unknown>;
  /** Each as JSON. */
  readonly details: ReadonlyMap<unknown, unknown>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * `count` records from `begin` on, with at most `windowBytes` of the bytes of each. Null where any record differs from what was recorded,
 * by its checksum, or has no checksum: reading row by row finds out what is wrong.
 */
export function readStretch(
  statements: Statements,
  { version }: RowFile,
  begin: number,
  count: number,
  windowBytes: number,
): PackedContents | null {
  const columns = columnsOf(statements(stretchSql(version)).get(begin, begin + count - 1) ?? {}, count);
  if (!columns) return null;
  const { body, kind, direction, crc } = columns;
  const numbers = new Float64Array(count * numbersOfEach);
  const notes: (readonly [number, string])[] = [];
  const details: (readonly [number, RecordDetail])[] = [];
  let from = 0;
  let kept = 0;
  for (let index = 0; index < count; index += 1) {
    const record = recordAt(columns, begin, index);
    const to = from + Math.min(record.size, pieceBytes);
    const json = textOf(columns.details, begin + index);
    if (to > body.length || crc[index] !== sumOf(version, record, body.subarray(from, to), json)) return null;
    const length = Math.min(to - from, windowBytes);
    // Drops, in place, the unwanted bytes of longer records.
    if (kept < from) body.copyWithin(kept, from, from + length);
    if (record.note !== null) notes.push([index, record.note]);
    const detail =
      json === null ? undefined : parseDetail(recordKinds[kind[index] ?? 0] ?? 'data', parseJson(json));
    if (detail !== undefined) details.push([index, detail]);
    setNumbers(numbers, index, record, kind[index] ?? 0, direction[index] ?? 0, length);
    kept += length;
    from = to;
  }
  if (from !== body.length) return null;
  return { numbers, notes, details, body: kept === body.length ? body : body.slice(0, kept) };
}

function recordAt({ at, size, peer, notes }: Columns, begin: number, index: number): SummedRecord {
  return {
    seq: begin + index,
    at: at[index] ?? 0,
    size: size[index] ?? 0,
    peer: peer[index] || null,
    note: textOf(notes, begin + index),
  };
}

function textOf(texts: ReadonlyMap<unknown, unknown>, seq: number): string | null {
  const text = texts.size === 0 ? undefined : texts.get(seq);
  return typeof text === 'string' ? text : null;
}

function sumOf(version: number, record: SummedRecord, bytes: Uint8Array, detail: string | null): number {
  return version >= oldestSummedVersion ? sumOfRecord(record, bytes, detail) : crcOf(bytes);
}

/** Null where a record has an impossible value. Checked by hand: a schema would cost more for each number than reading it does. */
function columnsOf(row: Readonly<Record<string, unknown>>, count: number): Columns | null {
  const column = (name: string, least: number, numberOf = itself): number[] | null => {
    const list = listOf(row[name]).map(numberOf);
    return list.length === count && list.every((value) => isWhole(value, least)) ? list : null;
  };
  const at = column('at', Number.MIN_SAFE_INTEGER);
  const size = column('size', 0);
  const peer = column('peer', 0, peerNumber);
  const kind = column('kind', 0, (value) => kindCodes.get(value));
  const direction = column('direction', 0, (value) => directionCodes.get(value));
  const crc = column('crc', 0);
  const { body } = row;
  if (!at || !size || !peer || !kind || !direction || !crc || !isOwnBytes(body)) return null;
  return {
    at,
    size,
    peer,
    kind,
    direction,
    crc,
    notes: textsOf(row['notes']),
    details: textsOf(row['details']),
    body,
  };
}

function itself(value: unknown): unknown {
  return value;
}

/** Peer numbers begin at 1. */
function peerNumber(value: unknown): unknown {
  if (value === null) return 0;
  return value === 0 ? null : value;
}

function isWhole(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

function isOwnBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
}

/** By the number of their record. */
function textsOf(json: unknown): ReadonlyMap<unknown, unknown> {
  return new Map(listOf(json).map((pair) => (Array.isArray(pair) ? [pair[0], pair[1]] : [null, null])));
}

function listOf(json: unknown): readonly unknown[] {
  const list: unknown = typeof json === 'string' ? JSON.parse(json) : null;
  return Array.isArray(list) ? list : [];
}
