import tls from 'node:tls';
import { codeOf } from '../../../../shared/base/errors.ts';
import { wordsOf, type TlsLibrary } from '../../../../shared/model/tlsLibrary.ts';
import { LinkProblem } from '../../base/linkProblem.ts';

/**
 * The list for a context; undefined leaves the choice to the library. TLS 1.0 and 1.1 sign with SHA-1, which OpenSSL 3 allows at security
 * level 0 only: options with these versions get that level, unless the list sets one itself.
 */
export function cipherList(ciphers: string, isOldVersion: boolean, library: TlsLibrary): string | undefined {
  const list = ciphers.trim();
  const wantsLevel = isOldVersion && library.hasSecurityLevels && !list.includes('@SECLEVEL');
  if (!wantsLevel) return list === '' ? undefined : list;
  return `${list === '' ? tls.DEFAULT_CIPHERS : list}:@SECLEVEL=0`;
}

/**
 * Throws a `LinkProblem` at `tls.ciphers` for a list of which the library would refuse or ignore a word. `hasTls13` tells whether TLS 1.3 is
 * offered, of which some libraries let nobody choose the suites.
 */
export function requireCiphers(ciphers: string, hasTls13: boolean, library: TlsLibrary): void {
  const list = ciphers.trim();
  if (list === '') return;
  const { name } = library;
  if (!library.hasSecurityLevels && /@SECLEVEL/i.test(list)) {
    throw refusal(
      `Only OpenSSL knows “@SECLEVEL”. ${name}, the TLS library of this program, has no security levels. Remove it from the list.`,
    );
  }
  const suites = library.choosesTls13Suites ? [] : wordsIn(list).filter((word) => word.startsWith('TLS_'));
  if (hasTls13 && suites.length > 0) {
    throw refusal(
      `${named(suites)} cannot be chosen: ${name}, the TLS library of this program, always offers all of its suites for TLS 1.3. Remove ${itOf(suites)}, or set the highest version to TLS 1.2.`,
    );
  }
  requireKnown(list, name);
  const unknown = unknownCiphers(list).filter((word) => !suites.includes(word));
  if (unknown.length > 0) {
    throw refusal(
      `${name}, the TLS library of this program, does not know ${named(unknown)}. Remove ${itOf(unknown)}, or correct the spelling.`,
    );
  }
}

function requireKnown(list: string, name: string): void {
  try {
    tls.createSecureContext({ ciphers: list });
  } catch (cause) {
    throw refusal(
      `${name}, the TLS library of this program, knows none of these ciphers. Write their OpenSSL names with colons between, such as ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256.`,
      cause,
    );
  }
}

function refusal(message: string, cause?: unknown): LinkProblem {
  return new LinkProblem(message, { field: 'tls.ciphers', code: codeOf(cause) ?? null, cause });
}

/** Five names say what is meant. */
const namedCount = 5;

function named(words: readonly string[]): string {
  const more = words.length - namedCount;
  return more > 0 ? `${words.slice(0, namedCount).join(', ')} and ${more} more` : wordsOf(words, 'and');
}

function itOf(words: readonly string[]): string {
  return words.length === 1 ? 'it' : 'them';
}

/** The words that add ciphers; those that remove or sort some begin with a sign. */
function wordsIn(list: string): string[] {
  return [...new Set(list.split(/[:, ]+/).filter((word) => /^[A-Z0-9]/i.test(word)))];
}

/** The TLS library is asked about 100 words, at a third of a millisecond each. */
const largestAskedCount = 100;

/**
 * The words of a list that mean nothing to the TLS library, which silently skips them if it knows another. Besides names of single ciphers,
 * only the first 100 words are checked.
 */
function unknownCiphers(list: string): string[] {
  // Node lists the names in lower case, and the TLS library accepts them in upper case only.
  const names = new Set(tls.getCiphers().map((name) => name.toUpperCase()));
  const asked = wordsIn(list)
    .filter((word) => !names.has(word))
    .slice(0, largestAskedCount);
  return asked.filter((word) => {
    try {
      tls.createSecureContext({ ciphers: word });
      return false;
    } catch {
      return true;
    }
  });
}
