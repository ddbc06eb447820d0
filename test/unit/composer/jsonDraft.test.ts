import { describe, expect, it } from 'vitest';
import { checkJson, readDraft, rewriteJson, switchMode } from '../../../renderer/features/composer/draft.ts';
import { utf8 } from '../../support/bytes.ts';
import { draftOf, overTcp } from './drafts.ts';

describe('a draft of JSON', () => {
  const json = draftOf({ mode: 'json', text: '{"id": 12345678901234567890, "a": 1,\n "a": 2}' });

  it('is sent as typed, backslashes and all', () => {
    const text = String.raw`{"a": "\n"}`;
    expect(readDraft({ ...json, text }, overTcp)).toEqual({
      bytes: utf8(text),
      size: text.length,
      template: null,
      problem: null,
    });
  });

  it('has its mistakes told where they stand, and can be sent all the same', () => {
    const mistaken = { ...json, text: '{"a": 1\n "b": 2}' };
    const { bytes, problem } = readDraft(mistaken, overTcp);
    expect({ size: bytes?.length, problem }).toEqual({ size: 16, problem: null });
    const { isReady, warning } = checkJson(mistaken);
    expect(isReady).toBe(false);
    expect(warning).toEqual({
      message: 'JSON: at line 2, column 2, a comma or a closing bracket is missing. You can still send it.',
      place: { from: 9, to: 10 },
    });
    expect(checkJson({ ...json, text: ' ' })).toEqual({ isReady: false, warning: null });
    expect(checkJson({ ...json, text: '{"a": {{b}}}' })).toEqual({ isReady: false, warning: null });
    expect(checkJson(json)).toEqual({ isReady: true, warning: null });
  });

  it('is laid out and made short without a change of its values', () => {
    expect(rewriteJson(json, 'minify')?.text).toBe('{"id":12345678901234567890,"a":1,"a":2}');
    expect(rewriteJson(json, 'format')?.text).toBe(
      '{\n  "id": 12345678901234567890,\n  "a": 1,\n  "a": 2\n}',
    );
    expect(rewriteJson({ ...json, text: '{' }, 'format')).toBeNull();
    const long = { ...json, text: `{ "a": "${'a'.repeat(4 * 1024 * 1024)}", oops` };
    expect(rewriteJson(long, 'format')).toBeNull();
    expect(rewriteJson(long, 'minify')).toBeNull();
  });

  it('comes from text with the same bytes, its line end as the terminator, and goes back', () => {
    const asText = draftOf({ text: String.raw`{"a": 1}\r\n` });
    const asJson = switchMode(asText, 'json');
    expect(asJson).toMatchObject({
      draft: { mode: 'json', text: '{"a": 1}', terminator: String.raw`\r\n` },
      notice: null,
    });
    expect(readDraft(asJson.draft, overTcp).bytes).toEqual(readDraft(asText, overTcp).bytes);
    expect(switchMode(asJson.draft, 'text').draft).toMatchObject({ mode: 'text', text: '{"a": 1}' });
  });

  it('is not made of bytes that cannot be typed', () => {
    const bytes = draftOf({ mode: 'hex', text: 'ff 00' });
    const { draft, notice } = switchMode(bytes, 'json');
    expect(draft).toEqual(bytes);
    expect(notice).toContain('stays as it is');
  });
});
