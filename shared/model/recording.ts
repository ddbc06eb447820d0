import { z } from 'zod';
import { recordingIdSchema, sessionIdSchema } from './ids.ts';
import { endpointSchema } from './connection.ts';
import { connectionFactsSchema } from './facts.ts';
import { peerDetailSchema } from './recordDetail.ts';
import { peerSchema } from './session.ts';

/** As long as a connection's may be. */
export const recordingNameSchema = z.string().trim().min(1, 'A recording has a name.').max(200);

/** A `.wbs` file in the workspace, as the sidebar lists it. `problem` says why it cannot be opened, and what to do. */
export const recordingSummarySchema = z.strictObject({
  id: recordingIdSchema,
  name: z.string(),
  /** Of the file, in bytes. */
  size: z.int().min(0),
  /** Microseconds since the epoch. */
  startedAt: z.int(),
  /** The session that is writing it now. */
  liveSession: sessionIdSchema.nullable(),
  problem: z.string().nullable(),
  /** A person gave it its name, or took it in: it is never deleted to make room. */
  named: z.boolean(),
  /** The program that wrote it was killed: what it had committed is there, and that is all. */
  interrupted: z.boolean(),
});
export type RecordingSummary = z.infer<typeof recordingSummarySchema>;

/** What is known of a recording from its file. `complete` is false while it is written and after the program was killed in between. */
export const recordingInfoSchema = z.strictObject({
  name: z.string(),
  endpoint: endpointSchema,
  /** The address as it was opened, with the real port. */
  url: z.string().nullable(),
  startedAt: z.int(),
  endedAt: z.int().nullable(),
  complete: z.boolean(),
  /** The sequence number of the oldest record in the file; above 1 when the session was cut. */
  first: z.int().min(1),
  /** How many records the file has; like the counts below, without those that were cut away. */
  records: z.int().min(0),
  framesIn: z.int().min(0),
  framesOut: z.int().min(0),
  bytesIn: z.int().min(0),
  bytesOut: z.int().min(0),
  /** What the connection really did: of a client, and as far as the file says. */
  facts: connectionFactsSchema.nullable(),
  /** At most 500, those with the most bytes first. */
  peers: z.array(
    peerSchema.pick({ id: true, address: true, bytesIn: true, bytesOut: true }).extend({
      /** Absent in recordings of before format 5. */
      detail: peerDetailSchema.optional(),
    }),
  ),
});
export type RecordingInfo = z.infer<typeof recordingInfoSchema>;

/** A file on its way into the workspace, in pieces of at most 1 MiB. */
export const largestPieceBytes = 1024 * 1024;
