import { byteReadings } from '../../../../shared/bytes/values/byteReadings.ts';
import type { ByteReading, ReadValue } from '../../../../shared/bytes/values/reading.ts';

export function readingOf(name: string): ByteReading {
  const found = byteReadings.flatMap(({ readings }) => readings).find((reading) => reading.name === name);
  if (!found) throw new Error(`There is no reading ${name}.`);
  return found;
}

/** What a reading makes of bytes that are written in hex. */
export function readHex(name: string, hex: string, littleEndian = false): ReadValue {
  const bytes = Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  return readingOf(name).read(new DataView(bytes.buffer), littleEndian);
}

/** What would be copied; what prevents the reading, in brackets. */
export function plainOf(name: string, bytes: Uint8Array, littleEndian: boolean): string {
  const value = readingOf(name).read(
    new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    littleEndian,
  );
  return value.kind === 'value' ? value.plain : `(${value.why})`;
}
