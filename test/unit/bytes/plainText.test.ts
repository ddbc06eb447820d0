import { describe, expect, it } from 'vitest';
import { formatPlainText, parsePlainText } from '../../../shared/bytes/plainText.ts';
import { hex, utf8 } from '../../support/bytes.ts';

describe('plain text', () => {
  it('is the UTF-8 of what was typed, backslashes included', () => {
    expect(parsePlainText(String.raw`a\r é`)).toEqual({ ok: true, value: utf8(String.raw`a\r é`) });
  });

  it('marks half a character instead of sending a replacement', () => {
    expect(parsePlainText('ab\udc00')).toMatchObject({ ok: false, problem: { from: 2, to: 3 } });
  });

  it('shows bytes that come back from it unchanged, and no others', () => {
    expect(formatPlainText(utf8('\ufeffa\nb\0é'))).toBe('\ufeffa\nb\0é');
    expect(formatPlainText(hex('41 ff'))).toBeNull();
    expect(formatPlainText(utf8('a\r\n'))).toBeNull();
  });
});
