import { z } from 'zod';
import { deletionIdSchema } from './ids.ts';

/** 10 s: how long a deletion is offered to be undone. */
export const undoMs = 10_000;

/** Something was deleted, and can come back by this id for `undoMs`. */
export const deletionSchema = z.strictObject({ deletion: deletionIdSchema });
