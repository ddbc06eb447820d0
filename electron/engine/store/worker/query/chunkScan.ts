import type { Content, ExpressionContent, PatternContent } from './contentState.ts';
import { textFor, tooSlow } from './expressionRunner.ts';
import { streamCodes, type RecordChunk } from './recordChunk.ts';
import { whenFree, type ScanParts, type Steps } from './steps.ts';
import type { KnownRecord } from './spanTracker.ts';

/** 8,192 records at a time are searched backwards for the payload before. */
const lookBackRecords = 8192;

/** 16 records: finding what each ends with takes at worst the square of the pattern’s length, 0.1 ms. */
const recordsInSlice = 16;

/** Looks at the records of a chunk one by one, and across the borders between them. */
export class ChunkScan {
  private readonly parts: ScanParts;
  private readonly patterns: readonly PatternContent[];
  private readonly expressions: readonly ExpressionContent[];
  private readonly headShift: number;
  /** The streams whose last payload was looked at, so that its end is known. Null while nothing was skipped. */
  private known: Set<number> | null = null;
  /** Contents found within the records of the chunk, and in the end everything known about each record. */
  private bits = new Uint32Array(0);
  private chunk: RecordChunk | null = null;

  constructor(parts: ScanParts, contents: readonly Content[]) {
    this.parts = parts;
    this.patterns = contents.filter((content) => content.kind === 'pattern');
    this.expressions = contents.filter((content) => content.kind === 'expression');
    this.headShift = contents.length;
  }

  /** True while a stream ends with what may be the beginning of a match. */
  get isWaiting(): boolean {
    return this.patterns.some(({ tracker }) => tracker.isWaiting);
  }

  /** Records were skipped that contain no match, though one may begin or end there. */
  skipped(): void {
    this.known = new Set();
  }

  *take(chunk: RecordChunk): Steps {
    if (this.bits.length < chunk.count) this.bits = new Uint32Array(chunk.starts.length);
    const { bits } = this;
    for (let index = 0; index < chunk.count; index += 1)
      bits[index] = chunk.headBits(index) << this.headShift;
    for (const pattern of this.patterns) this.findIn(chunk, pattern);
    for (const expression of this.expressions) yield* this.run(chunk, expression);
    this.chunk = chunk;
    yield* this.join(chunk);
    this.chunk = null;
    this.settle(chunk);
  }

  /**
   * Takes a piece of a record, not empty, to find matches across borders. A match sets the bits of all records that contain a part of it.
   */
  *takePiece(stream: number, bytes: Buffer, record: KnownRecord): Steps {
    for (const pattern of this.patterns) {
      if (pattern.finder.length < 2) continue;
      yield* this.lookBack(pattern, stream, bytes, record);
      this.finish(pattern, pattern.tracker.take(stream, bytes, record));
    }
  }

  /** The stream was looked at up to here. */
  learned(stream: number): void {
    this.known?.add(stream);
  }

  /** Forgets how a record outside all streams ended: the next one does not continue it. */
  forget(stream: number): void {
    for (const { tracker } of this.patterns) tracker.forget(stream);
  }

  /** Records before `first` were cut away, some before they were looked at. */
  cutBefore(first: number): void {
    for (const { tracker } of this.patterns) tracker.cutBefore(first);
  }

  private findIn(chunk: RecordChunk, { finder, bit }: PatternContent): void {
    const { bytes, starts, ends, count } = chunk;
    let found = finder.find(bytes, 0);
    for (let index = 0; index < count && found >= 0; index += 1) {
      const end = ends[index] ?? 0;
      if (found >= end) continue;
      const start = starts[index] ?? 0;
      if (found < start) found = finder.find(bytes, start);
      if (found >= 0 && found + finder.length <= end) {
        if (chunk.streamCode(index) !== streamCodes.event) this.bits[index] = (this.bits[index] ?? 0) | bit;
        found = finder.find(bytes, end);
      } else if (found >= 0 && found < end) {
        found = finder.find(bytes, end);
      }
    }
  }

