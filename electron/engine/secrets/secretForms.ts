import { isUtf8 } from '../../../shared/bytes/utf8.ts';
import { writtenForms } from '../../../shared/model/writtenForms.ts';
import { base64Forms } from './base64Forms.ts';

/** A shorter value stands in many places that have nothing to do with it. */
export const shortestSoughtBytes = 4;

/** 16 KiB: longer than any token, and than a key in PEM. */
export const longestSoughtBytes = 16 * 1024;

/**
 * The bytes by which a secret may be in a payload: as it is, trimmed, in a URL, in a form, in JSON, each in UTF-8, UTF-16 and Latin-1; in
 * hexadecimal; in Base64 by itself or within a longer text. Digests of it do not give it away, and are none.
 */
export function secretForms(secret: Uint8Array): readonly Uint8Array[] {
  const bytes = Buffer.from(secret);
  const text = isUtf8(bytes) ? bytes.toString() : '';
  const whole = [bytes, Buffer.from(text.trim())].filter(({ length }) => length >= shortestSoughtBytes);
  const texts = [...writtenForms(text), ...urlForms(text), ...jsonForms(text), ...jsonForms(text.trim())];
  const coded = whole.flatMap((each) => [...hexForms(each), ...base64Forms(each)]);
  const all = [
    ...whole,
    ...[...new Set(texts.flatMap(withEitherCase))].flatMap(encodings),
    ...coded.map((each) => Buffer.from(each)),
  ];
  const distinct = new Map(all.map((form) => [form.toString('latin1'), form]));
  return [...distinct.values()].filter(({ length }) => length >= shortestSoughtBytes);
}

/** The digits of percent-encoding and of JSON's escapes are written in either case. */
function withEitherCase(text: string): readonly string[] {
  return [text, text.replaceAll(/%[0-9A-F]{2}|\\u[0-9A-F]{4}/g, (digits) => digits.toLowerCase())];
}

/** With all that RFC 3986 reserves encoded, as a field of a form, and with every byte encoded. */
function urlForms(text: string): readonly string[] {
  const encoded = encodeURIComponent(text.toWellFormed());
  const strict = encoded.replaceAll(/[!'()*]/g, (each) => percentOf(Buffer.from(each)));
  return [
    strict,
    ...[encoded, strict].map((each) => each.replaceAll('%20', '+')),
    percentOf(Buffer.from(text)),
  ];
}

function percentOf(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase().replaceAll(/../g, '%$&');
}

/** As JSON writes it, with slashes escaped or not, and what is not ASCII, too. */
function jsonForms(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  return [json, json.replaceAll('/', String.raw`\/`)].flatMap((each) => [
    each,
    each.replaceAll(/[^\u0000-\u007e]/g, escapeOf),
  ]);
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function encodings(text: string): readonly Buffer[] {
  const wide = Buffer.from(text, 'utf16le');
  const narrow = /^[\u0000-\u00ff]*$/.test(text) ? [Buffer.from(text, 'latin1')] : [];
  return [Buffer.from(text), wide, Buffer.from(wide).swap16(), ...narrow];
}

/** In either case, and with a space or a colon between two bytes. */
function hexForms(bytes: Buffer): readonly string[] {
  const hex = bytes.toString('hex');
  return [hex, hex.toUpperCase()].flatMap((each) => {
    const pairs = each.match(/../g) ?? [];
    return [each, pairs.join(' '), pairs.join(':')];
  });
}
