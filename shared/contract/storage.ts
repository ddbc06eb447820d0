import { z } from 'zod';
import { deletionIdSchema } from '../model/ids.ts';
import { smallestBudgetBytes, storageSchema } from '../model/storage.ts';
import { call, subscription } from './define.ts';
import { nothing } from './nothing.ts';

/** The disk space of the recordings. */
export const storageContract = {
  /** How much disk space the recordings use, and may use. */
  'storage.watch': subscription(nothing, storageSchema),
  /** Sets how much disk space the recordings may use; the workspace stores the setting. Frees the excess. */
  'storage.setBudget': call(z.strictObject({ budgetBytes: z.int().min(smallestBudgetBytes) }), nothing),
  /**
   * Deletes the unnamed recordings that are not being written, as one deletion; null where there were none. `problem` is a sentence: why some
   * stayed. Rejects with it where all did.
   */
  'storage.deleteUnnamed': call(
    nothing,
    z.strictObject({
      deleted: z.int().min(0),
      deletion: deletionIdSchema.nullable(),
      problem: z.string().nullable(),
    }),
  ),
} as const;