  private *run(chunk: RecordChunk, content: ExpressionContent): Steps {
    const { term, expression, bit, finder } = content;
    if (finder && finder.find(chunk.bytes, 0) < 0) return;
    const ask = (index: number): void => {
      if (chunk.streamCode(index) === streamCodes.event) return;
      const bytes = chunk.slice(index);
      if (finder && finder.find(bytes, 0) < 0) return;
      if (expression.test(textFor(term, bytes))) this.bits[index] = (this.bits[index] ?? 0) | bit;
    };
    for (let next = 0; next < chunk.count;) {
      next = this.parts.runner.askEach(next, chunk.count, ask, (index) =>
        tooSlow(term, chunk.firstSeq + index),
      );
      if (next < chunk.count) yield 'slice';
    }
  }

  /** Only records that end with a beginning, and those that follow one, take more than a moment. */
  private *join(chunk: RecordChunk): Steps {
    if (this.patterns.every(({ finder }) => finder.length < 2)) return;
    for (let index = 0; index < chunk.count; index += 1) {
      if (index % recordsInSlice === recordsInSlice - 1) yield 'slice';
      const stream = chunk.stream(index);
      if (stream < 0 || chunk.starts[index] === chunk.ends[index]) continue;
      const isNew = this.known !== null && !this.known.has(stream);
      if (!isNew && !this.concerns(chunk, index, stream)) continue;
      const record: KnownRecord = { seq: chunk.firstSeq + index, bits: this.bits[index] ?? 0 };
      yield* this.takePiece(stream, chunk.slice(index), record);
      this.bits[index] = record.bits;
      this.learned(stream);
    }
  }

  private concerns(chunk: RecordChunk, index: number, stream: number): boolean {
    const lastByte = chunk.bytes[(chunk.ends[index] ?? 0) - 1] ?? 0;
    for (const { tracker } of this.patterns) {
      if (tracker.mayBeginAtEnd(lastByte) || (tracker.isWaiting && tracker.isWaitingIn(stream))) return true;
    }
    return false;
  }

  /**
   * The payload before may have been skipped, with less than half of the pattern at its end. Looks for it when this payload may continue the
   * pattern.
   */
  private *lookBack(pattern: PatternContent, stream: number, bytes: Buffer, record: KnownRecord): Steps {
    const { finder, tracker } = pattern;
    if (!this.known || this.known.has(stream) || tracker.isWaitingIn(stream)) return;
    let mayGoOn = false;
    for (let length = 1; length <= finder.firstHalf; length += 1) mayGoOn ||= finder.continues(bytes, length);
    if (!mayGoOn) return;
    const { source } = this.parts;
    const first = yield* whenFree(() => source.firstKept());
    for (let to = record.seq - 1; to >= first; to -= lookBackRecords) {
      const from = Math.max(first, to - lookBackRecords + 1);
      const before = yield* whenFree(() => source.nearest(stream, 'before', from, to, finder.length - 1));
      if (before) {
        const bits = before.facts.headBits << this.headShift;
        tracker.takeEnd(stream, before.bytes, { seq: before.seq, bits });
        return;
      }
      yield 'slice';
    }
  }

  /** Decides again about earlier records of a match; those of this chunk are decided at its end. */
  private finish({ bit }: PatternContent, records: readonly KnownRecord[]): void {
    const { chunk } = this;
    for (const record of records) {
      record.bits |= bit;
      const index = chunk ? record.seq - chunk.firstSeq : -1;
      if (index >= 0) this.bits[index] = record.bits;
      else this.decide(record.seq, record.bits);
    }
  }

  private settle(chunk: RecordChunk): void {
    const { plan, index: matches } = this.parts;
    let lastBits = -1;
    let isMatch = false;
    for (let index = 0; index < chunk.count; index += 1) {
      const bits = this.bits[index] ?? 0;
      if (bits !== lastBits) isMatch = plan.matches(bits);
      lastBits = bits;
      if (isMatch) matches.add(chunk.firstSeq + index);
    }
  }

  /** Adds a record to the index, or removes it. */
  decide(seq: number, bits: number): void {
    if (this.parts.plan.matches(bits)) this.parts.index.add(seq);
    else this.parts.index.delete(seq);
  }
}
