import { array, assert, property, uint8Array } from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checksums } from '../../../../shared/bytes/values/checksums.ts';

/** The sums of pieces that follow each other, by name. */
function sumsOf(...pieces: readonly Uint8Array[]): Record<string, string> {
  return Object.fromEntries(
    checksums.map(({ name, start }) => {
      const sum = start();
      for (const piece of pieces) sum.add(piece);
      return [name, sum.text()];
    }),
  );
}

describe('checksums', () => {
  it('have the check values of the catalogue', () => {
    expect(sumsOf(Buffer.from('123456789'))).toEqual({
      'CRC-32': '0xcbf43926',
      'CRC-32C': '0xe3069283',
      'CRC-16/MODBUS': '0x4b37',
      'CRC-16/KERMIT': '0x2189',
      'CRC-16/XMODEM': '0x31c3',
      'CRC-16/IBM-3740': '0x29b1',
      // 0x3132 + 0x3334 + 0x3536 + 0x3738 + 0x3900 = 0x109d4, so 0x09d5 with its carry.
      'Internet checksum': '0xf62a',
      'Sum-8': '0xdd',
      'XOR-8': '0x31',
    });
  });

  it('are those of nothing where there is nothing', () => {
    expect(sumsOf()).toMatchObject({ 'CRC-32': '0x00000000', 'CRC-16/MODBUS': '0xffff', 'XOR-8': '0x00' });
  });

  it('have the sum of RFC 1071, and none for a header with its checksum', () => {
    // Section 3: the sum is ddf2.
    expect(sumsOf(Buffer.from('0001f203f4f5f6f7', 'hex'))['Internet checksum']).toBe('0x220d');
    const header = Buffer.from('45000073000040004011b861c0a80001c0a800c7', 'hex');
    expect(sumsOf(header)['Internet checksum']).toBe('0x0000');
  });

  it('are the same however the bytes are cut into pieces', () => {
    assert(
      property(array(uint8Array({ maxLength: 40 }), { maxLength: 6 }), (pieces) => {
        const whole = Buffer.concat(pieces);
        const sums = sumsOf(...pieces);
        expect(sums).toEqual(sumsOf(whole));
        expect(sums['CRC-32']).toBe(`0x${crc32(whole).toString(16).padStart(8, '0')}`);
        expect(Number(sums['Sum-8'])).toBe(whole.reduce((sum, byte) => sum + byte, 0) % 256);
      }),
    );
  });
});
