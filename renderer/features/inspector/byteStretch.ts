/** Some of the bytes of a record; `to` is exclusive. */
export interface ByteStretch {
  readonly from: number;
  readonly to: number;
}
