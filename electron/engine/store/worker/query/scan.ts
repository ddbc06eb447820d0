import { stretchFrom } from '../../../../../shared/model/markList.ts';
import { prepareContent, mayHold, type Content } from './contentState.ts';
import { ChunkSize, largestChunkRecords } from './chunkSize.ts';
import { ChunkScan } from './chunkScan.ts';
import { always, never, type HeadSql } from './headSql.ts';
import { scanLargeRecord } from './largeRecord.ts';
import { RecordChunk } from './recordChunk.ts';
import { notComplete } from './recordSource.ts';
import { whenFree, type ScanParts, type Steps } from './steps.ts';

/** 512 stretches that are decided by their marks take half a millisecond. */
const stretchesAtATime = 512;

/** 4 peers: with more, the last payload of each may be too far back to be looked up again and again. */
const fewPeers = 4;

/**
 * Looks at the records of a file from the first to the last, continues as more come, and keeps in the index which of them match.
 *
 * Most stretches contain none of the contents. The quickest way to find that out is to search all their bytes as one buffer, without
 * knowing which record is where. Only a stretch that may contain something is read with the borders of its records.
 */
export class Scan {
  /** The last record looked at. */
  scanned: number;
  private readonly parts: ScanParts;
  private readonly contents: readonly Content[];
  private readonly size: ChunkSize;
  private readonly chunk: RecordChunk;
  private readonly exact: ChunkScan;
  private last: number;
  /** The length of the longest pattern. */
  private readonly longest: number;
  /** A stretch that was read with its borders is likely to be followed by another one. */
  private wasExact = false;

  constructor(parts: ScanParts, first: number, last: number) {
    this.parts = parts;
    this.contents = parts.plan.contents.map(prepareContent);
    this.longest = Math.max(
      0,
      ...this.contents.map(({ kind, finder }) => (kind === 'pattern' ? finder.length : 0)),
    );
    this.size = new ChunkSize(parts.largestChunkRecords);
    this.chunk = new RecordChunk(parts.largestChunkRecords ?? largestChunkRecords);
    this.exact = new ChunkScan(parts, this.contents);
    this.scanned = first - 1;
    this.last = last;
  }

  /** There are records up to `last` now. */
  grow(last: number): void {
    this.last = Math.max(this.last, last);
  }

  /** Records before `first` are gone. */
  cut(first: number): void {
    this.parts.index.deleteBefore(first);
    if (first - 1 > this.scanned) this.exact.cutBefore(first);
    this.scanned = Math.max(this.scanned, first - 1);
    this.last = Math.max(this.last, first - 1);
  }

  get isCurrent(): boolean {
    return this.scanned >= this.last;
  }

  *run(): Steps {
    for (;;) {
      if (this.isCurrent) yield 'idle';
      else {
        yield* this.step();
        yield 'slice';
      }
    }
  }

  private *step(): Steps {
    const { plan, source, index } = this.parts;
    const from = this.scanned + 1;
    let to = Math.min(this.last, from + this.size.records - 1);
    if (plan.contents.length === 0) {
      this.reached(yield* this.scanColumns(from, to));
      return;
    }
    const large = yield* whenFree(() => source.firstLarge(from, to));
    if (large === from) {
      yield* scanLargeRecord(this.parts, this.contents, this.exact, from);
      this.reached(from);
      return;
    }
    to = Math.min(to, (large ?? Number.POSITIVE_INFINITY) - 1);
    const isFree = yield* this.isFreeOfContents(from, to);
    if (isFree === null) return;
    if (isFree) {
      this.exact.skipped();
      if (plan.rest.sql === always.sql) index.addRange(from, to);
      else if (plan.rest.sql !== never.sql) yield* this.scanHeads(plan.rest, from, to);
      this.wasExact = false;
    } else if (!(yield* this.scanExactly(from, to))) return;
    this.reached(to);
  }

  /** Null when that was too much at once, and fewer records should be tried. */
  private *isFreeOfContents(from: number, to: number): Steps<boolean | null> {
    if (this.exact.isWaiting || (this.wasExact && !this.isTimeToTryAgain(from))) return false;
    const { source } = this.parts;
    if ((yield* whenFree(() => source.countPeers(fewPeers + 1))) > fewPeers) return false;
    const beganAt = performance.now();
    const blob = yield* whenFree(() => source.blob(from, to));
    if (!blob) return this.smaller(from);
    const { longest } = this;
    // A shorter payload may lie in the middle of a match, with neither half of the pattern in any payload.
    const hasSmall =
      blob.smallest < longest - 1 && (yield* whenFree(() => source.hasSmall(from, to, longest - 1)));
    const isFree = !hasSmall && !mayHold(this.contents, blob.bytes);
    this.size.took(performance.now() - beganAt, blob.bytes.length);
    return isFree;
  }

  /** About one in eight stretches: contents that were everywhere for a while may be nowhere from here on. */
  private isTimeToTryAgain(from: number): boolean {
    return Math.floor(from / this.size.records) % 8 === 0;
  }

  /** False when that was too much at once, and fewer records should be tried. */
  private *scanExactly(from: number, to: number): Steps<boolean> {
    const { chunk } = this;
    const beganAt = performance.now();
    if (!(yield* whenFree(() => this.parts.source.fill(chunk, from, to)))) {
      this.smaller(from);
      return false;
    }
    this.size.took(performance.now() - beganAt, chunk.bytes.length);
    if (chunk.firstSeq > from) this.exact.cutBefore(chunk.firstSeq);
    yield* this.exact.take(chunk);
    this.wasExact = true;
    return true;
  }

  /** For a filter without contents; returns where it came to: a stretch that matches as a whole, or not at all, is done at once. */
  private *scanColumns(from: number, to: number): Steps<number> {
    const { plan, marks, index } = this.parts;
    if (!plan.restWith) {
      yield* this.scanHeads(plan.rest, from, to);
      return to;
    }
    let next = from;
    for (let count = 0; count < stretchesAtATime && next <= this.last; count += 1) {
      // As long as the mark stays the same, each term about marks is true or false.
      const stretch = stretchFrom(marks, next);
      const condition = plan.restWith(stretch.mark);
      if (condition.sql !== always.sql && condition.sql !== never.sql) {
        // Its records are looked at, alone in a step.
        if (next > from) break;
        const end = Math.min(to, stretch.to);
        yield* this.scanHeads(condition, next, end);
        return end;
      }
      const end = Math.min(this.last, stretch.to);
      if (condition.sql === always.sql) index.addRange(next, end);
      next = end + 1;
    }
    return next - 1;
  }

  private *scanHeads(condition: HeadSql, from: number, to: number): Steps {
    const { plan, source, index } = this.parts;
    if (condition.sql === always.sql) index.addRange(from, to);
    else if (condition.sql !== never.sql) {
      const beganAt = performance.now();
      yield* whenFree(() => source.matching(condition, from, to, (seq) => index.add(seq)));
      if (plan.contents.length === 0) this.size.took(performance.now() - beganAt, 0);
    }
  }

  private smaller(from: number): null {
    if (!this.size.wasTooLarge()) throw notComplete(this.parts.source.path, from);
    return null;
  }

  /** A cut may have come in between. */
  private reached(to: number): void {
    this.scanned = Math.max(this.scanned, to);
  }
}
