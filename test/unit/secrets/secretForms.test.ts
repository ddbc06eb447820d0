import { assert, constantFrom, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretForms } from '../../../electron/engine/secrets/secretForms.ts';
import { FormFinder } from '../../../electron/engine/store/formFinder.ts';

/** The text, of which every byte that belongs to the secret is a `*`. */
function blanked(secret: Uint8Array, text: string | Uint8Array): string {
  const bytes = Buffer.from(text);
  const found = Buffer.from(bytes);
  new FormFinder([secretForms(secret)]).find(bytes, (from, to) => found.fill('*', from, to));
  return found.toString('latin1');
}

/** Written in a way that none of its forms is part of a neighbour. */
const secret = 'geh/eim +w"ört(7)&x';

const writings: readonly (readonly [string, string | Uint8Array])[] = [
  ['plain', secret],
  ['as JSON', JSON.stringify(secret).slice(1, -1)],
  ['as JSON with escaped slashes', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
  ['as ASCII JSON', JSON.stringify(secret).slice(1, -1).replaceAll('ö', '\\u00f6')],
  ['in a URL', encodeURIComponent(secret)],
  ['in a URL, in small digits', encodeURIComponent(secret).replaceAll(/%../g, (each) => each.toLowerCase())],
  ['in a URL, as RFC 3986 reserves', encodeURIComponent(secret).replace('(', '%28').replace(')', '%29')],
  ['in a form', new URLSearchParams({ '': secret }).toString().slice(1)],
  ['with every byte in percent', Buffer.from(secret).toString('hex').replaceAll(/../g, '%$&')],
  ['in hex', Buffer.from(secret).toString('hex')],
  ['in capital hex', Buffer.from(secret).toString('hex').toUpperCase()],
  ['in hex with spaces', Buffer.from(secret).toString('hex').match(/../g)?.join(' ') ?? ''],
  ['in Base64', Buffer.from(secret).toString('base64').replaceAll('=', '')],
  ['in Base64 of a URL', Buffer.from(secret).toString('base64url')],
  ['in UTF-16', Buffer.from(secret, 'utf16le')],
  ['in Latin-1', Buffer.from(secret, 'latin1')],
];

describe('secretForms', () => {
  it.each(writings)('has it %s', (_, written) => {
    const { length } = Buffer.from(written);
    const bytes = Buffer.concat([Buffer.from('<'), Buffer.from(written), Buffer.from('>')]);
    expect(blanked(Buffer.from(secret), bytes)).toBe(`<${'*'.repeat(length)}>`);
  });

  it('covers every character of Base64 that holds a bit of it, whatever stands beside it', () => {
    const neighbour = uint8Array({ maxLength: 4 });
    const bytes = uint8Array({ minLength: 4, maxLength: 40 });
    assert(
      property(neighbour, bytes, neighbour, constantFrom('base64', 'base64url'), (left, own, right, form) => {
        const text = Buffer.concat([left, own, right]).toString(form);
        const from = Math.floor((left.length * 8) / 6);
        const to = Math.ceil(((left.length + own.length) * 8) / 6);
        expect(blanked(own, text).slice(from, to)).toBe('*'.repeat(to - from));
      }),
    );
  });

  it('leaves what has nothing to do with it', () => {
    const text = 'GET /feed HTTP/1.1\r\nAuthorization: Basic dXNlcjpwYXNzd29yZA==\r\n';
    expect(blanked(Buffer.from(secret), text)).toBe(text);
    // Bytes that are no text have no forms of one.
    expect(blanked(Buffer.from([0xff, 0xfe, 0xfd, 0xfc]), '\ufffd\ufffd\ufffd\ufffd')).not.toContain('*');
  });
});
