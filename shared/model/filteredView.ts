import { z } from 'zod';
import { viewIdSchema } from './ids.ts';
import { previewBytes, recordHeadSchema, type RecordRow } from './record.ts';
import { largestPageRows, packPage, unpackRows } from './recordPage.ts';

/** 4,096 characters: longer than any filter that a person writes, and quick to parse. */
export const largestFilterLength = 4096;

/** 4,096 stretches in a window of 64 KiB: one per sixteen bytes; the rest are marked when they are scrolled into view. */
export const largestRangeCount = 4096;

const rowHeads = z
  .array(recordHeadSchema.extend({ previewSize: z.int().min(0).max(previewBytes) }))
  .max(largestPageRows);

/**
 * The records of a source that match a filter, as far as the search has got.
 *
 * - `scanning` older records are still being looked at, from the first one on
 * - `current` all existing records were looked at; those of a live session follow as they arrive
 * - `failed` it ended early; `problem` says why, and what to do. Matches found so far stay
 */
export const filteredViewSchema = z.strictObject({
  view: viewIdSchema,
  state: z.enum(['scanning', 'current', 'failed']),
  problem: z.string().nullable(),
  /** How many records match so far, without those that were removed. */
  matches: z.int().min(0),
  /**
   * How many matches were removed with their records. A match keeps its index for ever: the oldest remaining one has this index, the newest
   * `dropped + matches - 1`.
   */
  dropped: z.int().min(0),
  /** The sequence numbers of the oldest record, of the last one that was looked at (`first - 1` for none), and of the newest. */
  first: z.int().min(1),
  scanned: z.int().min(0),
  last: z.int().min(0),
  /** The newest matches, at most as many as requested; their previews are in the body. */
  rows: rowHeads,
});
export type FilteredView = z.infer<typeof filteredViewSchema>;

/** Consecutive matches; the first one has the requested index, or `dropped` where that one was removed. */
export const matchPageHeadSchema = z.strictObject({
  matches: z.int().min(0),
  dropped: z.int().min(0),
  rows: rowHeads,
});
type MatchPageHead = z.infer<typeof matchPageHeadSchema>;

interface MatchPage {
  /** How many matches there were when the page was read, and how many had been removed. */
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

/** Turns the result of `packMatches` back into the page. */
export function unpackMatches({ output: { matches, dropped, rows }, body }: PackedMatches): MatchPage {
  return { matches, dropped, rows: unpackRows(rows, body) };
}

/** Bytes of a record that a filter matches, from `from` up to but not including `to`. */
export const byteRangeSchema = z.strictObject({ from: z.int().min(0), to: z.int().min(1) });
export type ByteRange = z.infer<typeof byteRangeSchema>;
