import { z } from 'zod';
import { recordingIdSchema, sessionIdSchema } from '../model/ids.ts';

/** Rows are read from a source: the session that runs, or the recording that was opened. */
export const recordSourceSchema = z.union([
  z.strictObject({ session: sessionIdSchema }),
  z.strictObject({ recording: recordingIdSchema }),
]);
export type RecordSource = z.infer<typeof recordSourceSchema>;
