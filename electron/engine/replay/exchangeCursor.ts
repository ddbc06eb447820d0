import type { ExchangedRow } from './exchange.ts';
import type { FramePiece, PieceCursor } from './framePieces.ts';

export type ExchangePiece = FramePiece<ExchangedRow>;
export type ExchangeCursor = PieceCursor<ExchangedRow>;

/** Passes by what is left of a frame of a finished file. Not for one that grows: it looks at the piece behind it. */
export async function dropFrame(cursor: ExchangeCursor, frame: ExchangedRow): Promise<void> {
  for (let piece = await cursor.peek(); piece?.frame.seq === frame.seq; piece = await cursor.peek()) {
    cursor.drop(piece.bytes.length);
  }
}
