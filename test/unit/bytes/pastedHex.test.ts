import { describe, expect, it } from 'vitest';
import { formatHexDump } from '../../../shared/bytes/hexDump.ts';
import { pastedHex } from '../../../renderer/features/composer/pastedHex.ts';

const bytes = new TextEncoder().encode('PING\r\nABCDEFGHIJabcdef012345');
const rows = `50 49 4e 47 0d 0a 41 42 43 44 45 46 47 48 49 4a
61 62 63 64 65 66 30 31 32 33 34 35`;

/** The same bytes, as each program prints them. */
const dumps = {
  xxd: `00000000: 5049 4e47 0d0a 4142 4344 4546 4748 494a  PING..ABCDEFGHIJ
00000010: 6162 6364 6566 3031 3233 3435            abcdef012345
`,
  'xxd -g1': `00000000: 50 49 4e 47 0d 0a 41 42 43 44 45 46 47 48 49 4a  PING..ABCDEFGHIJ
00000010: 61 62 63 64 65 66 30 31 32 33 34 35              abcdef012345
`,
  'hexdump -C': `00000000  50 49 4e 47 0d 0a 41 42  43 44 45 46 47 48 49 4a  |PING..ABCDEFGHIJ|
00000010  61 62 63 64 65 66 30 31  32 33 34 35              |abcdef012345|
0000001c
`,
  'od -t x1': `0000000 50 49 4e 47 0d 0a 41 42 43 44 45 46 47 48 49 4a
0000020 61 62 63 64 65 66 30 31 32 33 34 35
0000034
`,
  'od -A x -t x1z': `000000 50 49 4e 47 0d 0a 41 42 43 44 45 46 47 48 49 4a  >PING..ABCDEFGHIJ<
000010 61 62 63 64 65 66 30 31 32 33 34 35              >abcdef012345<
00001c
`,
  Wireshark: `0000   50 49 4e 47 0d 0a 41 42 43 44 45 46 47 48 49 4a   PING..ABCDEFGHIJ
0010   61 62 63 64 65 66 30 31 32 33 34 35               abcdef012345
`,
  'a selection of ours': formatHexDump(bytes, 0x20),
  'Windows lines': `0000   50 49 4e 47 0d 0a 41 42 43 44 45 46 47 48 49 4a\r\n0010   61 62 63 64 65 66 30 31 32 33 34 35\r\n`,
  C: `/* record 6, 28 bytes */
static const unsigned char record6[28] = {
  0x50, 0x49, 0x4e, 0x47, 0xd, 0xa, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46,
  0x47, 0x48, 0x49, 0x4a, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x30, 0x31,
};
const char rest[] = {0x32, 0x33, 0x34, 0x35};
`,
};

describe('what is pasted where bytes are written in hex', () => {
  it.each(Object.entries(dumps))('reads a dump of %s', (_, text) => {
    expect(pastedHex(text)).toBe(rows);
  });

  it('reads one line, and what a star stands for', () => {
    expect(pastedHex('00000000  2a 0d  |*.|')).toBe('2a 0d');
    expect(pastedHex('0000   2a 0d 0a')).toBe('2a 0d 0a');
    expect(pastedHex('00000000: 2a')).toBe('2a');
    const zeros = '00 '.repeat(16).trim();
    expect(pastedHex(`00000000  ${zeros}  |................|\n*\n00000030\n`)).toBe(
      Array(3).fill(zeros).join('\n'),
    );
  });

  it.each([
    ['pairs of digits', 'de ad be ef'],
    ['pairs of digits in groups', 'deadbeef  cafebabe'],
    ['a stream of digits', '00000000 01 02'],
    ['rows of digits', '00112233 44\n55667788 99'],
    ['numbers of a machine, whose bytes are swapped', '0000000 4950 474e 0a0d\n0000006\n'],
    ['offsets that do not go on', '0000   2a 0d\n0010   0a'],
    ['a gap that no repetition fills', '00000000  2a 0d  |*.|\n*\n00000005\n'],
    ['a text', 'PING\r\n'],
    ['a reference', '{{header}} 2a'],
    ['an array of something else', 'int a[] = { 1, 2 };'],
    ['nothing', ''],
  ])('leaves %s as it is', (_, text) => {
    expect(pastedHex(text)).toBeNull();
  });
});
