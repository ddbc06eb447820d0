import { describe, expect, it } from 'vitest';
import { bytesInForm } from '../../../shared/bytes/byteForms.ts';
import { hex, utf8 } from '../../support/bytes.ts';

describe('bytes that are copied', () => {
  const bytes = hex('50 4f 4e 47 22 5c 0d 0a 00 ff');

  it.each([
    ['hex', '50 4f 4e 47 22 5c 0d 0a 00 ff'],
    ['base64', 'UE9ORyJcDQoA/w=='],
    ['python', String.raw`b"PONG\"\\\r\n\x00\xff"`],
    [
      'c',
      'static const unsigned char data[10] = {\n  0x50, 0x4f, 0x4e, 0x47, 0x22, 0x5c, 0x0d, 0x0a, 0x00, 0xff,\n};\n',
    ],
    ['dump', '00000020  50 4f 4e 47 22 5c 0d 0a  00 ff                    |PONG"\\....|\n'],
  ] as const)('read as %s what that means', (form, text) => {
    expect(bytesInForm(bytes, form, 0x20)).toBe(text);
  });

  it('are the same text, a byte order mark included', () => {
    expect(bytesInForm(utf8('\u{feff}né\n'), 'text')).toBe('\u{feff}né\n');
  });

  it('take several lines where they are many, and each byte once', () => {
    const many = Uint8Array.from({ length: 70 }, (_, index) => index + 11);
    const c = bytesInForm(many, 'c');
    expect(c.match(/0x[0-9a-f]{2}/g)?.map(Number)).toEqual([...many]);
    expect(c.trim().split('\n')).toHaveLength(8);
    const python = bytesInForm(many, 'python').split('\n');
    expect([python.length, python[0], python.at(-1)]).toEqual([5, '(', ')']);
    expect(python[1]).toMatch(/^ {4}b"\\x0b.*\*"$/);
    expect(bytesInForm(utf8(`GET / HTTP/1.1\r\nhost: ${'a'.repeat(30)}\r\n`), 'python').split('\n')).toEqual([
      '(',
      String.raw`    b"GET / HTTP/1.1\r\n"`,
      `    b"host: ${'a'.repeat(26)}"`,
      String.raw`    b"aaaa\r\n"`,
      ')',
    ]);
  });

  it('are nothing to C where there are none', () => {
    expect(bytesInForm(new Uint8Array(), 'c')).toBe('');
    expect(bytesInForm(new Uint8Array(), 'python')).toBe('b""');
  });
});
