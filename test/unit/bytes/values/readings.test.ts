import { assert, bigInt, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainOf, readHex } from './reading.ts';

const why = (reason: string): unknown => ({ kind: 'none', why: reason });

describe('digits and characters', () => {
  it('are those of the first byte', () => {
    expect(readHex('Binary', '4a ff')).toEqual({
      kind: 'value',
      text: '0100 1010',
      plain: '0b01001010',
      width: 1,
    });
    expect(readHex('Octal', '09')).toMatchObject({ text: '011', plain: '0o011' });
  });

  it('are a character with its code point, or why there is none', () => {
    expect(readHex('UTF-8', '41 42')).toEqual({ kind: 'value', text: 'U+0041  A', plain: 'A', width: 1 });
    expect(readHex('UTF-8', 'f0 9f 98 80')).toMatchObject({ text: 'U+1F600  😀', plain: '😀', width: 4 });
    expect(readHex('UTF-8', '0d')).toMatchObject({ text: 'U+000D  ␍', plain: '\r' });
    expect(readHex('UTF-8', 'ef bb bf')).toMatchObject({ text: 'U+FEFF', plain: '\ufeff' });
    expect(readHex('UTF-8', 'e2 80 ae')).toMatchObject({ text: 'U+202E' });
    expect(readHex('UTF-8', 'cc 81')).toMatchObject({ text: 'U+0301  \u25cc\u0301', plain: '\u0301' });
    expect(readHex('UTF-8', '80')).toEqual(why('not UTF-8'));
    expect(readHex('UTF-8', 'c0 80')).toEqual(why('not UTF-8'));
    expect(readHex('UTF-8', 'e2 82')).toEqual(why('cut off'));
  });
});

describe('numbers of a variable length', () => {
  it('are those of the examples that everyone has', () => {
    // Protocol Buffers’ own example, DWARF’s, and MQTT’s.
    expect(readHex('ULEB128', '96 01 ff')).toMatchObject({ text: '150', width: 2 });
    expect(readHex('ULEB128', 'e5 8e 26')).toMatchObject({
      text: '624,485',
      plain: '624485',
      width: 3,
    });
    expect(readHex('SLEB128', 'c0 bb 78')).toMatchObject({ plain: '-123456', width: 3 });
    expect(readHex('ZigZag', '03')).toMatchObject({ plain: '-2', width: 1 });
    expect(readHex('MQTT length', 'c1 02')).toMatchObject({ plain: '321', width: 2 });
    expect(readHex('MQTT length', 'ff ff ff 7f')).toMatchObject({ plain: '268435455', width: 4 });
  });

  it('say why they cannot be read', () => {
    expect(readHex('MQTT length', 'ff ff ff ff 01')).toEqual(why('longer than 4 bytes'));
    expect(readHex('MQTT length', 'ff ff')).toEqual(why('cut off'));
    expect(readHex('ULEB128', `${'80'.repeat(10)}01`)).toEqual(why('longer than 10 bytes'));
    expect(readHex('ULEB128', `${'ff'.repeat(9)}02`)).toEqual(why('more than 64 bits'));
    expect(readHex('SLEB128', `${'ff'.repeat(9)}3f`)).toEqual(why('more than 64 bits'));
  });

  it('keep every one of 64 bits', () => {
    const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];
    assert(
      property(bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        expect(plainOf('ULEB128', unsignedLeb128(value), true)).toBe(String(value));
      }),
    );
    assert(
      property(bigInt({ min: least, max: most }), (value) => {
        expect(plainOf('SLEB128', signedLeb128(value), true)).toBe(String(value));
        const zigZag = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
        expect(plainOf('ZigZag', unsignedLeb128(zigZag), true)).toBe(String(value));
      }),
    );
  });
});

function unsignedLeb128(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.of(...bytes, Number(rest));
}

function signedLeb128(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest < -64n || rest > 63n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.of(...bytes, Number(rest & 127n));
}

