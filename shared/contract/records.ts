import { z } from 'zod';
import { trafficRangeSchema, trafficSchema } from '../model/traffic.ts';
import { largestWindowBytes } from '../model/record.ts';
import { largestPageRows, recordPageHeadSchema } from '../model/recordPage.ts';
import { call, callForBytes, subscription, subscriptionForBytes } from './define.ts';
import {
  measuredSchema,
  recordMeasuringSchema,
  writtenPieceSchema,
  writingSchema,
} from '../model/recordForm.ts';
import { recordSourceSchema } from './recordSource.ts';

const seq = z.int().min(1);

/** The records of a running session, or of an opened recording. */
export const recordsContract = {
  /** The newest rows as previews, again whenever there are more; at most one item is in transit. */
  'records.tail': subscriptionForBytes(
    z.strictObject({ source: recordSourceSchema, rows: z.int().min(1).max(256) }),
    recordPageHeadSchema,
  ),
  /** Rows from sequence number `from` on. Fewer when the records end before. */
  'records.rows': callForBytes(
    z.strictObject({
      source: recordSourceSchema,
      from: seq,
      count: z.int().min(1).max(largestPageRows),
    }),
    recordPageHeadSchema,
  ),
  /** At most 64 KiB of a record's bytes; fewer when they end before. NOT_FOUND for an unknown record. */
  'records.bytes': callForBytes(
    z.strictObject({
      source: recordSourceSchema,
      seq,
      offset: z.int().min(0),
      length: z.int().min(1).max(largestWindowBytes),
    }),
    z.strictObject({ size: z.int().min(0) }),
  ),
  /** The sequence number of the first record at or after a time (µs since the epoch); `last + 1` when there is none. */
  'records.at': call(z.strictObject({ source: recordSourceSchema, at: z.int() }), z.strictObject({ seq })),
  /** The next piece of these records in a form, some milliseconds of work; `next` says where to go on. Removed records are left out. */
  'records.written': callForBytes(writingSchema.extend({ source: recordSourceSchema }), writtenPieceSchema),
  /** How many records are in these ranges, and how many bytes; these as far as some milliseconds of work go. */
  'records.measured': call(recordMeasuringSchema.extend({ source: recordSourceSchema }), measuredSchema),
  /** The traffic over time, again as a live session continues. */
  'records.traffic': subscription(trafficRangeSchema.extend({ source: recordSourceSchema }), trafficSchema),
} as const;
