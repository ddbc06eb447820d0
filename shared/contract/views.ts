import { z } from 'zod';
import { viewIdSchema } from '../model/ids.ts';
import {
  byteRangeSchema,
  filteredViewSchema,
  largestFilterLength,
  largestRangeCount,
  matchPageHeadSchema,
} from '../model/filteredView.ts';
import { largestWindowBytes } from '../model/record.ts';
import { largestPageRows } from '../model/recordPage.ts';
import {
  measuredSchema,
  recordMeasuringSchema,
  writtenPieceSchema,
  writingSchema,
} from '../model/recordForm.ts';
import { call, callForBytes, subscriptionForBytes } from './define.ts';
import { recordSourceSchema } from './recordSource.ts';

const view = z.strictObject({ view: viewIdSchema });
const seq = z.int().min(1);

/** The reads of an open view. */
export const viewReads = {
  /**
   * Matches from index `from` (≥ 0) on, in the order of the records; a match keeps its index when older ones are removed (`dropped`); the
   * removed ones are left out. NOT_FOUND once the view is closed.
   */
  'views.rows': callForBytes(
    view.extend({ from: z.int().min(0), count: z.int().min(1).max(largestPageRows) }),
    matchPageHeadSchema,
  ),
  /** The nearest match after or before a record (excluding it) among those found so far; nulls when there is none. */
  'views.near': call(
    view.extend({ seq: z.int().min(0), toward: z.enum(['next', 'previous']) }),
    z.strictObject({ seq: seq.nullable(), index: z.int().min(0).nullable() }),
  ),
  /** As `records.written` and `records.measured`, of the matches among these records that were found so far. */
  'views.written': callForBytes(writingSchema.extend({ view: viewIdSchema }), writtenPieceSchema),
  'views.measured': call(recordMeasuringSchema.extend({ view: viewIdSchema }), measuredSchema),
  /** Where the texts, bytes and expressions of the filter occur in a stretch (at most 64 KiB) of a record, in order. */
  'views.ranges': call(
    view.extend({ seq, offset: z.int().min(0), length: z.int().min(1).max(largestWindowBytes) }),
    z.strictObject({ ranges: z.array(byteRangeSchema).max(largestRangeCount) }),
  ),
} as const;

/** The records that match a filter. */
export const viewsContract = {
  /**
   * The records that match a filter (`shared/filter`), found in the background from the first record on; in a live session new records too.
   * The items tell how far the search is, with the newest `rows` matches. The view lasts as long as the subscription. BAD_REQUEST, with a
   * sentence, for a filter that cannot be understood. Marks are those of when the view was opened: when they change, another one is opened.
   */
  'views.open': subscriptionForBytes(
    z.strictObject({
      source: recordSourceSchema,
      filter: z.string().max(largestFilterLength),
      rows: z.int().min(0).max(256),
      /** The number of the first record that is looked at; all of them by default. */
      from: seq.optional(),
    }),
    filteredViewSchema,
  ),
  ...viewReads,
} as const;
