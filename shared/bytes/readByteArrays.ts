import { parseHex } from './hex.ts';

const digits = /(?<![\da-z])0x(?=[\da-f](?![\da-f]))/gi;

/** Reads the bytes of the arrays in a text in C, one after the other: `{ 0x2a, 0x0d };`, whatever stands around. Null where there is none. */
export function readByteArrays(text: string): Uint8Array<ArrayBuffer> | null {
  const lists = Array.from(text.matchAll(/\{([^{}]*)\}/g), ([, list = '']) => list.trim());
  if (lists.length === 0 || !lists.every((list) => /^(?:0x[\da-f]{1,2}\s*,?\s*)+$/i.test(list))) return null;
  const bytes = parseHex(lists.join(',').replaceAll(digits, '0x0'));
  return bytes.ok ? bytes.value : null;
}
