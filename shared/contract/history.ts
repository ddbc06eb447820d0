import { z } from 'zod';
import { connectionIdSchema, recordingIdSchema, sessionIdSchema } from '../model/ids.ts';
import { largestSentPage, sentCursorSchema, sentFilterSchema, sentHeadSchema } from '../model/sentHistory.ts';
import { sendTargetSchema } from '../model/sending.ts';
import { call, callForBytes } from './define.ts';
import { recordSourceSchema } from './recordSource.ts';

/** What a person has sent over a connection: it is read from its recordings, and kept nowhere else. */
export const historyContract = {
  /**
   * What a person sent over a connection, newest first, in its live session and its recordings; `filter` as in a view. A page may end
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
   * Sends a record's bytes again, as what they were, or as what this connection has for it. Rejects as `sessions.send`; with LIMIT for more
   * than 16 MiB.
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
