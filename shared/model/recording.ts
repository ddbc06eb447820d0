import { z } from 'zod';
import { connectionIdSchema, recordingIdSchema, sessionIdSchema } from './ids.ts';
import { endpointSchema } from './connection.ts';
import { endpointKinds } from './endpointKinds.ts';
import { connectionFactsSchema } from './facts.ts';
import { peerDetailSchema } from './recordDetail.ts';
import { peerSchema } from './session.ts';

/** A name of a recording has the same limit as that of a connection. */
export const recordingNameSchema = z.string().trim().min(1, 'A recording needs a name.').max(200);

/** 200 characters of an address: as much as anybody reads in a list of thousands. */
export const longestListedAddress = 200;

/** A `.wbs` file in the workspace, as the sidebar lists it. `problem` says why it cannot be opened, and what to do. */
export const recordingSummarySchema = z.strictObject({
  id: recordingIdSchema,
  name: z.string(),
  /** Size of the file, in bytes. */
  size: z.int().min(0),
  /** Microseconds since the epoch. */
  startedAt: z.int(),
  /** The session that is currently writing it. */
  liveSession: sessionIdSchema.nullable(),
  problem: z.string().nullable(),
  /** The person named or imported it, or marked something in it: it is never deleted to make room. */
  named: z.boolean(),
  /** The program that wrote it was killed: only what it had committed is there. */
  interrupted: z.boolean(),
  /** What was opened; null where the file cannot be read. */
  kind: z.enum(endpointKinds).nullable(),
  /** Where: as it was opened, with the real port, or as it stood. */
  address: z.string().max(longestListedAddress),
  /** When it ended, or its newest record, where it has no end. Microseconds since the epoch. */
  lastAt: z.int(),
  /** How many records carry bytes. */
  payloads: z.int().min(0),
  /** The number of its oldest record: less than before, where records that were deleted have come back. */
  first: z.int().min(1),
  /** False where nothing was ever open, and nothing listened. */
  wasOpen: z.boolean(),
  /** The saved connection whose session it is of; null where there was none, or the file is older than format 5. */
  connection: connectionIdSchema.nullable(),
});
export type RecordingSummary = z.infer<typeof recordingSummarySchema>;

/** What a recording's file says about it. `complete` is false while it is being written, and if the program was killed meanwhile. */
export const recordingInfoSchema = z.strictObject({
  name: z.string(),
  endpoint: endpointSchema,
  /** The address that was opened, with the real port. */
  url: z.string().nullable(),
  startedAt: z.int(),
  endedAt: z.int().nullable(),
  complete: z.boolean(),
  /** The sequence number of the oldest record in the file; above 1 when older ones were removed. */
  first: z.int().min(1),
  /** How many records the file has; like the counts below, without removed ones. */
  records: z.int().min(0),
  payloadsIn: z.int().min(0),
  payloadsOut: z.int().min(0),
  bytesIn: z.int().min(0),
  bytesOut: z.int().min(0),
  /** What the connection really did: only for a client, and as far as the file says. */
  facts: connectionFactsSchema.nullable(),
  /** In how many records secrets were blanked, where the file is such a copy. */
  blanked: z.int().min(0).nullable(),
  /** At most 500, those with the most bytes first. */
  peers: z.array(
    peerSchema.pick({ id: true, address: true, bytesIn: true, bytesOut: true }).extend({
      /** Absent in recordings from before format 5. */
      detail: peerDetailSchema.optional(),
    }),
  ),
});
export type RecordingInfo = z.infer<typeof recordingInfoSchema>;

/** 1 MiB: the largest piece of a file being imported into the workspace. */
export const largestPieceBytes = 1024 * 1024;

/** How far the import of a recording is, from 0 to 1; the recording is there with the last of it. */
export const importProgressSchema = z.strictObject({
  share: z.number(),
  recording: recordingIdSchema.nullable(),
});
export type ImportProgress = z.infer<typeof importProgressSchema>;
