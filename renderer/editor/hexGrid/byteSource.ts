/** Where the grid takes its bytes from: those on the screen are there, or are asked for and come later. */
export interface ByteSource {
  /** In bytes, of the whole. */
  readonly size: number;
  /** The stretch that holds the byte at `offset`, if it is here; the same object as long as it is kept. */
  readonly block: (offset: number) => ByteBlock | undefined;
  /** Says which bytes are on the screen, `to` exclusive. */
  readonly show: (from: number, to: number) => void;
}

export interface ByteBlock {
  /** Where its first byte stands in the whole. */
  readonly start: number;
  readonly bytes: Uint8Array;
}
