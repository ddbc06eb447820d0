import { pieceBytes } from '../../schema.ts';
import type { ChunkScan } from './chunkScan.ts';
import type { Content, ExpressionContent } from './contentState.ts';
import { textFor, tooSlow } from './expressionRunner.ts';
import { streamCodes } from './recordChunk.ts';
import { notComplete } from './recordSource.ts';
import { whenFree, type ScanParts, type Steps } from './steps.ts';
import type { KnownRecord } from './spanTracker.ts';

/**
 * 64 KiB: an expression reads a record of more than 1 MiB piece by piece, each with this much of the piece before. A longer match that
 * crosses a border is not found.
 */
const overlapBytes = 65_536;

/** For payloads that belong to no stream: their pieces follow each other, but nothing follows the last. */
const ownStream = -2;

/** Searches a record that is kept in pieces, one after the other: memory stays flat, whatever its size. */
export function* scanLargeRecord(
  parts: ScanParts,
  contents: readonly Content[],
  scan: ChunkScan,
  seq: number,
): Steps {
  const { source } = parts;
  const head = yield* whenFree(() => source.headOf(seq));
  // Its first piece is missing: it was cut away, or is still being written.
  if (!head) return scan.cutBefore(seq + 1);
  const { facts, size } = head;
  const record: KnownRecord = { seq, bits: facts.headBits << contents.length };
  const stream = facts.stream < 0 ? ownStream : facts.stream;
  let before: Buffer = Buffer.alloc(0);
  for (let part = 0; part * pieceBytes < size; part += 1) {
    const piece = yield* whenFree(() => source.piece(seq, part));
    // The record is being cut away: its parts are deleted before its row.
    if (!piece && seq < (yield* whenFree(() => source.firstKept()))) return scan.cutBefore(seq + 1);
    if (piece?.length !== Math.min(pieceBytes, size - part * pieceBytes)) throw notComplete(source.path, seq);
    if (facts.streamCode !== streamCodes.event) {
      const isLast = (part + 1) * pieceBytes >= size;
      for (const content of contents) {
        if ((record.bits & content.bit) !== 0) continue;
        const isFound =
          content.kind === 'pattern'
            ? content.finder.find(piece, 0) >= 0
            : isInPiece(parts, content, { before, piece, isLast, seq });
        if (isFound) record.bits |= content.bit;
      }
      yield* scan.takePiece(stream, piece, record);
      before = Buffer.from(piece.subarray(-overlapBytes - 1));
    }
    yield 'slice';
  }
  if (facts.stream < 0) scan.forget(ownStream);
  else scan.learned(stream);
  scan.decide(seq, record.bits);
}

interface Piece {
  /** The end of the piece before, empty for the first. */
  readonly before: Buffer;
  readonly piece: Buffer;
  readonly isLast: boolean;
  readonly seq: number;
}

/** A match that reaches the end of the piece may be cut off there, so the next piece checks it again. */
function isInPiece(
  { runner }: ScanParts,
  content: ExpressionContent,
  { before, piece, isLast, seq }: Piece,
): boolean {
  const { term, finder } = content;
  const bytes = before.length === 0 ? piece : Buffer.concat([before, piece]);
  if (finder && finder.find(bytes, 0) < 0) return false;
  const start = before.length > 0 && term.reads === 'text' ? characterStart(bytes) : 0;
  const text = textFor(term, bytes.subarray(start));
  const expression = new RegExp(term.source, `${term.flags}g`);
  let isFound = false;
  const finished = runner.run(() => {
    // Starts after the first character, except at the start of the record: `^` does not hold in the middle.
    expression.lastIndex = before.length === 0 ? 0 : 1;
    for (let found = expression.exec(text); found && !isFound; found = expression.exec(text)) {
      isFound = isLast || found.index + found[0].length < text.length;
      if (found[0] === '') expression.lastIndex += 1;
    }
  });
  if (!finished) throw tooSlow(term, seq);
  return isFound;
}

/** A stretch from the middle may begin inside a character (RFC 3629, section 3). */
function characterStart(bytes: Buffer): number {
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return start;
}
