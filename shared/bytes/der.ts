/** The place of a DER element's content. */
interface DerElement {
  readonly tag: number;
  readonly from: number;
  readonly end: number;
}

/**
 * The DER element that begins at an offset; null where none does, or where it is cut off. X.690, section 8.1.3: the length is one byte, or
 * a byte that counts the length bytes after it; 0x80 means indefinite, as in some PKCS #12 files.
 */
export function readDerElement(bytes: Uint8Array, at: number): DerElement | null {
  const tag = bytes[at];
  const head = bytes[at + 1];
  if (tag === undefined || head === undefined) return null;
  if (head === 0x80) return { tag, from: at + 2, end: bytes.length };
  const count = head < 0x80 ? 0 : head & 0x7f;
  let length = head < 0x80 ? head : 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  const from = at + 2 + count;
  return from + length <= bytes.length ? { tag, from, end: from + length } : null;
}
