import { z } from 'zod';
import { recordingIdSchema } from './ids.ts';
import { largestFilterLength } from './filteredView.ts';
import { previewBytes, recordHeadSchema, type RecordRow } from './record.ts';

/** 100 messages: more than a list shows at once. */
export const largestSentPage = 100;

/** 16 MiB, as much as may wait to be sent: a larger message is sent again in pieces, and never whole in memory. */
export const largestResentBytes = 16 * 1024 * 1024;

/** What to look for among the messages that a person sent. */
export const sentFilterSchema = z.string().max(largestFilterLength);

/** Messages that a person sent, newest first, from one file. */
export interface SentRows {
  readonly rows: readonly RecordRow[];
  /** Where to go on: the messages before this number were not looked at. Null where there are none. */
  readonly next: number | null;
}

/** A row as it crosses a transport; its preview is in the body. */
export const sentHeadSchema = recordHeadSchema.extend({
  previewSize: z.int().min(0).max(previewBytes),
});

/** Where a page of the sent history ends: the next one begins before this record of this recording, and goes on with older ones. */
export const sentCursorSchema = z.strictObject({
  recording: recordingIdSchema,
  /** Its start, in microseconds since the epoch. */
  startedAt: z.int(),
  /** Null: with its newest record. */
  before: z.int().min(1).nullable(),
});
export type SentCursor = z.infer<typeof sentCursorSchema>;
