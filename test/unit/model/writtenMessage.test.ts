import { describe, expect, it } from 'vitest';
import { endpointKinds } from '../../../shared/model/endpointKinds.ts';
import { readMessage, usualKindOf, type WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { hex } from '../../support/bytes.ts';

const written = (format: WrittenMessage['format'], text: string): WrittenMessage => ({
  kind: 'data',
  format,
  text,
  ...plainTextOptions,
});

describe('a written message', () => {
  it.each([
    ['text', String.raw`a\r`, '61 0d'],
    ['plain', String.raw`a\r`, '61 5c 72'],
    ['hex', '0x61, 0d', '61 0d'],
    ['base64', 'YQ0', '61 0d'],
  ] as const)('stands as %s for the bytes that it says', (format, text, bytes) => {
    expect(readMessage(written(format, text), { kind: 'tcp-client' })).toEqual({
      ok: true,
      value: { kind: 'data', bytes: hex(bytes) },
    });
  });

  it('says what of its text cannot be read, and where', () => {
    expect(readMessage(written('hex', '50 4g'), { kind: 'tcp-client' })).toMatchObject({
      ok: false,
      problem: { code: 'unreadable', place: { from: 4, to: 5 } },
    });
  });

  it('says what cannot be sent to where it is meant for', () => {
    expect(readMessage(written('text', ''), { kind: 'tcp-client' })).toMatchObject({
      ok: false,
      problem: { code: 'empty', place: null },
    });
    expect(readMessage(written('text', ''), { kind: 'udp' })).toMatchObject({ ok: true });
  });

  it.each(endpointKinds)('is sent by a %s as something that it sends', (kind) => {
    for (const format of ['text', 'plain', 'hex', 'base64'] as const) {
      const text = format === 'base64' ? 'YQ' : 'aa';
      const message = { ...written(format, text), kind: usualKindOf(kind, format) };
      expect(readMessage(message, { kind })).toMatchObject({ ok: true });
    }
  });

  it('is over a WebSocket text where it is written as text, and binary elsewhere', () => {
    expect(usualKindOf('ws-client', 'text')).toBe('text');
    expect(usualKindOf('ws-server', 'hex')).toBe('binary');
    expect(usualKindOf('tcp-client', 'text')).toBe('data');
  });

  it('has its terminator in its bytes where characters are written, in the same encoding', () => {
    const utf16 = { ...written('text', 'a'), encoding: 'utf-16le', terminator: String.raw`\n` } as const;
    expect(readMessage(utf16, { kind: 'tcp-client' })).toMatchObject({
      value: { bytes: hex('61 00 0a 00') },
    });
    expect(readMessage({ ...utf16, format: 'hex', text: '61' }, { kind: 'tcp-client' })).toMatchObject({
      value: { bytes: hex('61') },
    });
    expect(readMessage({ ...utf16, text: '' }, { kind: 'tcp-client' })).toMatchObject({ ok: true });
    expect(readMessage({ ...utf16, terminator: '\\q' }, { kind: 'tcp-client' })).toMatchObject({
      problem: { code: 'unreadable', place: null },
    });
  });

  it('is over a WebSocket binary in another encoding than UTF-8, and no text', () => {
    expect(usualKindOf('ws-client', 'text', 'shift_jis')).toBe('binary');
    const japanese = { ...written('plain', '日本'), encoding: 'shift_jis' } as const;
    expect(readMessage({ ...japanese, kind: 'binary' }, { kind: 'ws-client' })).toMatchObject({
      value: { bytes: hex('93 fa 96 7b') },
    });
    expect(readMessage({ ...japanese, kind: 'text' }, { kind: 'ws-client' })).toMatchObject({
      problem: { code: 'notUtf8' },
    });
    // Its bytes are UTF-8 all the same, but not those of the text.
    expect(readMessage({ ...japanese, kind: 'text', text: 'a' }, { kind: 'ws-client' }).ok).toBe(false);
  });
});
