import { describe, expect, it } from 'vitest';
import { namesOfEscapes } from '../../../shared/bytes/controlEscapes.ts';
import { previewOf } from '../../../shared/bytes/preview.ts';
import { decodeUtf8Segments } from '../../../shared/bytes/utf8.ts';
import { visibleLine, visibleText, visibleUtf8 } from '../../../shared/bytes/visibleText.ts';
import { hex, utf8 } from '../../support/bytes.ts';

describe('text that hides nothing', () => {
  it('shows controls as their pictures, in a quieter tone', () => {
    expect(visibleText('PING\r\n\t\0x\x1b\x7f')).toEqual([
      { text: 'PING', quiet: false },
      { text: '␍␊␉␀', quiet: true },
      { text: 'x', quiet: false },
      { text: '␛␡', quiet: true },
    ]);
  });

  it.each([
    ['\u202e', '‹U+202E›'],
    ['\u200b', '‹U+200B›'],
    ['\u2066', '‹U+2066›'],
    ['\ufeff', '‹U+FEFF›'],
    ['\u00a0', '‹U+00A0›'],
    ['\u2028', '‹U+2028›'],
    ['\u0085', '‹U+0085›'],
    ['\u3164', '‹U+3164›'],
    ['\ud800', '‹U+D800›'],
    ['\u{e0041}', '‹U+E0041›'],
  ])('shows %j as %s', (character, sign) => {
    expect(visibleText(`a${character}b`)).toEqual([
      { text: 'a', quiet: false },
      { text: sign, quiet: true },
      { text: 'b', quiet: false },
    ]);
  });

  it('leaves words of any script, emoji and common spaces alone', () => {
    expect(visibleText('مرحبا, 漢字 é 😀')).toEqual([{ text: 'مرحبا, 漢字 é 😀', quiet: false }]);
  });

  it('shows bytes that are no UTF-8 where they stand', () => {
    expect(visibleUtf8(decodeUtf8Segments(hex('61 00 ff 0a 62')))).toEqual([
      { text: 'a', quiet: false },
      { text: '␀‹FF›␊', quiet: true },
      { text: 'b', quiet: false },
    ]);
  });

  it('makes one line of any text', () => {
    expect(visibleLine('a\nb\x1b[31m')).toBe('a␊b␛[31m');
  });
});

describe('a preview', () => {
  const line = (bytes: Uint8Array, kind: Parameters<typeof previewOf>[1], size?: number): string =>
    previewOf(bytes, kind, size)
      .segments.map(({ text }) => text)
      .join('');

  it('is text where the bytes are text', () => {
    expect(line(utf8('+PONG\r\n'), 'data')).toBe('+PONG\\r\\n');
    expect(line(utf8('{"é":"😀"}'), 'binary')).toBe('{"é":"😀"}');
  });

  it('is hex where they are not', () => {
    expect(line(hex('10 12 00 04 4d 51 54 54 04 02'), 'binary')).toBe('10 12 00 04 4d 51 54 54 04 02');
    expect(line(hex('00'), 'data')).toBe('00');
  });

  it('stays text with a few bytes broken, and always for a WebSocket text', () => {
    expect(line(hex('61 62 63 64 ff'), 'data')).toBe('abcd‹FF›');
    expect(line(hex('ff fe'), 'text')).toBe('‹FF›‹FE›');
  });

  it('drops a character that was cut off, and says that there is more', () => {
    expect(line(hex('61 62 63 c3'), 'data', 100)).toBe('abc…');
    expect(line(hex('61 62 63 c3'), 'data')).toBe('abc‹C3›');
  });

  it('reads the code and the reason of a close', () => {
    expect(line(hex('03 e8'), 'close')).toBe('1000 normal closure');
    expect(line(hex('03 e9 62 79 65 0a'), 'close')).toBe('1001 going away: bye\\n');
    expect(line(hex('03'), 'close')).toBe('03');
  });

  it('tells bytes from text that looks like them', () => {
    expect(previewOf(hex('de ad be ef'), 'data')).toEqual({
      isHex: true,
      segments: [{ text: 'de ad be ef', quiet: false }],
    });
    expect(previewOf(utf8('de ad be ef'), 'data').isHex).toBe(false);
  });

  it('writes control characters as escapes, which are told from the same letters by their tone', () => {
    expect(previewOf(utf8('literally \\r\0\t\x1b\x7f'), 'data').segments).toEqual([
      { text: 'literally \\r', quiet: false },
      { text: '\\0\\t\\x1b\\x7f', quiet: true },
    ]);
    expect(namesOfEscapes('\\r\\n\\0\\t\\x1b\\x7f‹FF›')).toBe('CR LF NUL TAB ESC DEL ‹FF›');
  });

  it('is empty for an empty payload', () => {
    expect(previewOf(new Uint8Array(), 'data').segments).toEqual([]);
  });
});
