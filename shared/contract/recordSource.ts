import { z } from 'zod';
import { recordingIdSchema, sessionIdSchema } from '../model/ids.ts';

/** Where rows are read from: a running session, or an opened recording. */
export const recordSourceSchema = z.union([
  z.strictObject({ session: sessionIdSchema }),
  z.strictObject({ recording: recordingIdSchema }),
]);
export type RecordSource = z.infer<typeof recordSourceSchema>;
