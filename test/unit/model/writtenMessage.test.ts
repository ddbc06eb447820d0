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
});
