import { toHexByte } from '../bytes/hexDigits.ts';
import { visibleLine } from '../bytes/visibleText.ts';

/**
 * Characters that a path and a query may not contain unencoded (RFC 3986, sections 3.3 and 3.4): everything but letters, digits and some
 * signs of ASCII, and a percent sign not followed by two hexadecimal digits.
 */
const unwritable = /%(?![\dA-Fa-f]{2})|[^\w\-.~!$&'()*+,;=:@/?%]/gu;

const encoder = new TextEncoder();

/**
 * The request target for a typed path with its query (RFC 9112, section 3.2.1): characters as typed where allowed, otherwise their UTF-8
 * bytes, percent-encoded.
 */
export function requestTargetOf(path: string): string {
  return path.replace(unwritable, percentEncoded);
}

function percentEncoded(text: string): string {
  return Array.from(encoder.encode(text), (byte) => `%${toHexByte(byte).toUpperCase()}`).join('');
}

/**
 * A sentence that says how the target differs from the typed path; null where it does not. `hide` takes out what must not be seen of either,
 * and what it puts there is not told.
 */
export function describeEncoding(
  path: string,
  hide: (text: string) => string = (text) => text,
): string | null {
  const target = requestTargetOf(path);
  const typed = new Set(path);
  const signs = [...new Set(hide(path).match(unwritable))].filter((sign) => typed.has(sign));
  if (target === path || signs.length === 0) return null;
  const shown = signs.slice(0, 5).map((sign) => (sign === '%' ? loosePercent : `“${visibleLine(sign)}”`));
  const all = [...shown, ...(signs.length > shown.length ? ['others'] : [])];
  const list = all.length === 1 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
  // A part of it could be the beginning of a secret, which nobody would recognise any more.
  const sent = target.length > 200 ? 'with percent-encoding' : `as ${hide(target)}`;
  return `The path is sent ${sent}, because ${list} cannot appear in a request target (RFC 3986, section 3.3).`;
}

const loosePercent = '“%” without two hexadecimal digits after it';

/**
 * The path of a request target, without its query, in the normal form of all equivalent paths (RFC 3986, section 6.2.2): hexadecimal digits
 * in capitals, nothing encoded unnecessarily, no `.` and `..` segments. `new URL` would change more than the RFC does.
 */
export function comparablePath(target: string): string {
  const path = requestTargetOf(target.replace(/[?#].*$/s, ''));
  return withoutDotSegments(path.replaceAll(/%[\dA-Fa-f]{2}/g, normalEncoding));
}

function normalEncoding(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return /[\w\-.~]/.test(character) ? character : encoded.toUpperCase();
}

/** RFC 3986, section 5.2.4, for a path that begins with a slash. Empty segments count as segments. */
function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const isDots = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!isDots) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}
