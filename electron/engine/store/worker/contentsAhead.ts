import { largestPieceOfForm } from '../../../../shared/forms/recordForm.ts';
import type { RecordContent } from '../../../../shared/model/record.ts';
import { largestPackRows, unpackContents } from '../packedContents.ts';
import type { RecordingReads } from './recordingReads.ts';
import type { Run } from './runsOf.ts';

/** With at most eight records between two runs, reading those as well costs less than beginning anew. */
const nearRecords = 8;

/** 512 small records are read in less than a turn. */
const mostAhead = 512;

/**
 * Reads the records of one run after the other, which ascend. Where the runs are close together it reads further on than it is asked, twice
 * as far each time: a record that is read by itself costs ten times as much as one among many.
 */
export class ContentsAhead {
  private readonly contents: RecordingReads['contents'];
  private records: readonly RecordContent[] = [];
  private ahead = 1;
  /** The number behind those that were read. */
  private end = 0;

  constructor(contents: RecordingReads['contents']) {
    this.contents = contents;
  }

  /**
   * The first records of a run, as many as are read at once, with as many of their bytes as are written in one piece. Throws where the first
   * is damaged.
   */
  ofRun({ from, count }: Run): readonly RecordContent[] {
    const known = this.knownOf(from, count);
    if (known.length > 0) return known;
    const isNear = from - this.end <= nearRecords;
    this.ahead = isNear ? Math.min(this.ahead * 2, mostAhead) : 1;
    const wanted = Math.min(Math.max(count, this.ahead), largestPackRows);
    this.records = unpackContents(this.contents(from, wanted, largestPieceOfForm));
    this.end = (this.records.at(-1)?.seq ?? from) + 1;
    return this.knownOf(from, count);
  }

  private knownOf(from: number, count: number): readonly RecordContent[] {
    const at = from - (this.records[0]?.seq ?? from);
    return at < 0 ? [] : this.records.slice(at, at + count);
  }
}
