import { previewBytes } from '../../../../shared/model/record.ts';
import { largestNoteBytes } from '../schema.ts';

/** A note longer than Wirebench writes is not fetched: `note_size` gives it away. */
const headColumns =
  'seq, at, peer, direction, kind, size, octet_length(note) AS note_size, ' +
  `CASE WHEN octet_length(note) <= ${largestNoteBytes} THEN note END AS note`;

/** The sum of a record that is read whole by its row; of a longer one it stands behind the bytes, which are not to be gone through. */
export const sumColumn = `CASE WHEN size <= ${previewBytes} THEN crc END AS crc`;

/** A record as a row of the timeline; `substr` of no bytes is null. */
export const rowColumns = `${headColumns}, coalesce(preview, substr(bytes, 1, ${previewBytes}), x'') AS preview`;

/** A record with its first 1 MiB of bytes. */
export const contentColumns = `${headColumns}, bytes, crc`;
