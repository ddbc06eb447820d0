import type { RecordRow } from '../../../shared/model/record.ts';
import { isBorder, isCompared } from './plan.ts';

/**
 * The payloads that were received, as recorded, from one of our sends to the next, or to the start of TLS. The first exchange is what came
 * before the first send, such as a banner.
 */
export interface Exchange {
  /** Bytes of a stream, or messages. */
  readonly weight: number;
  /** The first bytes of its first payload, at most 64. */
  readonly opening: Uint8Array;
}

/** 4 bytes of a stream: fewer are alike by chance, as the leading zeros of lengths are. */
const convincingBytes = 4;

/**
 * Whether the exchange `opening` begins with the surplus of earlier exchanges, which then came early and not in addition: when our side
 * asks the second question before the first answer is there, the border between the answers is recorded where chance put it. `surplus`: its
 * first bytes, for a message at most 64.
 */
export function beginsLike(surplus: Uint8Array, opening: Uint8Array, isStream: boolean): boolean {
  if (!isStream) return Buffer.compare(surplus, opening) === 0;
  const length = Math.min(surplus.length, opening.length);
  if (length < Math.min(convincingBytes, opening.length)) return false;
  return Buffer.compare(surplus.subarray(0, length), opening.subarray(0, length)) === 0;
}

/** A received payload, and the exchange it came in. */
export interface ExchangedRow extends RecordRow {
  readonly exchange: number;
}

/** Finds the received payloads of one conversation, given all its rows in order, and numbers their exchanges by the sends before them. */
export class ExchangeNumbering {
  private readonly isByExchange: boolean;
  private exchange = 0;

  /** Unless by exchange, everything is in the first one. */
  constructor(isByExchange: boolean) {
    this.isByExchange = isByExchange;
  }

  take(rows: readonly RecordRow[]): ExchangedRow[] {
    const received: ExchangedRow[] = [];
    for (const row of rows) {
      if (isCompared(row)) received.push({ ...row, exchange: this.exchange });
      else if (this.isByExchange && isBorder(row)) this.exchange += 1;
    }
    return received;
  }
}
