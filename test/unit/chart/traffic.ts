import type { Traffic } from '../../../shared/model/traffic.ts';

/** Traffic of one-second buckets from a given time on; lists that are not given are zeros. */
export function trafficOf(given: Partial<Traffic> & Pick<Traffic, 'framesIn'>): Traffic {
  const zeros = given.framesIn.map(() => 0);
  const from = given.from ?? 0;
  const bucketUs = given.bucketUs ?? 1_000_000;
  return {
    begin: from,
    end: from + given.framesIn.length * bucketUs,
    from,
    bucketUs,
    framesOut: zeros,
    bytesIn: zeros,
    bytesOut: zeros,
    ...given,
  };
}
