import { z } from 'zod';

const whole = z.number();
const bytes = z.instanceof(Uint8Array);

const recordSchema = z.object({
  seq: whole,
  at: whole,
  peer: whole.nullable(),
  direction: z.string().nullable(),
  kind: z.string(),
  size: whole,
  note: z.string().nullable(),
  /** Files before format 5 have none. */
  detail: z.string().nullable().default(null),
  preview: bytes.nullable(),
  bytes,
  crc: whole.nullable(),
});

const partSchema = z.object({ seq: whole, part: whole, bytes, crc: whole.nullable() });

/** A record as it is in the file, with its first 1 MiB of bytes. */
export type StoredRecord = z.infer<typeof recordSchema>;

/** A part as it is in the file. */
export type StoredPart = z.infer<typeof partSchema>;

/** A row of `records`: its columns are strict, so only a file that another program changed throws here. */
export function storedRecord(row: unknown): StoredRecord {
  return recordSchema.parse(row);
}

/** A row of `parts`. */
export function storedPart(row: unknown): StoredPart {
  return partSchema.parse(row);
}
