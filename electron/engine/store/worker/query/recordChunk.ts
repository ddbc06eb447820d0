import { isWebSocket, type EndpointKind } from '../../../../../shared/model/endpointKinds.ts';
import type { FilterPlan } from './filterPlan.ts';

/**
 * The roles of a record, as the numbers beside its bytes have them. `message` payloads of one peer and direction make a stream, in which a
 * match may span two payloads.
 */
export const streamCodes = { event: 0, in: 1, out: 2, protocol: 3 } as const;

/** From here on, peers whose numbers differ by a multiple of it count as one; a session has far fewer. */
const peerLimit = 10_000_000;

/**
 * The head that precedes the bytes of each record but the first: 1 · peer (7 digits, or none where there is one peer only) · flags (4) ·
 * size (7). The flags are `streamCodes`, and from the third bit on the groups of conditions of the filter.
 */
export interface HeadLayout {
  readonly sql: string;
  readonly values: readonly string[];
  readonly peerDigits: 0 | 7;
}

/** What is known beforehand of all records of a file. */
export interface RecordsFacts {
  readonly kind: EndpointKind;
  /** All payloads are of peer 1. */
  readonly hasOnePeer: boolean;
}

/** Fewer digits and comparisons are faster: of one peer no number is read, and without WebSocket there are no protocol frames. */
export function headLayoutFor(plan: FilterPlan, { kind, hasOnePeer }: RecordsFacts): HeadLayout {
  const hasProtocolFrames = isWebSocket(kind);
  const peer = hasOnePeer
    ? '100000000000'
    : `1000000000000000000 + coalesce(peer, 0) % ${peerLimit} * 100000000000`;
  // The lengths of “in” and “out”.
  const direction = '(octet_length(direction) - 1) * 10000000';
  const stream = hasProtocolFrames
    ? "CASE WHEN direction IS NULL THEN 0 WHEN kind = 'data' OR kind = 'text' OR kind = 'binary' " +
      `THEN ${direction} ELSE 30000000 END`
    : `coalesce(${direction}, 0)`;
  const flags = plan.heads.map(({ sql }, index) => ` + (${sql}) * ${(4 << index) * 10_000_000}`).join('');
  return {
    sql: `${peer} + size + ${stream}${flags}`,
    values: plan.heads.flatMap(({ values }) => values),
    peerDigits: hasOnePeer ? 0 : 7,
  };
}

/** What a record's head says: its stream (as `RecordChunk.stream`), what it is, and the groups of conditions. */
export interface RecordHeadFacts {
  readonly stream: number;
  readonly streamCode: number;
  readonly headBits: number;
}

/** Reads a head that was read alone; it may lack the size. */
export function readHead(head: string, peerDigits: HeadLayout['peerDigits']): RecordHeadFacts {
  const chunk = new RecordChunk(1);
  chunk.fill(1, head, Buffer.alloc(0), peerDigits);
  return { stream: chunk.stream(0), streamCode: chunk.streamCode(0), headBits: chunk.headBits(0) };
}

/** The records of a stretch: their bytes in one buffer, and for each where its bytes begin and end, its flags, and its peer. */
export class RecordChunk {
  bytes: Buffer = Buffer.alloc(0);
  count = 0;
  firstSeq = 1;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly flags: Uint16Array;
  readonly peers: Uint32Array;

  constructor(largestCount: number) {
    this.starts = new Uint32Array(largestCount);
    this.ends = new Uint32Array(largestCount);
    this.flags = new Uint16Array(largestCount);
    this.peers = new Uint32Array(largestCount);
  }

  streamCode(index: number): number {
    return (this.flags[index] ?? 0) & 3;
  }

  /** One number for the peer and direction of a message; -1 for a record that belongs to no stream. */
  stream(index: number): number {
    const code = this.streamCode(index);
    return code === streamCodes.in || code === streamCodes.out ? (this.peers[index] ?? 0) * 4 + code : -1;
  }

  headBits(index: number): number {
    return (this.flags[index] ?? 0) >> 2;
  }

  slice(index: number): Buffer {
    return this.bytes.subarray(this.starts[index], this.ends[index]);
  }

  /** Accepts the result of the statement: `head` is the first record's. False when the numbers do not add up. */
  fill(firstSeq: number, head: string, bytes: Buffer, peerDigits: HeadLayout['peerDigits']): boolean {
    const headDigits = 12 + peerDigits;
    this.bytes = bytes;
    this.firstSeq = firstSeq;
    this.count = 0;
    if (head.length !== headDigits) return false;
    let at = this.take(Buffer.from(head, 'latin1'), 0, 0, peerDigits);
    while (at >= 0 && at < bytes.length && this.count < this.starts.length) {
      if (at + headDigits > bytes.length || bytes[at] !== 0x31) return false;
      at = this.take(bytes, at, at + headDigits, peerDigits);
    }
    return at === bytes.length;
  }

  /** Reads a head; returns where the record's bytes end. */
  private take(
    digits: Uint8Array,
    from: number,
    start: number,
    peerDigits: HeadLayout['peerDigits'],
  ): number {
    const { count } = this;
    const flagsAt = from + 1 + peerDigits;
    const end = start + numberIn(digits, flagsAt + 4, 7);
    this.peers[count] = peerDigits === 0 ? 1 : numberIn(digits, from + 1, peerDigits);
    this.flags[count] = numberIn(digits, flagsAt, 4);
    this.starts[count] = start;
    this.ends[count] = end;
    this.count = count + 1;
    return end;
  }
}

function numberIn(digits: Uint8Array, from: number, length: number): number {
  let value = 0;
  for (let at = from; at < from + length; at += 1) value = value * 10 + (digits[at] ?? 0) - 0x30;
  return value;
}
