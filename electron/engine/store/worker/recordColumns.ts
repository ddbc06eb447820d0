import { previewBytes } from '../../../../shared/model/record.ts';
import { largestDetailBytes } from '../../../../shared/model/recordDetail.ts';
import { largestNoteBytes, oldestDetailedVersion } from '../schema.ts';

/** The queries for the tables of a file, as lists of columns. */
interface RecordColumns {
  /** A record as a row of the timeline, for `rowOf`. */
  readonly row: string;
  /** A record with its first 1 MiB of bytes. */
  readonly content: string;
  /** The detail of a record or of a peer; null in files that have none. */
  readonly detail: string;
}

/** A note longer than Wirebench writes is not fetched: bytes in its place reveal it. */
const headColumns = `seq, at, peer, direction, kind, size, iif(octet_length(note) > ${largestNoteBytes}, x'', note) AS note`;

/**
 * The sum of a record that its row contains whole; the sum of a longer one is stored behind the bytes, which should not be read through.
 */
const sumColumn = `CASE WHEN size <= ${previewBytes} THEN crc END AS crc`;

/** `substr` of empty bytes is null. */
const previewColumn = `coalesce(preview, substr(bytes, 1, ${previewBytes}), x'') AS preview`;

/** The same for a detail. */
const detailColumn = `iif(octet_length(detail) > ${largestDetailBytes}, x'', detail) AS detail`;

/** The columns of a file of this version of the format. */
export function recordColumns(version: number): RecordColumns {
  const detail = version < oldestDetailedVersion ? 'NULL AS detail' : detailColumn;
  // A version 1 file is read once before it is migrated.
  const sum = version === 1 ? 'NULL AS crc' : sumColumn;
  return {
    row: `${headColumns}, ${detail}, ${previewColumn}, ${sum}`,
    content: `${headColumns}, ${detail}, bytes, crc`,
    detail,
  };
}

/** A row by its columns, from the array that a statement of the columns `row` returns: SQLite's own objects are slower to make and to read. */
export function rowOf(values: readonly unknown[]): Record<string, unknown> {
  const [seq, at, peer, direction, kind, size, note, detail, preview, crc] = values;
  return { seq, at, peer, direction, kind, size, note, detail, preview, crc };
}
