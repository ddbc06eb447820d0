import { z } from 'zod';
import { endpointSchema, type Endpoint } from '../../../../shared/model/connection.ts';
import { connectionIdSchema, type ConnectionId } from '../../../../shared/model/ids.ts';
import { connectionFactsSchema, type ConnectionFacts } from '../../../../shared/model/facts.ts';
import {
  previewBytes,
  recordHeadSchema,
  type RecordContent,
  type RecordHead,
  type RecordRow,
} from '../../../../shared/model/record.ts';
import { parseDetail, peerDetailSchema, type RecordDetail } from '../../../../shared/model/recordDetail.ts';
import { parseKnown } from '../../../../shared/model/parseKnown.ts';
import type { RecordingInfo } from '../../../../shared/model/recording.ts';
import { crcOf } from '../crc.ts';
import { damaged } from '../fileProblem.ts';
import { sumOfRecord, type SummedRecord } from '../recordSum.ts';
import { oldestSummedVersion, pieceBytes } from '../schema.ts';

/**
 * The border between a session file and Wirebench. A file may come from anywhere, so its rows are parsed like a message from the network: a
 * sentence names whatever does not fit.
 */

type Row = Record<string, unknown>;

const count = z.int().min(0);
const timeUs = z.int();
/** 8 KiB: an address is a host name or a path of a unix socket, and a port. */
const text = z.string().max(8192);

const metaSchema = z.object({
  name: z.string().min(1).max(1000),
  /** 4 MiB of JSON: more than 200 headers of 8 KiB each take when escaped. */
  endpoint: z.string().max(4 * 1024 * 1024),
  started_at: timeUs,
  ended_at: timeUs.optional(),
  url: text.optional(),
  complete: z.union([z.literal(0), z.literal(1)]),
  named: z.union([z.literal(0), z.literal(1)]).optional(),
  first: z.int().min(1).optional(),
  connection: connectionIdSchema.optional().catch(undefined),
});

/** The content of the `meta` table. */
export type RecordingMeta = Pick<
  RecordingInfo,
  'name' | 'endpoint' | 'url' | 'startedAt' | 'endedAt' | 'complete' | 'first'
> & { readonly named: boolean; readonly connection: ConnectionId | null };

/** Looks only at known keys: a later version of the same format may add some. */
export function parseMeta(path: string, rows: readonly Row[]): RecordingMeta {
  const values = new Map(rows.map((row) => [row['key'], row['value']]));
  const known = Object.fromEntries(Object.keys(metaSchema.shape).map((key) => [key, values.get(key)]));
  const parsed = metaSchema.safeParse(known);
  if (!parsed.success) throw damaged(path, `its “meta” table has no valid ${fieldOf(parsed.error)}`);
  const { name, endpoint, started_at: startedAt, ended_at: endedAt, url } = parsed.data;
  return {
    name,
    endpoint: parseEndpoint(path, endpoint),
    url: url ?? null,
    startedAt,
    endedAt: endedAt ?? null,
    complete: parsed.data.complete === 1,
    // Version 1 did not say: a file that a person may have named must not be treated as one that may be deleted.
    named: parsed.data.named !== 0,
    first: parsed.data.first ?? 1,
    connection: parsed.data.connection ?? null,
  };
}

/** Without options that are not known here: the records are what counts, and a later version may have more options. */
function parseEndpoint(path: string, json: string): Endpoint {
  const endpoint = parseKnown(endpointSchema, parseJson(json));
  if (endpoint) return endpoint;
  throw damaged(path, 'its description of the connection cannot be understood');
}

/** 4 MiB of JSON: chains of certificates in PEM and 64 steps stay far below that. */
const factsText = z.string().max(4 * 1024 * 1024);

/** What the file says about how the connection was made. It is only an extra: if it is not understood, it counts as absent. */
export function parseFacts(value: unknown): ConnectionFacts | null {
  const json = factsText.safeParse(value);
  return json.success ? (parseKnown(connectionFactsSchema, parseJson(json.data)) ?? null) : null;
}

