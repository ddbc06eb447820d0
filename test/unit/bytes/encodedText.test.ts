import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from '../../../shared/bytes/encodedText.ts';
import { encodingNamed, encodings, type Encoding } from '../../../shared/bytes/encodings.ts';
import { formatEscapedText, parseEscapedText } from '../../../shared/bytes/escapedText.ts';
import { formatPlainText, parsePlainText } from '../../../shared/bytes/plainText.ts';
import { hex } from '../../support/bytes.ts';
import { randomBelow, randomBytes, seededRandom } from '../../support/random.ts';

function encoded(text: string, encoding: Encoding): Uint8Array {
  const result = encodeText(text, encoding);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

describe('encoded text', () => {
  it.each([
    ['utf-8', 'é€😀', 'c3 a9 e2 82 ac f0 9f 98 80'],
    ['utf-16le', 'é€😀', 'e9 00 ac 20 3d d8 00 de'],
    ['utf-16be', 'é€😀', '00 e9 20 ac d8 3d de 00'],
    ['iso-8859-1', 'é\u0080', 'e9 80'],
    ['windows-1252', 'é€', 'e9 80'],
    ['shift_jis', '日本ｱ\\~', '93 fa 96 7b b1 5c 7e'],
    ['euc-jp', '日本', 'c6 fc cb dc'],
    ['gb18030', '中€😀', 'd6 d0 a2 e3 94 39 fc 36'],
    ['gbk', '中', 'd6 d0'],
    ['big5', '中', 'a4 a4'],
    ['euc-kr', '한', 'c7 d1'],
    ['koi8-r', 'Ж', 'f6'],
    ['ibm866', 'Ж', '86'],
    ['iso-8859-15', '€', 'a4'],
  ] as const)('in %s: %s', (encoding, text, bytes) => {
    expect(encoded(text, encoding)).toEqual(hex(bytes));
    expect(decodeText(hex(bytes), encoding)).toBe(text);
  });

  it.each([
    ['iso-8859-1', 'price: 5 €, or more', '€'],
    ['windows-1252', 'ab漢c', '漢'],
    ['shift_jis', '日本😀語', '😀'],
    // The standard's encoders write these as a backslash, a tilde and another sign.
    ['shift_jis', 'a¥', '¥'],
    ['euc-jp', 'a‾', '‾'],
    ['euc-kr', '日本ж😀', '😀'],
    ['utf-16le', 'a\ud800b', '\ud800'],
  ] as const)('in %s marks the first character that it does not have in %s', (encoding, text, mark) => {
    const result = encodeText(text, encoding);
    expect(result.ok ? 'no problem' : text.slice(result.problem.from, result.problem.to)).toBe(mark);
  });

  it('says what to do about a character that is missing', () => {
    expect(encodeText('€', 'iso-8859-1')).toMatchObject({
      problem: { message: 'Latin-1 does not have “€”. Choose an encoding that does, such as UTF-8.' },
    });
  });

  it('finds such a character in a long text, and the place in the whole text', () => {
    const text = `${'日本語😀'.repeat(5000).replaceAll('😀', '')}é`;
    expect(encodeText(`__${text}`, 'shift_jis', 2)).toMatchObject({
      ok: false,
      problem: { from: 2 + text.length - 1, to: 2 + text.length },
    });
  });

  it('has bytes for escapes as characters, and for \\xNN as they are', () => {
    expect(parseEscapedText(String.raw`a\r\n\xff\u{e9}`, 'utf-16le')).toEqual({
      ok: true,
      value: hex('61 00 0d 00 0a 00 ff e9 00'),
    });
    expect(parseEscapedText(String.raw`ab\u20accd`, 'iso-8859-1')).toMatchObject({
      ok: false,
      problem: { from: 2, to: 8 },
    });
  });

  it.each(encodings)('in %s writes any bytes so that they come back', (encoding) => {
    const random = seededRandom(11);
    for (let round = 0; round < 60; round += 1) {
      const bytes = round % 2 === 0 ? randomBytes(random, 40) : mostlyEncoded(random, encoding);
      expect(parseEscapedText(formatEscapedText(bytes, encoding), encoding)).toEqual({
        ok: true,
        value: bytes,
      });
      const plain = formatPlainText(bytes, encoding);
      const again = plain === null ? null : parsePlainText(plain, encoding);
      expect([null, { ok: true, value: bytes }]).toContainEqual(again);
    }
  });
});

/** Characters of the encoding, with a byte broken here and there. */
function mostlyEncoded(random: () => number, encoding: Encoding): Uint8Array {
  const characters = Array.from('ab\r\n\0\\1é€Жעم中日本語ｱ한😀\u{e7c7}').filter(
    (character) => encodeText(character, encoding).ok,
  );
  const text = Array.from(
    { length: 20 },
    () => characters[randomBelow(random, characters.length)] ?? '',
  ).join('');
  const bytes = encoded(text, encoding);
  if (random() < 0.5) bytes[randomBelow(random, bytes.length)] = randomBelow(random, 256);
  return bytes;
}

describe('an encoding', () => {
  it.each([
    ['UTF-8', 'utf-8'],
    ['utf16le', 'utf-16le'],
    ['Latin-1', 'iso-8859-1'],
    ['ISO8859-15', 'iso-8859-15'],
    ['cp1252', 'windows-1252'],
    ['Shift_JIS', 'shift_jis'],
    ['sjis', 'shift_jis'],
    ['GB 18030', 'gb18030'],
    ['ebcdic', undefined],
  ])('is %s in several spellings', (name, encoding) => {
    expect(encodingNamed(name)).toBe(encoding);
  });
});
