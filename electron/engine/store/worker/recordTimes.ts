import { damaged } from '../fileProblem.ts';
import type { GetRow } from './getRow.ts';
import { parseNumber } from './fileRows.ts';
import { secondOf } from './tally.ts';

/** Looks records up by their times, and times by their records, in one session file. Call it within one transaction. */
export class RecordTimes {
  private readonly get: GetRow;
  private readonly path: string;

  constructor(get: GetRow, path: string) {
    this.get = get;
    this.path = path;
  }

  /** When the record with this number happened; null if there is none. */
  timeOf(seq: number): number | null {
    const row = this.get('SELECT at FROM records WHERE seq = ?', seq);
    return row ? parseNumber(this.path, row, 'at', Number.MIN_SAFE_INTEGER) : null;
  }

  /**
   * The number of the first record at or after a time, even where the clock was set back in between; `last + 1` for none. `first` and `last`
   * are the numbers of the oldest and of the newest record.
   */
  seqAt(timeUs: number, first: number, last: number): number {
    const second = secondOf(timeUs);
    const later = this.get('SELECT min(first_seq) AS seq FROM seconds WHERE second > ?', second);
    const laterSeq = later?.['seq'] === null ? last + 1 : parseNumber(this.path, later, 'seq', first);
    const end = Math.min(last + 1, laterSeq);
    const own = this.get('SELECT first_seq AS seq, records FROM seconds WHERE second = ?', second);
    if (!own) return end;
    const from = parseNumber(this.path, own, 'seq', first);
    return this.firstAt(timeUs, from, from + parseNumber(this.path, own, 'records', 0), end);
  }

  /**
   * The first record of one second at or after a time, or `end`. Up to `runEnd` the records of that second are consecutive; those beyond
   * it, where the clock was set back in that second, are rare enough to be looked at one by one.
   */
  private firstAt(timeUs: number, from: number, runEnd: number, end: number): number {
    let low = Math.min(from, end);
    let high = Math.min(runEnd, end);
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2);
      const at = this.timeOf(middle);
      if (at === null) throw damaged(this.path, `record number ${middle} is missing`);
      if (at < timeUs) low = middle + 1;
      else high = middle;
    }
    if (low < Math.min(runEnd, end)) return low;
    const sql = 'SELECT seq FROM records WHERE seq >= ? AND seq < ? AND at >= ? ORDER BY seq LIMIT 1';
    const beyond = this.get(sql, low, end, timeUs);
    return beyond ? parseNumber(this.path, beyond, 'seq', low) : end;
  }
}
