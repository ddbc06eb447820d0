import { resolverOf } from '../../support/templates.ts';
import { formatHex } from '../../../shared/bytes/hex.ts';
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
    expect(readMessage(written(format, text), { kind: 'tcp-client' }, resolverOf())).toEqual({
      ok: true,
      value: { kind: 'data', bytes: hex(bytes), isUnknown: false },
    });
  });

  it('says what of its text cannot be read, and where', () => {
    expect(readMessage(written('hex', '50 4g'), { kind: 'tcp-client' }, resolverOf())).toMatchObject({
      ok: false,
      problem: { code: 'unreadable', place: { from: 4, to: 5 } },
    });
  });

  it('says what cannot be sent to where it is meant for', () => {
    expect(readMessage(written('text', ''), { kind: 'tcp-client' }, resolverOf())).toMatchObject({
      ok: false,
      problem: { code: 'empty', place: null },
    });
    expect(readMessage(written('text', ''), { kind: 'udp' }, resolverOf())).toMatchObject({ ok: true });
  });

  it.each(endpointKinds)('is sent by a %s as something that it sends', (kind) => {
    for (const format of ['text', 'plain', 'hex', 'base64'] as const) {
      const text = format === 'base64' ? 'YQ' : 'aa';
      const message = { ...written(format, text), kind: usualKindOf(kind, format) };
      expect(readMessage(message, { kind }, resolverOf())).toMatchObject({ ok: true });
    }
  });

  it('is over a WebSocket text where it is written as text, and binary elsewhere', () => {
    expect(usualKindOf('ws-client', 'text')).toBe('text');
    expect(usualKindOf('ws-server', 'hex')).toBe('binary');
    expect(usualKindOf('tcp-client', 'text')).toBe('data');
  });

  it('has its terminator in its bytes where characters are written, in the same encoding', () => {
    const utf16 = { ...written('text', 'a'), encoding: 'utf-16le', terminator: String.raw`\n` } as const;
    expect(readMessage(utf16, { kind: 'tcp-client' }, resolverOf())).toMatchObject({
      value: { bytes: hex('61 00 0a 00') },
    });
    expect(
      readMessage({ ...utf16, format: 'hex', text: '61' }, { kind: 'tcp-client' }, resolverOf()),
    ).toMatchObject({
      value: { bytes: hex('61') },
    });
    expect(readMessage({ ...utf16, text: '' }, { kind: 'tcp-client' }, resolverOf())).toMatchObject({
      ok: true,
    });
    expect(readMessage({ ...utf16, terminator: '\\q' }, { kind: 'tcp-client' }, resolverOf())).toMatchObject({
      problem: { code: 'unreadable', place: null },
    });
  });

  it('is over a WebSocket binary in another encoding than UTF-8, and no text', () => {
    expect(usualKindOf('ws-client', 'text', 'shift_jis')).toBe('binary');
    const japanese = { ...written('plain', '日本'), encoding: 'shift_jis' } as const;
    expect(readMessage({ ...japanese, kind: 'binary' }, { kind: 'ws-client' }, resolverOf())).toMatchObject({
      value: { bytes: hex('93 fa 96 7b') },
    });
    expect(readMessage({ ...japanese, kind: 'text' }, { kind: 'ws-client' }, resolverOf())).toMatchObject({
      problem: { code: 'notUtf8' },
    });
    // Its bytes are UTF-8 all the same, but not those of the text.
    expect(
      readMessage({ ...japanese, kind: 'text', text: 'a' }, { kind: 'ws-client' }, resolverOf()).ok,
    ).toBe(false);
  });

  it.each([
    ['text', 'a\\t{{name}}{{"{{"}}', '61 09 5c 74 7b 7b'],
    ['plain', '\\{{name}}', '5c 5c 74'],
    ['text', '{{$sha256:}}', utf8Hex('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')],
    ['hex', '01 {{hex}} {{text:name}} {{$randomBytes:2}}', '01 0a 0b 5c 74 00 01'],
    ['hex', '{{$file:body.bin}}{{text:$hex:a}}', '00 ff 36 31'],
    ['base64', 'AQ=={{base64}}{{text:name}}AQ', '01 02 5c 74 01'],
  ] as const)('puts values in between: %s %s', (format, text, bytes) => {
    const resolver = resolverOf({ name: '\\t', hex: '0a0b', base64: 'Ag==' });
    const read = readMessage(written(format, text), { kind: 'tcp-client' }, resolver);
    expect(read.ok ? formatHex(read.value.bytes) : read.problem.message).toBe(bytes);
  });

  it.each([
    ['hex', '01 {{name}}', 'not hex', [3, 11]],
    ['hex', '{{hex}} 0', 'half a byte', [8, 9]],
    ['base64', '{{name}}', 'not Base64', [0, 8]],
    ['text', '{{name}}\\q', 'not an escape', [8, 10]],
    ['text', '\\x{{hex}}', 'two hex digits', [0, 2]],
    ['text', 'a{{none}}', '“none”', [1, 9]],
  ] as const)('marks the place of what is wrong: %s %s', (format, text, message, [from, to]) => {
    const resolver = resolverOf({ name: 'zz', hex: '0a0b' });
    expect(readMessage(written(format, text), { kind: 'tcp-client' }, resolver)).toMatchObject({
      ok: false,
      problem: { code: 'unreadable', message: expect.stringContaining(message), place: { from, to } },
    });
  });

  it('writes values in the encoding of the message, with its terminator after them', () => {
    const message = { ...written('text', '{{name}}'), encoding: 'utf-16le', terminator: '\\n' } as const;
    const read = readMessage(message, { kind: 'tcp-client' }, resolverOf({ name: 'é' }));
    expect(read.ok && formatHex(read.value.bytes)).toBe('e9 00 0a 00');
    const latin = { ...message, encoding: 'iso-8859-2' } as const;
    expect(readMessage(latin, { kind: 'tcp-client' }, resolverOf({ name: '漢' }))).toMatchObject({
      ok: false,
      problem: { message: expect.not.stringContaining('漢') },
    });
  });
});

function utf8Hex(text: string): string {
  return formatHex(new TextEncoder().encode(text));
}
