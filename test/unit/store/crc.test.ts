import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crcOf } from '../../../electron/engine/store/crc.ts';
import { seededRandom, randomBelow } from '../../support/random.ts';

describe('the sum of a record', () => {
  it('is the CRC-32 that everyone knows', () => {
    expect(crcOf(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crcOf(new Uint8Array(0))).toBe(0);
  });

  it('is that of zlib for bytes of any length, wherever they stand', () => {
    const random = seededRandom(5);
    for (let length = 0; length < 300; length += 1) {
      const offset = randomBelow(random, 9);
      const bytes = Uint8Array.from({ length: length + offset }, () => randomBelow(random, 256));
      expect(crcOf(bytes.subarray(offset))).toBe(crc32(bytes.subarray(offset)));
    }
  });
});
