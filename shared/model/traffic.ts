import { z } from 'zod';

/** 2,000 buckets: one bar per pixel, and no chart is wider than that. */
export const largestBucketCount = 2000;

const counts = z.array(z.int().min(0)).max(largestBucketCount);

/**
 * How much passed in each stretch of time, from the per-second aggregates. The lists have equal lengths; bucket `i` begins at `from + i *
 * bucketUs`. Times in microseconds since the epoch.
 */
export const trafficSchema = z.strictObject({
  /** When the first and the last record of the whole source happened; equal in a source without records. */
  begin: z.int(),
  end: z.int(),
  from: z.int(),
  /** A whole number of seconds. */
  bucketUs: z.int().min(1_000_000),
  /** The number of the first record of each bucket; null where there is none. */
  firstSeqs: z.array(z.int().min(1).nullable()).max(largestBucketCount),
  /** The number behind that of the last record of the last bucket. */
  endSeq: z.int().min(1),
  payloadsIn: counts,
  payloadsOut: counts,
  bytesIn: counts,
  bytesOut: counts,
});
export type Traffic = z.infer<typeof trafficSchema>;

/** The requested stretch: the whole of the source, or a part of it. */
export const trafficRangeSchema = z.strictObject({
  from: z.int().nullable(),
  to: z.int().nullable(),
  buckets: z.int().min(1).max(largestBucketCount),
});
export type TrafficRange = z.infer<typeof trafficRangeSchema>;
