import type { Traffic, TrafficRange } from '../../../../shared/model/traffic.ts';
import { parseSecond, parseTrafficSums } from './fileRows.ts';
import type { GetRow } from './getRow.ts';
import { secondOf } from './tally.ts';

const secondUs = 1_000_000;

/** The times of the first and of the last record by number: if the clock was set back, the last may be the earlier one. */
interface EndTimes {
  readonly firstAt: number;
  readonly lastAt: number;
  /** The number of the last record. */
  readonly last: number;
}

/**
 * The traffic in a stretch of time, from the `seconds` table: the records are not read. Buckets begin with a whole second, so the stretch
 * is widened to whole seconds; `to` is its end, and excluded.
 */
export function readTraffic(get: GetRow, path: string, range: TrafficRange, times: EndTimes): Traffic {
  const { begin, end } = wholeOf(get, path, times);
  const from = secondOf(range.from ?? begin);
  const last = Math.max(from, range.to === null ? secondOf(end) : Math.ceil(range.to / secondUs) - 1);
  const width = Math.ceil((last - from + 1) / range.buckets);
  const firstSeqs: (number | null)[] = [];
  const traffic: Buckets = { payloadsIn: [], payloadsOut: [], bytesIn: [], bytesOut: [] };
  for (let second = from; second <= last; second += width) {
    const row = get(sumsSql, second, Math.min(last, second + width - 1));
    const sums = parseTrafficSums(path, row);
    firstSeqs.push(sums.firstSeq);
    traffic.payloadsIn.push(sums.payloadsIn);
    traffic.payloadsOut.push(sums.payloadsOut);
    traffic.bytesIn.push(sums.bytesIn);
    traffic.bytesOut.push(sums.bytesOut);
  }
  const endSeq = parseTrafficSums(path, get(sumsSql, last + 1, Number.MAX_SAFE_INTEGER)).firstSeq;
  return {
    ...{ begin, end, from: from * secondUs, bucketUs: width * secondUs },
    ...{ firstSeqs, endSeq: endSeq ?? times.last + 1 },
    ...traffic,
  };
}

type Buckets = Record<'payloadsIn' | 'payloadsOut' | 'bytesIn' | 'bytesOut', number[]>;

const sumsSql =
  'SELECT coalesce(sum(frames_in), 0) AS frames_in, coalesce(sum(frames_out), 0) AS frames_out, ' +
  'coalesce(sum(bytes_in), 0) AS bytes_in, coalesce(sum(bytes_out), 0) AS bytes_out, min(first_seq) AS first_seq ' +
  'FROM seconds WHERE second BETWEEN ? AND ?';

/** Each alone is found at an end of the table; asking for both at once would search the whole table. */
const spanSql =
  'SELECT (SELECT min(second) FROM seconds) AS first, (SELECT max(second) FROM seconds) AS last';

/** To the microsecond, except where the clock was set back: then the first and the last second count whole. */
function wholeOf(get: GetRow, path: string, { firstAt, lastAt }: EndTimes): { begin: number; end: number } {
  const span = get(spanSql);
  const firstSecond = parseSecond(path, span?.['first']) ?? secondOf(firstAt);
  const lastSecond = parseSecond(path, span?.['last']) ?? secondOf(lastAt);
  return {
    begin: secondOf(firstAt) === firstSecond ? firstAt : firstSecond * secondUs,
    end: secondOf(lastAt) === lastSecond ? lastAt : lastSecond * secondUs + secondUs - 1,
  };
}
