import type { ByteStretch } from './hexLayout.ts';

/** Where the grid gets its bytes: those on the screen are available, or are requested and come later. */
export interface ByteSource {
  /** The total size in bytes. */
  readonly size: number;
  /** The stretch that holds the byte at `offset`, if it is loaded; the same object until it is dropped. */
  readonly block: (offset: number) => ByteBlock | undefined;
  /** Says which bytes are on the screen, `to` exclusive. */
  readonly show: (from: number, to: number) => void;
}

export interface ByteBlock {
  /** The offset of its first byte in the whole. */
  readonly start: number;
  readonly bytes: Uint8Array;
  /** Stretches of the whole that must not be seen, in order. */
  readonly hidden?: readonly ByteStretch[];
}

/** True for a byte of the whole that must not be seen. */
export function isHiddenIn({ hidden = [] }: ByteBlock, offset: number): boolean {
  return hidden.some(({ from, to }) => offset >= from && offset < to);
}
