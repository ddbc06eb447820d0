import { describe, expect, it } from 'vitest';
import { formatEscapedText, parseEscapedText } from '../../../shared/bytes/escapedText.ts';
import { hex, utf8 } from '../../support/bytes.ts';
import { randomBytes, randomText, seededRandom } from '../../support/random.ts';

function parsed(text: string): Uint8Array {
  const result = parseEscapedText(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function marked(text: string): { mark: string; message: string } {
  const result = parseEscapedText(text);
  if (result.ok) throw new Error('this text has no problem');
  return { mark: text.slice(result.problem.from, result.problem.to), message: result.problem.message };
}

describe('text with escapes', () => {
  it('reads the escapes that protocols are written with', () => {
    expect(parsed(String.raw`*1\r\n$4\r\nPING\r\n`)).toEqual(utf8('*1\r\n$4\r\nPING\r\n'));
    expect(parsed(String.raw`\t\0\a\b\e\f\v\\\"\'`)).toEqual(hex('09 00 07 08 1b 0c 0b 5c 22 27'));
    expect(parsed(String.raw`\x00\xfF\x7f`)).toEqual(hex('00 ff 7f'));
  });

  it('writes characters as UTF-8, typed or escaped', () => {
    expect(parsed('é€😀')).toEqual(utf8('é€😀'));
    expect(parsed(String.raw`\u{e9}\u20ac\u{1F600}`)).toEqual(utf8('é€😀'));
  });

  it('joins the surrogate pairs of pasted JSON', () => {
    expect(parsed(String.raw`\ud83d\ude00`)).toEqual(utf8('😀'));
  });

  it('keeps the line breaks that were typed', () => {
    expect(parsed('a\nb')).toEqual(utf8('a\nb'));
  });

  it.each([
    [String.raw`path C:\q`, String.raw`\q`],
    ['end \\', '\\'],
    [String.raw`a\x4g`, String.raw`\x4g`],
    [String.raw`a\x`, String.raw`\x`],
    [String.raw`a\x 41`, String.raw`\x`],
    [String.raw`a\u{}`, String.raw`\u{}`],
    [String.raw`a\u{1234567}`, String.raw`\u{1234567`],
    [String.raw`a\u{110000}b`, String.raw`\u{110000}`],
    [String.raw`a\u{d800}b`, String.raw`\u{d800}`],
    [String.raw`a\ud800b`, String.raw`\ud800`],
    [String.raw`a\u12`, String.raw`\u12`],
    [String.raw`a\033b`, String.raw`\03`],
    [String.raw`a\1b`, String.raw`\1`],
    ['a\ud800b', '\ud800'],
    ['a\\😀b', '\\😀'],
  ])('marks what is wrong in %j', (text, mark) => {
    expect(marked(text).mark).toBe(mark);
    expect(marked(text).message).toMatch(/\.$/);
  });

  it('shows the character that follows a stray backslash even where it is not seen', () => {
    expect(marked('\\\n').message).toContain('“␊”');
  });

  it('writes what is not seen as escapes and all else as it is', () => {
    expect(formatEscapedText(utf8('+PONG\r\n\t\0a\\ é😀\u202e\u00a0\x1b\u0085'))).toBe(
      String.raw`+PONG\r\n\t\0a\\ é😀\u{202e}\u{a0}\x1b\u{85}`,
    );
    expect(formatEscapedText(hex('41 ff c3 41 e2 82'))).toBe(String.raw`A\xff\xc3A\xe2\x82`);
    expect(formatEscapedText(hex('00 30'))).toBe(String.raw`\x000`);
    expect(formatEscapedText(hex('ef bb bf 41'))).toBe(String.raw`\u{feff}A`);
  });

  it('gives back any bytes', () => {
    const random = seededRandom(1);
    for (let times = 0; times < 2000; times += 1) {
      const bytes = randomBytes(random, 40);
      expect(parsed(formatEscapedText(bytes))).toEqual(bytes);
    }
  });

  it('says of every text what its bytes are, or where inside it the problem is', () => {
    const random = seededRandom(2);
    const pieces = ['\\', 'x', 'u', '{', '}', '0', 'd', '8', 'f', '\n', ' ', '😀', '\ud83d', 'r', '"'];
    for (let times = 0; times < 5000; times += 1) {
      const text = randomText(random, pieces, 12);
      const result = parseEscapedText(text);
      if (result.ok) continue;
      const { from, to } = result.problem;
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(text.length);
    }
  });
});
