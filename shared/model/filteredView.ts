import { z } from 'zod';
import { viewIdSchema } from './ids.ts';
import { previewBytes, recordHeadSchema, type RecordRow } from './record.ts';
import { largestPageRows, packPage, unpackRows } from './recordPage.ts';

/** 4,096 characters: longer than any filter that a person writes, and parsed in no time. */
export const largestFilterLength = 4096;

/** 4,096 stretches in a window of 64 KiB: one in every sixteen bytes; what is beyond is marked when it is scrolled to. */
export const largestRangeCount = 4096;

const rowHeads = z
  .array(recordHeadSchema.extend({ previewSize: z.int().min(0).max(previewBytes) }))
  .max(largestPageRows);

/**
 * The records of a source that match a filter, as far as they were looked at.
 *
 * - `scanning` older records are still being looked at, from the first one on
 * - `current` all records that there are were looked at; those of a live session follow as they come
 * - `failed` it ended before its time; `problem` says why, and what to do. What was found stays
 */
export const filteredViewSchema = z.strictObject({
  view: viewIdSchema,
  state: z.enum(['scanning', 'current', 'failed']),
  problem: z.string().nullable(),
  /** How many records match, so far; without those that were cut away. */
  matches: z.int().min(0),
  /**
   * How many matches were cut away with their records. A match keeps its index for ever: the oldest one that is left has this index, the
   * newest `dropped + matches - 1`.
   */
  dropped: z.int().min(0),
  /** The sequence numbers of the oldest record, of the last one that was looked at (`first - 1` for none), and of the newest. */
  first: z.int().min(1),
  scanned: z.int().min(0),
  last: z.int().min(0),
  /** The newest matches, as many as were asked for at most; their previews are the body. */
  rows: rowHeads,
});
export type FilteredView = z.infer<typeof filteredViewSchema>;

/** Consecutive matches; the first one has the index that was asked for, or `dropped` where that is cut away. */
export const matchPageHeadSchema = z.strictObject({
  matches: z.int().min(0),
  dropped: z.int().min(0),
  rows: rowHeads,
});
type MatchPageHead = z.infer<typeof matchPageHeadSchema>;

export interface MatchPage {
  /** How many matches there were when the page was read, and how many had been cut away. */
  readonly matches: number;
  readonly dropped: number;
  readonly rows: readonly RecordRow[];
}

/** A page of matches as it crosses threads and transports. */
export interface PackedMatches {
  readonly output: MatchPageHead;
  readonly body: Uint8Array;
}

/** The page as it crosses a transport. */
export function packMatches(page: MatchPage): PackedMatches {
  const { output, body } = packPage({ first: 1, last: 0, rows: page.rows });
  return { output: { matches: page.matches, dropped: page.dropped, rows: output.rows }, body };
}

/** The page that `packMatches` was given. */
export function unpackMatches({ output: { matches, dropped, rows }, body }: PackedMatches): MatchPage {
  return { matches, dropped, rows: unpackRows(rows, body) };
}

/** Bytes of a record that a filter is about, from `from` up to and without `to`. */
export const byteRangeSchema = z.strictObject({ from: z.int().min(0), to: z.int().min(1) });
export type ByteRange = z.infer<typeof byteRangeSchema>;
