import type { ExchangedRow } from './exchange.ts';
import type { FramePiece, PieceCursor } from './framePieces.ts';

export type ExchangePiece = FramePiece<ExchangedRow>;
export type ExchangeCursor = PieceCursor<ExchangedRow>;

/** Skips the rest of a frame. For finished files only, not for one that grows: it looks at the piece after the frame. */
export async function dropFrame(cursor: ExchangeCursor, frame: ExchangedRow): Promise<void> {
  for (let piece = await cursor.peek(); piece?.frame.seq === frame.seq; piece = await cursor.peek()) {
    cursor.drop(piece.bytes.length);
  }
}
