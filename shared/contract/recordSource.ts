import { z } from 'zod';
import { recordingIdSchema, sessionIdSchema } from '../model/ids.ts';

/** The source of rows: a running session, or an opened recording. */
export const recordSourceSchema = z.union([
  z.strictObject({ session: sessionIdSchema }),
  z.strictObject({ recording: recordingIdSchema }),
]);
export type RecordSource = z.infer<typeof recordSourceSchema>;
