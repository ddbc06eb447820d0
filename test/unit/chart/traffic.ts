import type { Traffic } from '../../../shared/model/traffic.ts';

/** Traffic of one-second buckets from a given time on; lists that are not given are zeros. */
export function trafficOf(given: Partial<Traffic> & Pick<Traffic, 'payloadsIn'>): Traffic {
  const zeros = given.payloadsIn.map(() => 0);
  const from = given.from ?? 0;
  const bucketUs = given.bucketUs ?? 1_000_000;
  return {
    begin: from,
    end: from + given.payloadsIn.length * bucketUs,
    from,
    bucketUs,
    firstSeqs: given.payloadsIn.map((_, index) => index + 1),
    endSeq: given.payloadsIn.length + 1,
    payloadsOut: zeros,
    bytesIn: zeros,
    bytesOut: zeros,
    ...given,
  };
}
