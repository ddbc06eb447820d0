import { describe, expect, it } from 'vitest';
import { formatHex, parseHex } from '../../../shared/bytes/hex.ts';
import { hex } from '../../support/bytes.ts';
import { randomBytes, randomText, seededRandom } from '../../support/random.ts';

function marked(text: string): { mark: string; from: number; message: string } {
  const result = parseHex(text);
  if (result.ok) throw new Error('this text has no problem');
  const { from, to, message } = result.problem;
  return { mark: text.slice(from, to), from, message };
}

describe('hex', () => {
  it.each([
    '50494E47',
    '50 49 4e 47',
    ' 50  49\n4E\t47\r\n',
    '0x50 0x49 0x4e 0x47',
    '0x50,0X49,0x4E, 0x47,',
    '0x504e'.replace('4e', '49') + '4e47',
    String.raw`\x50\x49\x4e\x47`,
    '50:49:4e:47',
    '50-49-4E-47',
    '50; 49; 4e; 47',
    '%50%49%4e%47',
    '5049 4e47',
  ])('reads %j', (text) => {
    expect(parseHex(text)).toEqual({ ok: true, value: hex('50 49 4e 47') });
  });

  it('reads nothing as no bytes', () => {
    expect(parseHex(' \n')).toEqual({ ok: true, value: new Uint8Array() });
  });

  it.each([
    ['50 4g', 4, 'g'],
    ['50 zz', 3, 'z'],
    ['50 4', 3, '4'],
    ['50 4 50', 3, '4'],
    ['504', 2, '4'],
    ['50 0x', 3, '0x'],
    ['50 0x 11', 3, '0x'],
    ['50 0xg1', 5, 'g'],
    ['50 0x1', 5, '1'],
    ['{50', 0, '{'],
    ['50 😀', 3, '😀'],
    ['5😀', 1, '😀'],
    ['50\0', 2, '\0'],
  ])('marks what is wrong in %j at %d', (text, from, mark) => {
    expect(marked(text)).toMatchObject({ from, mark });
    expect(marked(text).message).toMatch(/\.$/);
  });

  it('says in a sentence what half a byte needs', () => {
    expect(marked('50 4').message).toBe(
      '“4” is half a byte. A byte has two hex digits: write “04”, or add the missing one.',
    );
  });

  it('writes pairs with the separator that is wished', () => {
    expect(formatHex(hex('0a ff 00'))).toBe('0a ff 00');
    expect(formatHex(hex('0a ff 00'), { separator: '' })).toBe('0aff00');
  });

  it('gives back any bytes', () => {
    const random = seededRandom(3);
    for (let times = 0; times < 1000; times += 1) {
      const bytes = randomBytes(random, 40);
      expect(parseHex(formatHex(bytes))).toEqual({ ok: true, value: bytes });
    }
  });

  it('says of every text what its bytes are, or where inside it the problem is', () => {
    const random = seededRandom(4);
    const pieces = ['0', 'x', 'a', '5', '\\', ' ', ',', 'g', '😀', '%', '\n'];
    for (let times = 0; times < 5000; times += 1) {
      const text = randomText(random, pieces, 10);
      const result = parseHex(text);
      if (result.ok) continue;
      const { from, to } = result.problem;
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(text.length);
    }
  });
});
