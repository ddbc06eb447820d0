import { wordsOf, type TlsLibrary } from '../../../../shared/model/tlsLibrary.ts';
import { tlsLibrary } from './library.ts';

type Lacked = TlsLibrary['lacks'][number]['of'];

/** The reasons for which a side gives up when the other offers nothing that it can use, with what that is about. */
const nothingInCommon: readonly (readonly [RegExp, readonly Lacked[]])[] = [
  [/(?:HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY)$/, ['suites', 'groups', 'keys']],
  [/NO_SHARED_CIPHER$/, ['suites']],
  [/NO_SHARED_GROUPS?$/, ['groups']],
  [/NO_(?:COMMON|SHARED)_SIGNATURE_ALGORITHMS$|PEER_DID_NOT_RETURN_A_CERTIFICATE$/, ['keys']],
];

/**
 * What this program's TLS library lacks, to be put behind a sentence about two sides that have nothing in common: that may be why. Empty for
 * other codes, and for a library that lacks nothing.
 */
export function describeLacking(code: string | null, library: TlsLibrary = tlsLibrary()): string {
  const about = nothingInCommon.find(([codes]) => codes.test(code ?? ''))?.[1] ?? [];
  const lacked = about.map((of) => inWords(of, library)).filter((words) => words !== '');
  if (lacked.length === 0) return '';
  return ` ${library.name}, the TLS library of this program, has no ${lacked.join(', no ')}: a peer that needs these can be tested with a program that uses OpenSSL.`;
}

/** `suites of DHE or CBC with SHA-384`. */
function inWords(of: Lacked, { lacks }: TlsLibrary): string {
  const whats = lacks.filter((each) => each.of === of).map(({ what }) => what);
  return whats.length === 0 ? '' : `${of} of ${wordsOf(whats, 'or')}`;
}