describe('times', () => {
  const text = (name: string, hex: string, littleEndian = false): unknown => {
    const value = readHex(name, hex, littleEndian);
    return value.kind === 'value' ? value.text : value.why;
  };

  it('begin in the year in which their clock does', () => {
    expect(text('Unix s', '00000000')).toBe('1970-01-01T00:00:00Z');
    expect(text('Unix s', '7fffffff')).toBe('2038-01-19T03:14:07Z');
    expect(text('Unix s', 'ffffffff', true)).toBe('2106-02-07T06:28:15Z');
    expect(text('Unix ms', '00000000000003e9')).toBe('1970-01-01T00:00:01.001Z');
    expect(text('Unix ms', 'ffffffffffffffff')).toBe('1969-12-31T23:59:59.999Z');
    expect(text('FILETIME', '0000000000000000', true)).toBe('1601-01-01T00:00:00.0000000Z');
    // 116444736000000000 and one.
    expect(text('FILETIME', '01803ed5deb19d01', true)).toBe('1970-01-01T00:00:00.0000001Z');
  });

  it('of NTP go over from the first era to the second', () => {
    expect(text('NTP', '83aa7e80 80000000')).toBe('1970-01-01T00:00:00.500000000Z');
    expect(text('NTP', 'ffffffff ffffffff')).toBe('2036-02-07T06:28:15.999999999Z');
    expect(text('NTP', '00000000 00000001')).toBe('2036-02-07T06:28:16.000000000Z');
    expect(text('NTP', '00000000 00000000')).toBe('unknown time');
  });

  it('are none outside of the calendar', () => {
    expect(text('Unix ms', '7fffffffffffffff')).toBe('not in the years 1 to 9999');
    expect(text('FILETIME', 'ffffffffffffffff')).toBe('not in the years 1 to 9999');
  });
});

describe('identifiers and addresses', () => {
  it('are written as they usually are', () => {
    const guid = '00112233 44556677 8899aabb ccddeeff';
    expect(readHex('UUID', guid)).toMatchObject({ text: '00112233-4455-6677-8899-aabbccddeeff', width: 16 });
    expect(readHex('GUID', guid)).toMatchObject({ text: '33221100-5544-7766-8899-aabbccddeeff' });
    expect(readHex('IPv4', '7f 00 00 01')).toMatchObject({ text: '127.0.0.1', width: 4 });
    expect(readHex('MAC', '00 1a 2b 3c 4d 5e')).toMatchObject({ text: '00:1a:2b:3c:4d:5e', width: 6 });
  });

  it('of IPv6 are as short as RFC 5952 asks', () => {
    const written = (hex: string): unknown => readHex('IPv6', hex);
    expect(written('20010db8 00000000 00010000 00000001')).toMatchObject({ text: '2001:db8::1:0:0:1' });
    expect(written('20010db8 00000001 00010001 00010001')).toMatchObject({ text: '2001:db8:0:1:1:1:1:1' });
    expect(written('20010000 00000001 00000000 00000001')).toMatchObject({ text: '2001:0:0:1::1' });
    expect(written('00000000 00000000 00000000 00000000')).toMatchObject({ text: '::' });
    expect(written('00000000 00000000 00000000 00000001')).toMatchObject({ text: '::1' });
    expect(written('00010000 00000000 00000000 00000000')).toMatchObject({ text: '1::' });
    expect(written('00000000 00000000 0000ffff 7f000001')).toMatchObject({ text: '::ffff:127.0.0.1' });
    assert(
      property(uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const sparse = Buffer.from(bytes.map((byte) => (byte < 160 ? 0 : byte)));
        const whole = sparse.toString('hex').replace(/.{4}(?!$)/g, '$&:');
        expect(`[${plainOf('IPv6', sparse, true)}]`).toBe(new URL(`http://[${whole}]`).hostname);
      }),
    );
  });
});
