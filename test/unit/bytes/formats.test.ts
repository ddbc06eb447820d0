import { describe, expect, it } from 'vitest';
import { formatCount, formatQuantity } from '../../../shared/base/quantity.ts';
import { formatElapsed, formatIsoTime, formatTimeOfDay, measureDelta } from '../../../shared/base/time.ts';
import { formatHexDump, hexDumpRow } from '../../../shared/bytes/hexDump.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { hex, utf8 } from '../../support/bytes.ts';

describe('a hex dump', () => {
  it('has offset, bytes in two groups, and characters', () => {
    expect(formatHexDump(utf8('+PONG\r\nabcdefghijklm'), 16)).toBe(
      '00000010  2b 50 4f 4e 47 0d 0a 61  62 63 64 65 66 67 68 69  |+PONG..abcdefghi|\n' +
        '00000020  6a 6b 6c 6d                                       |jklm|\n',
    );
    expect(formatHexDump(new Uint8Array())).toBe('');
  });

  it('gives the cells and characters of a row', () => {
    expect(hexDumpRow(hex('41 00 ff'), 0x30)).toEqual({
      offset: 0x30,
      offsetText: '00000030',
      cells: ['41', '00', 'ff'],
      characters: ['A', '.', '.'],
    });
  });

  it('widens the offsets of what is larger than 4 GiB', () => {
    expect(formatHexDump(hex('41'), 2 ** 32 - 1)).toMatch(/^ffffffff {2}41/);
    expect(formatHexDump(hex('41'), 2 ** 32)).toMatch(/^100000000 {2}41/);
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [1234, '1,234 B'],
    [9999, '9,999 B'],
    [10_000, '10.0 kB'],
    [12_345, '12.3 kB'],
    [999_949, '1.0 MB'],
    [1_200_000, '1.2 MB'],
    [640_000_000, '640 MB'],
    [1_400_000_000, '1.4 GB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text.replace(' ', '\u00a0'));
  });

  it('are counted with commas', () => {
    expect([1, 999, 1000, 12_304, 10_000_000].map(formatCount)).toEqual([
      '1',
      '999',
      '1,000',
      '12,304',
      '10,000,000',
    ]);
  });
});

describe('times', () => {
  const noonMs = new Date(2026, 2, 1, 14, 2, 11).getTime();

  it('have microseconds, in local time', () => {
    expect(formatTimeOfDay(noonMs * 1000 + 4211)).toBe('14:02:11.004211');
    expect(formatTimeOfDay(noonMs * 1000)).toBe('14:02:11.000000');
  });

  it('have microseconds in ISO 8601 too', () => {
    expect(formatIsoTime(Date.UTC(2026, 2, 1, 13, 2, 11) * 1000 + 999_999)).toBe(
      '2026-03-01T13:02:11.999999Z',
    );
  });

  it.each([
    [419, '+0.419 ms'],
    [0, '+0.000 ms'],
    [-1500, '−1.500 ms'],
    [1_500_000, '+1.500 s'],
    [90_000_000, '+1.5 min'],
    [7_200_000_000, '+2.0 h'],
  ])('a distance of %d µs is %s', (us, text) => {
    expect(formatQuantity(measureDelta(us))).toBe(text.replace(' ', '\u00a0'));
  });

  it.each([
    [-5, '00:00'],
    [12_900_000, '00:12'],
    [3_723_000_000, '1:02:03'],
  ])('%d µs have run for %s', (us, text) => {
    expect(formatElapsed(us)).toBe(text);
  });
});
