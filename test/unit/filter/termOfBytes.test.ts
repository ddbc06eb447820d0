import { describe, expect, it } from 'vitest';
import { matchesRecord } from '../../../shared/filter/matchesRecord.ts';
import { termOfBytes } from '../../../shared/filter/termOfBytes.ts';
import { hex, utf8 } from '../../support/bytes.ts';
import { headOf, resolvedFilterOf } from '../../support/filters.ts';

describe('the term for bytes', () => {
  it.each([
    ['text', utf8('PING')],
    ['quotes, backslashes and line breaks', utf8('"a\\b"\r\n\0')],
    ['other scripts', utf8('né ‮ 😀')],
    ['bytes that are no text', hex('00 ff 80 22')],
    ['a single byte', hex('fe')],
  ])('finds %s where it stands, and nowhere else', (_, bytes) => {
    const filter = resolvedFilterOf(termOfBytes(bytes));
    const around = new Uint8Array([...utf8('<'), ...bytes, ...utf8('>')]);
    const matches = (content: Uint8Array): boolean =>
      matchesRecord(filter, { ...headOf({ size: content.length }), mark: null }, content);
    expect([matches(around), matches(utf8('something else'))]).toEqual([true, false]);
  });
});
