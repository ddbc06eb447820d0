import { formatCounted } from '../../base/quantity.ts';

/** What bytes are in one reading. */
export type ReadValue =
  | {
      readonly kind: 'value';
      readonly text: string;
      /** What other programs read: without commas between digits, for example. */
      readonly plain: string;
      /** How many bytes it takes. */
      readonly width: number;
    }
  /** What prevents the reading, in a few words: too few bytes, or such as it does not allow. */
  | { readonly kind: 'none'; readonly why: string };

/** One way to read the bytes at an offset. */
export interface ByteReading {
  readonly name: string;
  /** Whether programs disagree on the order of its bytes. Where they do not, `littleEndian` is ignored. */
  readonly hasOrder: boolean;
  /** Reads what stands at the beginning of `view`, which ends where the bytes do, or after `longestReading`. */
  readonly read: (view: DataView, littleEndian: boolean) => ReadValue;
}

/** 16 bytes: those of an IPv6 address or a UUID. */
export const longestReading = 16;

/** A value of so many bytes. `plain` is its text unless told. */
export function valueOf(width: number, text: string, plain = text): ReadValue {
  return { kind: 'value', text, plain, width };
}

export function noValue(why: string): ReadValue {
  return { kind: 'none', why };
}

/** What is said where fewer than `width` bytes are left. */
export function tooShort(width: number): ReadValue {
  return noValue(`needs ${formatCounted(width, 'byte')}`);
}

/** A reading that always takes `width` bytes. */
export function fixedReading(
  name: string,
  width: number,
  read: (view: DataView, littleEndian: boolean) => ReadValue,
  { hasOrder = true }: { readonly hasOrder?: boolean } = {},
): ByteReading {
  return {
    name,
    hasOrder,
    read: (view, littleEndian) => (view.byteLength < width ? tooShort(width) : read(view, littleEndian)),
  };
}

/** The first bytes of a view, which has as many. */
export function bytesOf(view: DataView, count: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, Math.min(count, view.byteLength));
}
