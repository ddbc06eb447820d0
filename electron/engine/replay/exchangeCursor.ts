import type { ExchangedRow } from './exchange.ts';
import type { PayloadPiece, PieceCursor } from './payloadPieces.ts';

export type ExchangePiece = PayloadPiece<ExchangedRow>;
export type ExchangeCursor = PieceCursor<ExchangedRow>;

/** Skips the rest of a payload. For finished files only, not for one that grows: it looks at the piece after the payload. */
export async function dropPayload(cursor: ExchangeCursor, payload: ExchangedRow): Promise<void> {
  for (let piece = await cursor.peek(); piece?.payload.seq === payload.seq; piece = await cursor.peek()) {
    cursor.drop(piece.bytes.length);
  }
}
