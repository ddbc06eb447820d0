import { z } from 'zod';
import { largestMarkedStretches, markedStretchSchema, markLookSchema, stretchSchema } from '../model/mark.ts';
import { viewIdSchema } from '../model/ids.ts';
import { call, subscription } from './define.ts';
import { nothing } from './nothing.ts';
import { recordSourceSchema } from './recordSource.ts';

/** What people mark in a recording, live or not. A session and its recording have the same marks. */
export const marksContract = {
  /** Stretch by stretch, which marks are there: first all that exist, from the first record on, then those that a change is about. */
  'marks.watch': subscription(z.strictObject({ source: recordSourceSchema }), markedStretchSchema),
  /**
   * Marks the records of each stretch, or with a view those of them that match its filter as far as it has looked, in place of what was marked
   * there, or takes their marks away (null). `undo` is the number of the change; `lost` says
   * how many marks were replaced or taken away, and how many of these had a note. Rejects with NOT_FOUND where none of the records exists any
   * more, with LIMIT where the recording would have too many marks, and with BAD_REQUEST and a sentence where its file cannot be written.
   */
  'marks.set': call(
    z.strictObject({
      source: recordSourceSchema,
      view: viewIdSchema.nullable(),
      stretches: z.array(stretchSchema).min(1).max(largestMarkedStretches),
      mark: markLookSchema.nullable(),
    }),
    z.strictObject({
      undo: z.int(),
      lost: z.strictObject({ marks: z.int().min(0), notes: z.int().min(0) }),
    }),
  ),
  /** Gives back what a change has replaced. NOT_FOUND when that is too long ago. */
  'marks.undo': call(z.strictObject({ undo: z.int() }), nothing),
} as const;
