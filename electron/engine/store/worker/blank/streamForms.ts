import type { FormFinder } from '../../formFinder.ts';

/** A record, while a secret may still be found in it; `secrets` are those that were. */
export interface SearchedRecord {
  readonly seq: number;
  readonly secrets: Set<number>;
}

/** A piece of a record: its first bytes (`part` 0), or one of its parts. */
interface Place {
  readonly record: SearchedRecord;
  readonly part: number;
}

/** Where a secret stands in a piece. */
export interface FoundRange {
  readonly place: Place;
  readonly from: number;
  readonly to: number;
  readonly secret: number;
}

interface Segment {
  readonly place: Place;
  /** Where it begins in its piece. */
  readonly offset: number;
  readonly length: number;
}

interface OpenEnd {
  readonly bytes: Buffer;
  readonly segments: readonly Segment[];
}

/**
 * Finds secrets in the bytes of streams (those of one peer in one direction), also where one stands across pieces. Of each stream it keeps
 * only an end that may be the beginning of a secret.
 */
export class StreamForms {
  private readonly finder: FormFinder;
  private readonly ends = new Map<string, OpenEnd>();

  constructor(finder: FormFinder) {
    this.finder = finder;
  }

  /** Takes the next piece of a stream. Returns where secrets stand that end in it, in earlier pieces, too. */
  take(stream: string, piece: Uint8Array, place: Place): readonly FoundRange[] {
    const end = this.ends.get(stream);
    const known = end?.bytes.length ?? 0;
    const own = { place, offset: 0, length: piece.length };
    const segments = [...(end?.segments ?? []), own];
    const bytes = end ? Buffer.concat([end.bytes, piece]) : asBuffer(piece);
    const found: FoundRange[] = [];
    this.finder.find(bytes, (from, to, secret) => {
      if (to > known) found.push(...rangesIn(segments, from, to, secret));
    });
    this.keepEnd(stream, bytes, segments);
    return found;
  }

  private keepEnd(stream: string, bytes: Buffer, segments: readonly Segment[]): void {
    const open = this.finder.openFrom(bytes);
    if (open === bytes.length) this.ends.delete(stream);
    else this.ends.set(stream, { bytes: Buffer.from(bytes.subarray(open)), segments: after(segments, open) });
  }
}

/** The same memory. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** A stretch of the joined bytes, by the pieces that it lies in. */
function rangesIn(segments: readonly Segment[], from: number, to: number, secret: number): FoundRange[] {
  const ranges: FoundRange[] = [];
  let start = 0;
  for (const { place, offset, length } of segments) {
    const [first, last] = [Math.max(from, start) - start, Math.min(to, start + length) - start];
    if (first < last) ranges.push({ place, from: offset + first, to: offset + last, secret });
    start += length;
  }
  return ranges;
}

/** The segments without their first bytes. */
function after(segments: readonly Segment[], count: number): readonly Segment[] {
  const left: Segment[] = [];
  let start = 0;
  for (const { place, offset, length } of segments) {
    const cut = Math.min(length, Math.max(0, count - start));
    if (cut < length) left.push({ place, offset: offset + cut, length: length - cut });
    start += length;
  }
  return left;
}