/** In how many records secrets were blanked when this copy was made; null for any other file. */
export function parseBlanked(value: unknown): number | null {
  return count.safeParse(value).data ?? null;
}

export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const totalsSchema = z.object({
  records: count,
  frames_in: count,
  frames_out: count,
  bytes_in: count,
  bytes_out: count,
});

/** The content of the `totals` table. */
type RecordingTotals = Pick<RecordingInfo, 'records' | 'payloadsIn' | 'payloadsOut' | 'bytesIn' | 'bytesOut'>;

/** Parses the one row of the `totals` table. Throws BAD_REQUEST, with a sentence, when it does not fit. */
export function parseTotals(path: string, row: Row | undefined): RecordingTotals {
  const parsed = totalsSchema.safeParse(row);
  if (!parsed.success) throw damaged(path, `its “totals” table has no valid ${fieldOf(parsed.error)}`);
  const { records, ...totals } = parsed.data;
  return {
    records,
    payloadsIn: totals.frames_in,
    payloadsOut: totals.frames_out,
    bytesIn: totals.bytes_in,
    bytesOut: totals.bytes_out,
  };
}

const sumsSchema = totalsSchema.omit({ records: true }).extend({ first_seq: z.int().min(1).nullable() });

/** Sums of the `seconds` table, and the lowest number of a record in these seconds. */
type TrafficSums = Omit<RecordingTotals, 'records'> & { readonly firstSeq: number | null };

/** A key of the `seconds` table, small enough that its microseconds are still whole numbers; null where there is none. */
export function parseSecond(path: string, value: unknown): number | null {
  if (value === null) return null;
  if (Number.isSafeInteger(Number(value) * 1_000_000)) return Number(value);
  throw damaged(path, 'its “seconds” table has no valid second');
}

/** The sums over a stretch of time. Throws as `parseTotals` does. */
export function parseTrafficSums(path: string, row: Row | undefined): TrafficSums {
  const parsed = sumsSchema.safeParse(row);
  if (!parsed.success) throw damaged(path, `its “seconds” table has no valid ${fieldOf(parsed.error)}`);
  const {
    frames_in: payloadsIn,
    frames_out: payloadsOut,
    bytes_in: bytesIn,
    bytes_out: bytesOut,
    first_seq: firstSeq,
  } = parsed.data;
  return { payloadsIn, payloadsOut, bytesIn, bytesOut, firstSeq };
}

const peerRowSchema = z.object({
  id: z.int().min(1),
  address: text,
  detail: z.string().nullable(),
  bytes_in: count,
  bytes_out: count,
});

/** A row of the `peers` table. Throws as `parseTotals` does, though not for a detail, as with records. */
export function parsePeer(path: string, row: Row): RecordingInfo['peers'][number] {
  const parsed = peerRowSchema.safeParse(row);
  if (!parsed.success) throw damaged(path, `its “peers” table has no valid ${fieldOf(parsed.error)}`);
  const { id, address, detail: json, bytes_in: bytesIn, bytes_out: bytesOut } = parsed.data;
  const detail = json === null ? undefined : parseKnown(peerDetailSchema, parseJson(json));
  const peer = { id, address, bytesIn, bytesOut };
  return detail === undefined ? peer : { ...peer, detail };
}

/** Not strict: our own query chose the columns, and looking for others would cost as much as looking at these. */
const headSchema = z.object({
  ...recordHeadSchema.omit({ damage: true, detail: true }).shape,
  /** JSON. It comes as bytes, as the note does, where it is longer than Wirebench writes. */
  detail: z.string().nullable(),
  crc: z.int().nullable(),
});
const rowSchema = headSchema.extend({ preview: z.instanceof(Uint8Array) });
const contentSchema = headSchema.extend({ bytes: z.instanceof(Uint8Array) });

/**
 * Parses a row of the timeline, which must have the sequence number `seq`. A row small enough to be read whole is compared with its sum.
 */
