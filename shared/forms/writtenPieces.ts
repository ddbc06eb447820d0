import {
  largestRangeList,
  type RecordFormName,
  type RecordRange,
  type WritingPlace,
  type Writing,
  type WrittenCounts,
  type WrittenPiece,
} from '../model/recordForm.ts';

/** A piece of what is written, and what was written with it so far; `share` from 0 to 1. */
export interface WrittenSoFar extends WrittenCounts {
  readonly bytes: Uint8Array;
  readonly share: number;
}

const lineBreak = 0x0a;

/** Asks for all of these records, piece by piece: for the next one when this one was taken. */
export async function* writtenPieces(
  ask: (question: Writing) => Promise<{ readonly output: WrittenPiece; readonly body: Uint8Array }>,
  { ranges, form }: { readonly ranges: readonly RecordRange[]; readonly form: RecordFormName },
): AsyncGenerator<WrittenSoFar, void, undefined> {
  const all = countFrom(ranges, 1);
  const counts = { records: 0, leftOut: 0, damaged: 0 };
  let rest = ranges;
  let place: WritingPlace | null = null;
  for (let isOpen = false; rest.length > 0;) {
    const asked = rest.slice(0, largestRangeList);
    const { output, body }: { output: WrittenPiece; body: Uint8Array } = await ask({
      ranges: asked,
      form,
      place,
    });
    const { next } = output;
    counts.records += output.records;
    counts.leftOut += output.leftOut;
    counts.damaged += output.damaged;
    isOpen = body.length > 0 ? body.at(-1) !== lineBreak : isOpen;
    rest = next ? rest.filter(({ to }) => to >= next.seq) : rest.slice(asked.length);
    place = next ?? beginningOf(rest[0]?.from ?? 1, isOpen);
    yield { bytes: body, share: 1 - countFrom(rest, place.seq) / all, ...counts };
  }
}

function beginningOf(seq: number, isOpen: boolean): WritingPlace {
  return { seq, offset: 0, pass: 0, isText: true, isOpen };
}

function countFrom(ranges: readonly RecordRange[], seq: number): number {
  return ranges.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, seq) + 1), 0);
}
