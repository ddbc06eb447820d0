import { z } from 'zod';
import { connectionIdSchema, recordingIdSchema, sessionIdSchema } from '../model/ids.ts';
import { largestSentPage, sentCursorSchema, sentFilterSchema, sentHeadSchema } from '../model/sentHistory.ts';
import { sendTargetSchema } from '../model/sending.ts';
import { call, callForBytes } from './define.ts';
import { recordSourceSchema } from './recordSource.ts';

/** What a person has sent over a connection: it is read from its recordings, and kept nowhere else. */
export const historyContract = {
  /**
   * What a person sent over a connection, newest first, in its live session and its recordings; `filter` as in a view. A file that was sent
   * in pieces is one row, that of the record which reports its end, with the kind of its pieces, how many bytes were sent as its size, and the
   * first of them as its preview. A page may end
   * early, also without rows, where looking takes long: `next` says where to go on, null that there is nothing older. A recording that
   * cannot be read is skipped, and listed with a sentence. The previews are in the body. NOT_FOUND for an unknown connection, BAD_REQUEST
   * for a filter that cannot be understood.
   */
  'history.page': callForBytes(
    z.strictObject({
      connection: connectionIdSchema,
      filter: sentFilterSchema,
      before: sentCursorSchema.nullable(),
      count: z.int().min(1).max(largestSentPage),
    }),
    z.strictObject({
      rows: z
        .array(sentHeadSchema.extend({ source: recordSourceSchema, recording: recordingIdSchema }))
        .max(largestSentPage),
      next: sentCursorSchema.nullable(),
      skipped: z.array(z.strictObject({ recording: recordingIdSchema, problem: z.string() })),
    }),
  ),
  /**
   * Sends a record's bytes again, as what they were, or as what this connection has for it; more than 16 MiB, and a file whose end the record
   * reports, in pieces, as `sessions.sendFile`. A file that is not in the recording as a whole is read anew if it is the same still. Rejects as
   * these two; with WRONG_STATE for a file that has changed, and as `files.look` for one that is gone.
   */
  'history.sendAgain': call(
    z.strictObject({
      session: sessionIdSchema,
      to: sendTargetSchema,
      source: recordSourceSchema,
      seq: z.int().min(1),
    }),
    z.strictObject({ sent: z.int().min(0) }),
  ),
} as const;