export function parseRow(file: RowFile, row: Row, seq: number): RecordRow {
  const { at, peer, direction, kind, size, note, preview, crc, detail } = parseHead(
    rowSchema,
    file.path,
    row,
    seq,
  );
  // Field by field: taking what is left of an object costs as much as all the rest of parsing it.
  const record = { seq, at, peer, direction, kind, size, note, preview };
  if (record.preview.length !== Math.min(record.size, previewBytes)) {
    throw damaged(file.path, `record number ${seq} does not have as many bytes as it says`);
  }
  const isWhole = record.size <= previewBytes;
  if (isWhole && !isSound(file.version, record, record.preview, detail, crc)) {
    return { ...record, damage: 'This record is damaged: it is not what was recorded.' };
  }
  return withDetail(record, detail);
}

/** A record with its first 1 MiB of bytes, which must have the number `seq` and be what was recorded. */
export function parseContent(file: RowFile, row: Row, seq: number): RecordContent {
  const { crc, detail, ...record } = parseHead(contentSchema, file.path, row, seq);
  if (record.bytes.length !== Math.min(record.size, pieceBytes)) {
    throw damaged(file.path, `the bytes of record number ${seq} are not complete`);
  }
  if (isSound(file.version, record, record.bytes, detail, crc)) return withDetail(record, detail);
  throw damaged(file.path, `record number ${seq} is not what was recorded`);
}

/**
 * Most records have no detail, and are returned unchanged; so is one whose detail is not understood. It is an extra beside the note, its
 * damage is found by the sum, and somebody else's program may have written more than we know into it.
 */
function withDetail<Parsed extends Pick<RecordHead, 'kind'>>(
  record: Parsed,
  json: string | null,
): Parsed & { readonly detail?: RecordDetail } {
  if (json === null) return record;
  const detail = parseDetail(record.kind, parseJson(json));
  return detail === undefined ? record : { ...record, detail };
}

/** The file that rows come from; in older versions the sums cover less. */
export interface RowFile {
  readonly path: string;
  readonly version: number;
}

function parseHead<Head>(
  schema: { safeParse(row: Row): z.ZodSafeParseResult<Head> },
  path: string,
  row: Row,
  seq: number,
): Head {
  if (row['seq'] !== seq) throw damaged(path, `record number ${seq} is missing`);
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw damaged(path, `record number ${seq} has no valid ${fieldOf(parsed.error)}`);
}

/** Version 1 had no sums, and those of versions 2 and 3 cover the bytes alone. */
function isSound(
  version: number,
  record: SummedRecord,
  bytes: Uint8Array,
  detail: string | null,
  crc: number | null,
): boolean {
  if (version >= oldestSummedVersion) return crc === sumOfRecord(record, bytes, detail);
  return crc === null || crc === crcOf(bytes);
}

/** A column that holds a whole number from `least` on; `what` names it. */
export function parseNumber(path: string, row: Row | undefined, column: string, least: number): number {
  const value = row?.[column];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw damaged(path, `it has no valid ${column} where one is needed`);
}

/** A part of a record's bytes, exactly `length` long; the sum stored with it proves that it is what was written. */
export function parsePart(
  { path, version }: RowFile,
  row: Row | undefined,
  seq: number,
  length: number,
): Uint8Array<ArrayBuffer> {
  const bytes = row?.['bytes'];
  if (!(bytes instanceof Uint8Array && bytes.length === length && bytes.buffer instanceof ArrayBuffer)) {
    throw damaged(path, `the bytes of record number ${seq} are not complete`);
  }
  const sum = row?.['crc'] ?? null;
  if (sum !== crcOf(bytes) && (sum !== null || version >= oldestSummedVersion)) {
    throw damaged(path, `the bytes of record number ${seq} are not those that were recorded`);
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, length);
}

function fieldOf(error: z.ZodError): string {
  return String(error.issues[0]?.path[0] ?? 'content');
}
