import { formatHex } from './hex.ts';

/** 16 bytes as hex digits in groups of 8-4-4-4-12; RFC 9562, section 4. */
export function formatUuid(bytes: Uint8Array): string {
  return formatHex(bytes, { separator: '' }).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
