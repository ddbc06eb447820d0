import { previewBytes } from '../../../../shared/model/record.ts';
import { largestDetailBytes } from '../../../../shared/model/recordDetail.ts';
import { largestNoteBytes, oldestDetailedVersion } from '../schema.ts';

/** What is asked of the tables of a file, as lists of columns. */
export interface RecordColumns {
  /** Of a record, as a row of the timeline. */
  readonly row: string;
  /** Of a record with its first 1 MiB of bytes. */
  readonly content: string;
  /** The detail of a record or of a peer; null in files that have none. */
  readonly detail: string;
}

/** A note longer than Wirebench writes is not fetched: `note_size` gives it away. */
const headColumns =
  'seq, at, peer, direction, kind, size, octet_length(note) AS note_size, ' +
  `CASE WHEN octet_length(note) <= ${largestNoteBytes} THEN note END AS note`;

/** The sum of a record that is read whole by its row; of a longer one it stands behind the bytes, which are not to be gone through. */
const sumColumn = `CASE WHEN size <= ${previewBytes} THEN crc END AS crc`;

/** `substr` of no bytes is null. */
const previewColumn = `coalesce(preview, substr(bytes, 1, ${previewBytes}), x'') AS preview`;

/** A detail longer than Wirebench writes is not fetched: bytes in its place give it away. */
const detailColumn = `iif(octet_length(detail) > ${largestDetailBytes}, x'', detail) AS detail`;

/** The columns of a file of this version of the format. */
export function recordColumns(version: number): RecordColumns {
  const detail = version < oldestDetailedVersion ? 'NULL AS detail' : detailColumn;
  // A file of version 1 is looked at before it is brought up to date.
  const sum = version === 1 ? 'NULL AS crc' : sumColumn;
  return {
    row: `${headColumns}, ${detail}, ${previewColumn}, ${sum}`,
    content: `${headColumns}, ${detail}, bytes, crc`,
    detail,
  };
}
