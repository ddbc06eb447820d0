import { z } from 'zod';

/** The kinds of keys that certificates have, as they are shown. */
export const keyKinds = [
  'RSA',
  'EC P-256',
  'EC P-384',
  'EC P-521',
  'Ed25519',
  'Ed448',
  'RSA-PSS',
  'DSA',
  'EC brainpoolP256r1',
  'EC brainpoolP384r1',
  'EC brainpoolP512r1',
  'ML-DSA-44',
  'ML-DSA-65',
  'ML-DSA-87',
] as const;
export type KeyKind = (typeof keyKinds)[number];

/** What the TLS library of the engine can do, as it answered itself: of Node it is OpenSSL, and of Electron BoringSSL, which has less. */
export const tlsLibrarySchema = z.strictObject({
  /** For sentences: `OpenSSL`, `BoringSSL`. */
  name: z.string(),
  /** Whether the suites of TLS 1.3 can be chosen. Otherwise the library always offers all of its own. */
  choosesTls13Suites: z.boolean(),
  /** Whether a list of ciphers may set a security level (`@SECLEVEL=0`), below which keys and digests are refused. */
  hasSecurityLevels: z.boolean(),
  /** The keys that certificates may have. */
  keys: z.array(z.enum(keyKinds)),
  /** What it lacks of that which OpenSSL offers unasked, in words: `DHE`, of `suites`. */
  lacks: z.array(z.strictObject({ of: z.enum(['suites', 'groups', 'keys']), what: z.string() })),
});
export type TlsLibrary = z.infer<typeof tlsLibrarySchema>;

/** The keys that everybody knows, of which the library lacks some; null when it lacks none. */
export function keysInWords({ keys }: TlsLibrary): string | null {
  const lacksSome = !keys.includes('RSA-PSS') || !keys.includes('Ed448');
  return lacksSome ? wordsOf(keys, 'or') : null;
}

/** `a, b or c`. */
export function wordsOf(words: readonly string[], last: 'and' | 'or'): string {
  const before = words.slice(0, -1).join(', ');
  return before === '' ? (words[0] ?? '') : `${before} ${last} ${words.at(-1)}`;
}
