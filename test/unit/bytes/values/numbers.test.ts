import { assert, double, float, integer, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteReadings } from '../../../../shared/bytes/values/byteReadings.ts';
import { longestReading } from '../../../../shared/bytes/values/reading.ts';
import { plainOf, readingOf, readHex } from './reading.ts';

const all = byteReadings.flatMap(({ readings }) => readings);
const orders = [true, false];
const sixteen = uint8Array({ minLength: longestReading, maxLength: longestReading });

describe('whole numbers', () => {
  it('are those of DataView, in both orders of the bytes and with every digit', () => {
    assert(
      property(sixteen, (bytes) => {
        const view = new DataView(bytes.buffer);
        for (const little of orders) {
          const read = (name: string): string => plainOf(name, bytes, little);
          expect(read('int8')).toBe(String(view.getInt8(0)));
          expect(read('uint8')).toBe(String(view.getUint8(0)));
          expect(read('int16')).toBe(String(view.getInt16(0, little)));
          expect(read('uint16')).toBe(String(view.getUint16(0, little)));
          expect(read('int32')).toBe(String(view.getInt32(0, little)));
          expect(read('uint32')).toBe(String(view.getUint32(0, little)));
          expect(read('int64')).toBe(String(view.getBigInt64(0, little)));
          expect(read('uint64')).toBe(String(view.getBigUint64(0, little)));
        }
        const three = Buffer.from(bytes);
        expect(read24(bytes)).toEqual([
          ...[three.readIntLE(0, 3), three.readIntBE(0, 3)],
          ...[three.readUIntLE(0, 3), three.readUIntBE(0, 3)],
        ]);
      }),
    );
  });

  it('have commas where they are shown, and none where they are copied', () => {
    const value = readHex('int64', '80 00 00 00 00 00 00 00', false);
    expect(value).toMatchObject({ text: '-9,223,372,036,854,775,808', plain: '-9223372036854775808' });
    expect(readHex('uint64', 'ff'.repeat(8))).toMatchObject({ text: '18,446,744,073,709,551,615' });
    expect(readHex('int8', '85')).toMatchObject({ text: '-123', plain: '-123' });
  });
});

function read24(bytes: Uint8Array): number[] {
  return ['int24', 'uint24'].flatMap((name) => [
    Number(plainOf(name, bytes, true)),
    Number(plainOf(name, bytes, false)),
  ]);
}

describe('floating-point numbers', () => {
  const view = new DataView(new ArrayBuffer(8));

  it('of 32 bits are read back as the same, and no shorter one is', () => {
    const isShortest = (value: number): void => {
      view.setFloat32(0, value);
      const text = plainOf('float32', new Uint8Array(view.buffer), false);
      expect(Math.fround(Number(text))).toBe(value);
      const digits = digitsOf(text);
      for (let fewer = 1; fewer < digits; fewer += 1) {
        for (const near of nearbyWith(value, fewer)) expect(Math.fround(near)).not.toBe(value);
      }
    };
    assert(
      property(
        float({ noNaN: true, noDefaultInfinity: true }).filter((value) => value !== 0),
        isShortest,
      ),
    );
    // At powers of two the numbers below are nearer than those above.
    for (let exponent = -149; exponent <= 127; exponent += 1) isShortest(2 ** exponent);
  });

  it('of 16 bits are read back as the same, all of them', () => {
    for (let bits = 1; bits < 0x7c00; bits += 1) {
      view.setUint16(0, bits);
      const text = plainOf('float16', new Uint8Array(view.buffer), false);
      expect(halfOf(Number(text))).toBe(bits);
    }
  });

  it('of 64 bits are what JavaScript writes', () => {
    assert(
      property(double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        view.setFloat64(0, value, true);
        expect(Number(plainOf('float64', new Uint8Array(view.buffer), true))).toBe(value);
      }),
    );
  });

  it('say zero with its sign, what is no number, and what has no end', () => {
    const halves = ['0000', '8000', '7c00', 'fc00', '7e00', '0001', '3c00', '7bff', '3555'];
    expect(halves.map((hex) => plainOf('float16', Buffer.from(hex, 'hex'), false))).toEqual([
      ...['0', '-0', '∞', '-∞', 'NaN', '6e-8', '1', '65500', '0.3333'],
    ]);
    const floats = ['00000000', '80000000', '7f800000', 'ff800000', 'ffc00000', '00000001', '3dcccccd'];
    expect(floats.map((hex) => plainOf('float32', Buffer.from(hex, 'hex'), false))).toEqual([
      ...['0', '-0', '∞', '-∞', 'NaN', '1e-45', '0.1'],
    ]);
    expect(plainOf('float64', Buffer.from('8000000000000000', 'hex'), false)).toBe('-0');
    expect(plainOf('float64', Buffer.from('0000000000000001', 'hex'), false)).toBe('5e-324');
  });

  it('have commas before the point only', () => {
    const shown = (value: number): unknown => {
      view.setFloat64(0, value);
      return readingOf('float64').read(view, false);
    };
    expect(shown(1_234_567.0625)).toMatchObject({ text: '1,234,567.0625', plain: '1234567.0625' });
    expect(shown(-1234)).toMatchObject({ text: '-1,234' });
    expect(shown(1.5e300)).toMatchObject({ text: '1.5e+300' });
    expect(shown(1e300)).toMatchObject({ text: '1e+300' });
  });
});

function digitsOf(text: string): number {
  return text.replace(/e.*/, '').replace(/^-/, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '')
    .length;
}

/** The decimals of so many digits on both sides of a number. */
function nearbyWith(value: number, digits: number): number[] {
  const nearest = Number(value.toPrecision(digits));
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
  return [nearest - step, nearest, nearest + step].map((near) => Number(near.toPrecision(digits)));
}

/** The bits of the number of 16 bits that is nearest, for positive ones. */
function halfOf(value: number): number {
  const exponent = Math.max(-14, Math.floor(Math.log2(value)));
  const units = Math.round(value / 2 ** (exponent - 10));
  return (exponent + 14) * 0x400 + units;
}

describe('every reading', () => {
  it('says so where there are too few bytes, and never takes more than there are', () => {
    expect.hasAssertions();
    const pieces = uint8Array({ minLength: 0, maxLength: longestReading });
    assert(
      property(pieces, integer({ min: 0, max: 3 }), (bytes, skipped) => {
        const padded = Uint8Array.of(...new Uint8Array(skipped), ...bytes);
        const view = new DataView(padded.buffer, skipped, bytes.length);
        for (const little of orders) {
          const values = all.map(({ read }) => read(view, little));
          // Where it stands in memory makes no difference.
          expect(values).toEqual(all.map(({ read }) => read(new DataView(bytes.slice().buffer), little)));
          const wrong = values.filter((value) =>
            value.kind === 'none' ? value.why === '' : value.width > bytes.length,
          );
          expect(wrong).toEqual([]);
        }
      }),
    );
  });

  it('is the same in both orders where programs agree on one', () => {
    expect.hasAssertions();
    const agreed = all.filter(({ hasOrder }) => !hasOrder);
    assert(
      property(sixteen, (bytes) => {
        const view = new DataView(bytes.buffer);
        expect(agreed.map(({ read }) => read(view, true))).toEqual(
          agreed.map(({ read }) => read(view, false)),
        );
      }),
    );
  });
});
