import { z } from 'zod';
import { previewBytes, recordHeadSchema, type RecordRow } from './record.ts';

/** 512 rows: several screens, and still a message of some 100 KB. */
export const largestPageRows = 512;

/** The head of a page of rows as it crosses a transport; the previews follow in the body, one after the other, without gaps. */
export const recordPageHeadSchema = z.strictObject({
  /** The sequence number of the oldest stored record; above 1 after older ones were removed. With no record it is `last + 1`. */
  first: z.int().min(1),
  /** The sequence number of the newest record; 0 if there has been none. */
  last: z.int().min(0),
  rows: z
    .array(recordHeadSchema.extend({ previewSize: z.int().min(0).max(previewBytes) }))
    .max(largestPageRows),
});
type RecordPageHead = z.infer<typeof recordPageHeadSchema>;

/** Consecutive rows, and which records existed when they were read. */
export interface RecordPage {
  readonly first: number;
  readonly last: number;
  readonly rows: readonly RecordRow[];
}

/** A page as it crosses threads and transports: packed where it is read, unpacked where it is used, and passed on unchanged in between. */
export interface PackedPage {
  readonly output: RecordPageHead;
  readonly body: Uint8Array;
}

/** The page as it crosses a transport. */
export function packPage(page: RecordPage): PackedPage {
  const { heads, body } = packRows(page.rows);
  return { output: { first: page.first, last: page.last, rows: heads }, body };
}

/** The heads of rows, and their previews one after the other. */
export function packRows(rows: readonly RecordRow[]): { heads: RecordPageHead['rows']; body: Uint8Array } {
  const body = new Uint8Array(rows.reduce((sum, row) => sum + row.preview.length, 0));
  let at = 0;
  const heads = rows.map(({ preview, ...head }) => {
    body.set(preview, at);
    at += preview.length;
    return { ...head, previewSize: preview.length };
  });
  return { heads, body };
}

/** Turns the result of `packPage` back into the page; previews are views onto the body. Head and body must be parsed already. */
export function unpackPage({ output: { first, last, rows }, body }: PackedPage): RecordPage {
  return { first, last, rows: unpackRows(rows, body) };
}

/** The rows of a page whose previews follow one another in `body`. */
export function unpackRows(heads: RecordPageHead['rows'], body: Uint8Array): RecordRow[] {
  let at = 0;
  return heads.map(({ previewSize, ...row }) => {
    const preview = body.subarray(at, at + previewSize);
    at += previewSize;
    return { ...row, preview };
  });
}
