import type { ContentTerm, ExpressionTerm } from '../../../../../shared/filter/ast.ts';
import { createContentSearch, patternOf } from '../../../../../shared/filter/contentSearch.ts';
import { joinRanges } from '../../../../../shared/filter/joinRanges.ts';
import { largestRangeCount, type ByteRange } from '../../../../../shared/model/filteredView.ts';
import { largestWindowBytes } from '../../../../../shared/model/record.ts';
import type { RecordingReads } from '../recordingReads.ts';
import type { ExpressionRunner } from './expressionRunner.ts';
import { createPatternFinder, type PatternFinder } from './patternFinder.ts';
import type { RecordSource } from './recordSource.ts';
import { whenFree, type Steps } from './steps.ts';

/** 256 KiB: an expression sees a record of up to this size whole; of a larger one it sees the window and 64 KiB on both sides. */
const wholeRecordBytes = 4 * largestWindowBytes;
/** 8,192 records at a time are searched for the payload before or after. */
const lookRecords = 8192;

interface RangeParts {
  readonly source: RecordSource;
  readonly reads: RecordingReads;
  readonly runner: ExpressionRunner;
}

/**
 * Where contents are in a stretch of a record, in the offsets of the record. A match that begins in the payload before, or ends in the one
 * after, contributes its part of this record.
 */
export function* findContents(
  parts: RangeParts,
  contents: readonly ContentTerm[],
  seq: number,
  offset: number,
  length: number,
): Steps<readonly ByteRange[]> {
  const { size } = parts.reads.window({ seq, offset: 0, length: 0 });
  const from = Math.min(offset, size);
  const to = Math.min(size, offset + Math.min(length, largestWindowBytes));
  const found: ByteRange[] = [];
  for (const term of contents) {
    if (term.node === 'expression') found.push(...expressionRanges(parts, term, { seq, size, from, to }));
    else
      found.push(
        ...(yield* patternRanges(parts, createPatternFinder(patternOf(term)), { seq, size, from, to })),
      );
    yield 'slice';
  }
  const inside = found.map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to, to) }));
  return joinRanges(
    inside.filter((range) => range.from < range.to),
    largestRangeCount,
  );
}

interface Stretch {
  readonly seq: number;
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

function* patternRanges(parts: RangeParts, finder: PatternFinder, stretch: Stretch): Steps<ByteRange[]> {
  const { seq, size, from, to } = stretch;
  const beside = finder.length - 1;
  const begin = Math.max(0, from - beside);
  const end = Math.min(size, to + beside);
  const own = Buffer.from(parts.reads.window({ seq, offset: begin, length: end - begin }).bytes);
  const before = begin === 0 ? yield* beginningBefore(parts, finder, own, seq) : empty;
  const after = end === size ? yield* endAfter(parts, finder, Buffer.concat([before, own]), seq) : empty;
  const all = Buffer.concat([before, own, after]);
  const ranges: ByteRange[] = [];
  for (let at = finder.find(all, 0); at >= 0; at = finder.find(all, at + 1)) {
    const start = begin + at - before.length;
    ranges.push({ from: start, to: start + finder.length });
  }
  return joinRanges(ranges, Number.POSITIVE_INFINITY);
}

const empty: Buffer = Buffer.alloc(0);

/** The end of the payloads before, if this one may continue the pattern. */
function* beginningBefore(parts: RangeParts, finder: PatternFinder, own: Buffer, seq: number): Steps<Buffer> {
  for (let length = finder.length - 1; length >= 1; length -= 1) {
    if (finder.continues(own, length)) return yield* gather(parts, seq, 'before', finder.length - 1);
  }
  return empty;
}

/** The beginning of the payloads after, if the bytes so far end with the beginning of the pattern. */
function* endAfter(parts: RangeParts, finder: PatternFinder, all: Buffer, seq: number): Steps<Buffer> {
  if (finder.search.beginningsAtEnd(all).length === 0) return empty;
  return yield* gather(parts, seq, 'after', finder.length - 1);
}

/** This many bytes of the same stream, from as many payloads as it takes. */
function* gather(
  { source, reads }: RangeParts,
  seq: number,
  toward: 'before' | 'after',
  count: number,
): Steps<Buffer> {
  const head = yield* whenFree(() => source.headOf(seq));
  if (!head || head.facts.stream < 0) return empty;
  const { first, last } = reads.span();
  let gathered = empty;
  let next = toward === 'before' ? seq - 1 : seq + 1;
  while (gathered.length < count && next >= first && next <= last) {
    const [low, high] =
      toward === 'before'
        ? [Math.max(first, next - lookRecords + 1), next]
        : [next, Math.min(last, next + lookRecords - 1)];
    const missing = count - gathered.length;
    const payload = yield* whenFree(() => source.nearest(head.facts.stream, toward, low, high, missing));
    if (toward === 'before') {
      if (payload) gathered = Buffer.concat([tailOf(reads, payload, missing), gathered]);
      next = payload ? payload.seq - 1 : low - 1;
    } else {
      if (payload) gathered = Buffer.concat([gathered, payload.bytes]);
      next = payload ? payload.seq + 1 : high + 1;
    }
    yield 'slice';
  }
  return gathered;
}

/** The last bytes of a large record are not stored with the record itself. */
function tailOf(
  reads: RecordingReads,
  payload: { readonly seq: number; readonly bytes: Buffer },
  count: number,
): Buffer {
  const { size } = reads.window({ seq: payload.seq, offset: 0, length: 0 });
  const begin = Math.max(0, size - count);
  return Buffer.from(reads.window({ seq: payload.seq, offset: begin, length: size - begin }).bytes);
}

/** None when the expression takes too long: then the view has failed, or never reached this record. */
function expressionRanges(
  { reads, runner }: RangeParts,
  term: ExpressionTerm,
  stretch: Stretch,
): ByteRange[] {
  const { seq, size, from, to } = stretch;
  const isWhole = size <= wholeRecordBytes;
  const begin = isWhole ? 0 : Math.max(0, from - largestWindowBytes);
  const end = isWhole ? size : Math.min(size, to + largestWindowBytes);
  const { bytes } = reads.window({ seq, offset: begin, length: end - begin });
  const search = createContentSearch(term);
  let ranges: ByteRange[] = [];
  runner.run(() => {
    ranges = search.ranges(bytes, wholeRecordBytes);
  });
  return ranges.map((range) => ({ from: begin + range.from, to: begin + range.to }));
}
