import { writtenForms } from '../../../shared/model/writtenForms.ts';

/** A shorter value stands in many places that have nothing to do with it. */
export const shortestSoughtBytes = 4;

/** 16 KiB: longer than any token, and than a key in PEM. */
export const longestSoughtBytes = 16 * 1024;

/**
 * The bytes by which a secret may be in a payload: as it is, trimmed, in a URL, in JSON, each in UTF-8, UTF-16 and Latin-1; in hexadecimal;
 * in Base64 by itself or within a longer text. Digests of it do not give it away, and are none.
 */
export function secretForms(secret: Uint8Array): readonly Uint8Array[] {
  const bytes = Buffer.from(secret);
  const text = bytes.toString();
  const whole = [bytes, Buffer.from(text.trim())].filter(({ length }) => length >= shortestSoughtBytes);
  const texts = [...writtenForms(text), JSON.stringify(text.trim()).slice(1, -1)].flatMap(withEitherCase);
  const coded = whole.flatMap((each) => [
    each.toString('hex'),
    each.toString('hex').toUpperCase(),
    ...base64Forms(each),
  ]);
  const all = [...whole, ...texts.flatMap(encodings), ...coded.map((each) => Buffer.from(each))];
  const distinct = new Map(all.map((form) => [form.toString('latin1'), form]));
  return [...distinct.values()].filter(({ length }) => length >= shortestSoughtBytes);
}

/** The digits of percent-encoding are written in either case. */
function withEitherCase(text: string): readonly string[] {
  return [text, text.replaceAll(/%[0-9A-F]{2}/g, (digits) => digits.toLowerCase())];
}

function encodings(text: string): readonly Buffer[] {
  const wide = Buffer.from(text, 'utf16le');
  const narrow = /^[\u0000-\u00ff]*$/.test(text) ? [Buffer.from(text, 'latin1')] : [];
  return [Buffer.from(text), wide, Buffer.from(wide).swap16(), ...narrow];
}

/**
 * Base64 groups three bytes into four characters, so a value behind one or two others looks different. Only the characters that the value
 * alone decides are part of a form.
 */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const from = Math.ceil((before * 8) / 6);
    const own = text.slice(from, Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
