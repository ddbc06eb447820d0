import type { Traffic } from '../../../shared/model/traffic.ts';
import type { TimeStretch, TrafficMeasure } from '../../state/records/traffic.ts';

const secondUs = 1_000_000;
/** 30 s: a shorter stretch is drawn on the left with narrow bars, instead of filling the chart with three blocks. */
const shortestSpanUs = 30_000_000;
/** 3 px for a bucket: the narrowest bar that is still a bar. */
const bucketWidthPixels = 3;
/** A chart without any width still asks for one bucket. */
const smallestBucketCount = 1;

/** How many buckets to request; `largest` is the contract's limit. */
export function bucketCountFor(widthPixels: number, largest: number): number {
  return Math.max(smallestBucketCount, Math.min(largest, Math.floor(widthPixels / bucketWidthPixels)));
}

/** What is drawn: a pair of per-second rates for each bucket. */
export interface TrafficBars {
  readonly perSecondIn: readonly number[];
  readonly perSecondOut: readonly number[];
  readonly largestIn: number;
  readonly largestOut: number;
  /** How many buckets fill the width of the chart; at least as many as there are. */
  readonly places: number;
}

/** `brush` is the zoomed stretch; null is the whole, which leaves room beside it when it is short. */
export function barsOf(traffic: Traffic, measure: TrafficMeasure, brush: TimeStretch | null): TrafficBars {
  const perSecond = (counts: readonly number[]): number[] =>
    counts.map((count, index) => count / secondsIn(traffic, index, brush));
  const perSecondIn = perSecond(measure === 'payloads' ? traffic.payloadsIn : traffic.bytesIn);
  const perSecondOut = perSecond(measure === 'payloads' ? traffic.payloadsOut : traffic.bytesOut);
  const smallestPlaces = brush === null ? Math.ceil(shortestSpanUs / traffic.bucketUs) : 1;
  return {
    perSecondIn,
    perSecondOut,
    largestIn: largestOf(perSecondIn),
    largestOut: largestOf(perSecondOut),
    places: Math.max(perSecondIn.length, smallestPlaces),
  };
}

/** How many seconds a bucket counts: the last one may be incomplete, and must not look like a lull. */
function secondsIn({ from, bucketUs, end }: Traffic, index: number, brush: TimeStretch | null): number {
  const start = from + index * bucketUs;
  const counted = Math.min(start + bucketUs, end + 1, brush?.to ?? Infinity);
  return Math.max(1, Math.ceil((counted - start) / secondUs));
}

function largestOf(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, value), 0);
}

/** The bucket of a time; below 0 or beyond the last one for times outside. */
export function bucketAt({ from, bucketUs }: Traffic, timeUs: number): number {
  return Math.floor((timeUs - from) / bucketUs);
}

/** The bucket nearest to a place in the chart; null when there are no buckets. */
export function nearestBucket({ payloadsIn }: Traffic, place: number): number | null {
  if (payloadsIn.length === 0) return null;
  return Math.max(0, Math.min(payloadsIn.length - 1, Math.floor(place)));
}

/** From the beginning of one bucket to the end of another, in either order. */
export function stretchOf({ from, bucketUs }: Traffic, one: number, other: number): TimeStretch {
  const first = Math.min(one, other);
  const last = Math.max(one, other);
  return { from: from + first * bucketUs, to: from + (last + 1) * bucketUs };
}
