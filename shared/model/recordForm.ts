import { z } from 'zod';

/**
 * The forms in which records are copied and saved.
 *
 * - `shown` text where a record is text, otherwise hex; the sentence of one without bytes
 * - `text` as UTF-8 · `hex` · `base64`: a line for each record, which goes on where the bytes have line breaks
 * - `c`, `python` a definition of each record's bytes in the source of a program
 * - `json` one object per line, as `wirebench show --json` prints it
 * - `bytes` the bytes themselves, one record after the other
 */
export const recordFormSchema = z.enum(['shown', 'text', 'hex', 'base64', 'c', 'python', 'json', 'bytes']);
export type RecordFormName = z.infer<typeof recordFormSchema>;

const seq = z.int().min(1);

/** Record numbers from `from` to `to`, both included. */
export const recordRangeSchema = z.strictObject({ from: seq, to: z.int().min(0) });
export type RecordRange = z.infer<typeof recordRangeSchema>;

/** 256 ranges in one question: a few kilobytes; who has more of them asks several times. */
export const largestRangeList = 256;

const rangesSchema = z.array(recordRangeSchema).min(1).max(largestRangeList);

/** Records, in the order of their numbers; those before `from` were counted already. */
export const recordMeasuringSchema = z.strictObject({ ranges: rangesSchema, from: seq });
export type RecordMeasuring = z.infer<typeof recordMeasuringSchema>;

/** How many records there are from `from` on, and how many bytes those before `next` have; null where these are all. */
export const measuredSchema = z.strictObject({
  records: z.int().min(0),
  bytes: z.int().min(0),
  next: seq.nullable(),
});
export type Measured = z.infer<typeof measuredSchema>;

/** Where writing goes on: in a record, at a byte, in one of the form's passes over its bytes. */
const writingPlaceSchema = z.strictObject({
  seq,
  offset: z.int().min(0),
  pass: z.int().min(0).max(1),
  /** True as long as everything that was looked at in it is text. */
  isText: z.boolean(),
  /** What was written so far does not end with a line break. */
  isOpen: z.boolean(),
});
export type WritingPlace = z.infer<typeof writingPlaceSchema>;

/** Which records are written, and in which form; `place` is null for the beginning. */
export const writingSchema = z.strictObject({
  ranges: rangesSchema,
  form: recordFormSchema,
  place: writingPlaceSchema.nullable(),
});
export type Writing = z.infer<typeof writingSchema>;

/** What was written. */
export const writtenCountsSchema = z.strictObject({
  records: z.int().min(0),
  /** Those that the form leaves out, since they have no bytes. */
  leftOut: z.int().min(0),
  /** Those that are not what was recorded: `json` says so in their place, the other forms leave them out. */
  damaged: z.int().min(0),
});
export type WrittenCounts = z.infer<typeof writtenCountsSchema>;

/** How far records were written, and what ends in this piece, which is in the body; `next` is null once everything is written. */
export const writtenPieceSchema = writtenCountsSchema.extend({ next: writingPlaceSchema.nullable() });
export type WrittenPiece = z.infer<typeof writtenPieceSchema>;
