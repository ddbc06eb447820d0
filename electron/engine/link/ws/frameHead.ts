/** Opcodes of RFC 6455, section 5.2; 3 to 7 and 11 to 15 are reserved. */
export const opcodeNames: Readonly<Record<number, string>> = {
  0: 'continuation',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};

/** The head of a frame, before its payload (RFC 6455, section 5.2). */
export interface FrameHead {
  readonly isFinal: boolean;
  /** Those of RSV1 to RSV3 that are set. */
  readonly reservedBits: readonly string[];
  readonly opcode: number;
  readonly isMasked: boolean;
  /** The 7-bit length; 126 and 127 mean that more bytes of length follow. */
  readonly shortLength: number;
  /** Null while the bytes of the length are missing. Beyond 2⁵³ it is inexact, and no payload is that long. */
  readonly payloadBytes: number | null;
  /** Size of the head itself, with the mask. */
  readonly headBytes: number;
}

/** The size of head and payload together; -1 while too little of the head has arrived. Called for every frame: allocates nothing. */
export function frameSize(bytes: Uint8Array, at: number): number {
  if (at + 2 > bytes.length) return -1;
  const second = bytes[at + 1] ?? 0;
  const short = second & 0x7f;
  const maskBytes = second & 0x80 ? 4 : 0;
  if (short < 126) return 2 + maskBytes + short;
  const payload = extendedLength(bytes, at + 2, short === 126 ? 2 : 8);
  return payload < 0 ? -1 : (short === 126 ? 4 : 10) + maskBytes + payload;
}

/** Reads a head; null until its first two bytes have arrived. */
export function readFrameHead(bytes: Uint8Array): FrameHead | null {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  const shortLength = second & 0x7f;
  const isMasked = (second & 0x80) !== 0;
  const lengthBytes = shortLength < 126 ? 0 : shortLength === 126 ? 2 : 8;
  const payload = lengthBytes === 0 ? shortLength : extendedLength(bytes, 2, lengthBytes);
  return {
    isFinal: (first & 0x80) !== 0,
    reservedBits: ['RSV1', 'RSV2', 'RSV3'].filter((_, index) => (first & (0x40 >> index)) !== 0),
    opcode: first & 0x0f,
    isMasked,
    shortLength,
    payloadBytes: payload < 0 ? null : payload,
    headBytes: 2 + lengthBytes + (isMasked ? 4 : 0),
  };
}

export function isControl(opcode: number): boolean {
  return opcode >= 8;
}

function extendedLength(bytes: Uint8Array, at: number, count: number): number {
  if (at + count > bytes.length) return -1;
  let length = 0;
  for (let index = at; index < at + count; index += 1) length = length * 256 + (bytes[index] ?? 0);
  return length;
}
