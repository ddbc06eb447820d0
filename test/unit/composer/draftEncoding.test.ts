import { describe, expect, it } from 'vitest';
import {
  readDraft,
  switchEscapes,
  switchKind,
  switchMode,
} from '../../../renderer/features/composer/draft.ts';
import { hex } from '../../support/bytes.ts';
import { draftOf, overTcp, overWebSocket } from './drafts.ts';

describe('a draft in another encoding, with a terminator', () => {
  const latin = draftOf({ text: 'é', encoding: 'iso-8859-1', terminator: String.raw`\r\n` });

  it('has both in its bytes', () => {
    expect(readDraft(latin, overTcp)).toMatchObject({ bytes: hex('e9 0d 0a'), problem: null });
    expect(readDraft({ ...latin, encoding: 'utf-16be' }, overTcp).bytes).toEqual(hex('00 e9 00 0d 00 0a'));
  });

  it('shows all bytes as hex, and finds the terminator again at their end', () => {
    const asHex = switchMode(latin, 'hex');
    expect(asHex).toMatchObject({ draft: { text: 'e9 0d 0a' }, notice: null });
    expect(readDraft(asHex.draft, overTcp).bytes).toEqual(hex('e9 0d 0a'));
    expect(switchMode(asHex.draft, 'text')).toEqual({ draft: latin, notice: null });
  });

  it('has no terminator any more where the bytes do not end with it', () => {
    const changed = switchMode({ ...switchMode(latin, 'hex').draft, text: 'e9 0d' }, 'text');
    expect(changed.draft).toMatchObject({ text: String.raw`é\r`, terminator: '' });
    expect(changed.notice).toContain('No terminator');
  });

  it('keeps its bytes with and without escapes', () => {
    const plain = switchEscapes({ ...latin, text: String.raw`\xe9\n` }, false);
    expect(plain).toMatchObject({ ok: true, value: { text: 'é\n', escapes: false } });
    expect(switchEscapes({ ...latin, encoding: 'utf-16le', text: String.raw`\xe9` }, false)).toMatchObject({
      ok: false,
    });
  });

  it('marks a character that the encoding does not have', () => {
    expect(readDraft({ ...latin, text: 'ab€' }, overTcp)).toMatchObject({
      bytes: null,
      problem: { place: { from: 2, to: 3 } },
    });
  });

  it('says when it is the terminator that cannot be sent', () => {
    const { problem } = readDraft({ ...latin, terminator: '€' }, overTcp);
    expect(problem).toMatchObject({ place: null });
    expect(problem?.message).toMatch(/^The terminator cannot be sent\. Latin-1 does not have “€”/);
  });

  it('is UTF-8 as a text message of a WebSocket', () => {
    const binary = { ...latin, kind: 'binary' } as const;
    expect(readDraft(binary, overWebSocket).problem).toBeNull();
    expect(readDraft({ ...binary, kind: 'text' }, overWebSocket).problem?.message).toContain('RFC 6455');
    const asText = switchKind(binary, 'text');
    expect(asText.draft).toMatchObject({ kind: 'text', encoding: 'utf-8', text: 'é' });
    expect(asText.notice).toContain('UTF-8');
    expect(switchKind(binary, 'ping')).toEqual({ draft: { ...binary, kind: 'ping' }, notice: null });
  });
});
