import { deletionSchema } from '../model/deletion.ts';
import { call } from './define.ts';
import { nothing } from './nothing.ts';

/** Deletions of the last ten seconds. */
export const deletionsContract = {
  /**
   * Brings back what was deleted, with its id, at its place or, where something else is there by now, beside it. NOT_FOUND when it is too late;
   * after any other refusal it can be tried again until then.
   */
  'deletions.undo': call(deletionSchema, nothing),
} as const;
