import { formatCount } from '../../base/quantity.ts';
import { fixedReading, valueOf, type ByteReading } from './reading.ts';
import { shortestFloat32, shortestHalf } from './shortestFloat.ts';

/** Whole numbers in two's complement, and without a sign. */
export const integerReadings: readonly ByteReading[] = [1, 2, 3, 4, 8].flatMap((width) => [
  integerReading(`int${width * 8}`, width, true),
  integerReading(`uint${width * 8}`, width, false),
]);

/** Floating-point numbers of IEEE 754, as the shortest decimal that is read back as the same number. */
export const floatReadings: readonly ByteReading[] = [
  fixedReading('float16', 2, (view, littleEndian) =>
    floatValue(2, shortestHalf(view.getUint16(0, littleEndian))),
  ),
  fixedReading('float32', 4, (view, littleEndian) =>
    floatValue(4, shortestFloat32(view.getFloat32(0, littleEndian))),
  ),
  fixedReading('float64', 8, (view, littleEndian) =>
    // What JavaScript writes for a double is the shortest.
    floatValue(8, view.getFloat64(0, littleEndian)),
  ),
];

/** The first byte, digit by digit. */
export const digitReadings: readonly ByteReading[] = [
  digitReading('Binary', '0b', (byte) => byte.toString(2).padStart(8, '0').replace(/^.{4}/, '$& ')),
  digitReading('Octal', '0o', (byte) => byte.toString(8).padStart(3, '0')),
];

function integerReading(name: string, width: number, isSigned: boolean): ByteReading {
  const read = (view: DataView, littleEndian: boolean): bigint => {
    const value = unsignedOf(view, width, littleEndian);
    return isSigned ? BigInt.asIntN(width * 8, value) : value;
  };
  return fixedReading(
    name,
    width,
    (view, littleEndian) => {
      const value = read(view, littleEndian);
      return valueOf(width, formatCount(value), String(value));
    },
    { hasOrder: width > 1 },
  );
}

/** The whole number without a sign in the first `width` bytes, which are there. */
export function unsignedOf(view: DataView, width: number, littleEndian: boolean): bigint {
  let value = 0n;
  for (let index = 0; index < width; index += 1) {
    value = (value << 8n) | BigInt(view.getUint8(littleEndian ? width - 1 - index : index));
  }
  return value;
}

function floatValue(width: number, value: number): ReturnType<typeof valueOf> {
  const plain = plainFloat(value);
  return valueOf(
    width,
    plain.replace(/^-?\d+(?![\de])/, (whole) => formatCount(BigInt(whole))),
    plain,
  );
}

function plainFloat(value: number): string {
  if (Object.is(value, -0)) return '-0';
  return String(value).replace('Infinity', '∞');
}

function digitReading(name: string, prefix: string, write: (byte: number) => string): ByteReading {
  return fixedReading(
    name,
    1,
    (view) => {
      const digits = write(view.getUint8(0));
      return valueOf(1, digits, prefix + digits.replace(' ', ''));
    },
    { hasOrder: false },
  );
}
