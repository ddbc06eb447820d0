import { z } from 'zod';
import { smallestBudgetBytes, storageSchema } from '../model/storage.ts';
import { call, subscription } from './define.ts';
import { nothing } from './nothing.ts';

/** The room that the recordings take. */
export const storageContract = {
  /** The room that the recordings take, and may take. */
  'storage.watch': subscription(nothing, storageSchema),
  /** Sets how much room the recordings may take; it is kept in the workspace. Frees what is beyond it. */
  'storage.setBudget': call(z.strictObject({ budgetBytes: z.int().min(smallestBudgetBytes) }), nothing),
  /** Deletes the recordings that nobody named and that are not being written. */
  'storage.deleteUnnamed': call(nothing, z.strictObject({ deleted: z.int().min(0) })),
} as const;
