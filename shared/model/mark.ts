import { z } from 'zod';

/** The colours of marks, in the order offered. The name of each is part of the format, of the filter language and of the window. */
export const markColours = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;
const markColourSchema = z.enum(markColours);
export type MarkColour = z.infer<typeof markColourSchema>;

/** 500 characters: a few sentences, which a tooltip still shows. */
export const largestMarkNote = 500;

/** 100,000: what many windows of one recording still keep at hand. A mark is of one stretch, however many records are in it. */
export const largestMarkCount = 100_000;

/** 10,000 stretches are marked by one call: some 300 KB of it. */
export const largestMarkedStretches = 10_000;

/** 1,000 marks are told at once. */
export const largestMarkPage = 1000;

const seq = z.int().min(1);

/** Null where nothing was written. */
const markNoteSchema = z.string().min(1).max(largestMarkNote).nullable();

/** What a person says with a mark. */
export const markLookSchema = z.strictObject({ colour: markColourSchema, note: markNoteSchema });
export type MarkLook = z.infer<typeof markLookSchema>;

/** Records from number `from` to `to`, both included. */
export const stretchSchema = z
  .strictObject({ from: seq, to: seq })
  .refine(({ from, to }) => from <= to, { error: 'A stretch begins before it ends.' });
export type Stretch = z.infer<typeof stretchSchema>;

/**
 * A mark of a stretch of records; those of one recording do not overlap, so that a record has one or none. `at` is when it was made, in
 * microseconds since the epoch.
 */
export const markSchema = z.strictObject({
  from: seq,
  to: seq,
  colour: markColourSchema,
  /** In a copy without secrets, an asterisk stands for each byte of what may have been one character. */
  note: z
    .string()
    .min(1)
    .max(4 * largestMarkNote)
    .nullable(),
  at: z.int(),
});
export type Mark = z.infer<typeof markSchema>;

/** All marks of a stretch, in order; what they have beyond it is left out. */
export const markedStretchSchema = z.strictObject({
  from: seq,
  to: seq,
  marks: z.array(markSchema).max(largestMarkCount),
});
export type MarkedStretch = z.infer<typeof markedStretchSchema>;

/** Marks in order, and the record up to which they are all there. */
export interface MarkPage {
  readonly to: number;
  readonly marks: readonly Mark[];
}
