import tls, { type SecureContextOptions } from 'node:tls';
import type { KeyKind, TlsLibrary } from '../../../../shared/model/tlsLibrary.ts';

/** What is asked of a program's TLS library. */
export interface TlsRuntime {
  readonly isBoringSsl: boolean;
  /** Tells whether it makes a context with these options. */
  readonly accepts: (options: SecureContextOptions) => boolean;
}

/** What a context offers besides the options that a person chose; empty leaves it to the library. */
export type TlsOffer = Pick<SecureContextOptions, 'ecdhCurve' | 'sigalgs'>;

/** The library's answers. */
interface TlsAnswers {
  readonly library: TlsLibrary;
  readonly offer: TlsOffer;
}

let remembered: TlsAnswers | undefined;

/** What this program's TLS library can do. It is asked once, with some twenty contexts, which takes a few milliseconds. */
export function tlsLibrary(): TlsLibrary {
  return answers().library;
}

/** What contexts of this program offer besides the options that a person chose. */
export function tlsOffer(): TlsOffer {
  return answers().offer;
}

function answers(): TlsAnswers {
  remembered ??= askTlsLibrary(thisRuntime);
  return remembered;
}

/** Asks a TLS library by trial what it can do, since neither its name nor its own list of suites tells. */
export function askTlsLibrary({ isBoringSsl, accepts }: TlsRuntime): TlsAnswers {
  const library: TlsLibrary = {
    name: isBoringSsl ? 'BoringSSL' : 'OpenSSL',
    // Where suites can be chosen, one that does not exist is refused. BoringSSL takes any word that begins so, and does nothing with it.
    choosesTls13Suites: !accepts({ ciphers: 'TLS_NO_SUCH_SUITE' }),
    hasSecurityLevels: accepts({ ciphers: 'DEFAULT:@SECLEVEL=0' }),
    keys: keySchemes.filter(([, sigalgs]) => accepts({ sigalgs })).map(([kind]) => kind),
    lacks: offeredByOpenssl.filter(({ by }) => !accepts(by)).map(({ of, what }) => ({ of, what })),
  };
  return { library, offer: library.lacks.length === 0 ? {} : widest(accepts) };
}

/** Each kind of key with a signature that only it can make (RFC 8446, section 4.2.3). */
const keySchemes: readonly (readonly [KeyKind, string])[] = [
  ['RSA', 'rsa_pss_rsae_sha256'],
  ['EC P-256', 'ecdsa_secp256r1_sha256'],
  ['EC P-384', 'ecdsa_secp384r1_sha384'],
  ['EC P-521', 'ecdsa_secp521r1_sha512'],
  ['Ed25519', 'ed25519'],
  ['Ed448', 'ed448'],
  ['RSA-PSS', 'rsa_pss_pss_sha256'],
  ['DSA', 'DSA+SHA256'],
  ['EC brainpoolP256r1', 'ecdsa_brainpoolP256r1tls13_sha256'],
  ['EC brainpoolP384r1', 'ecdsa_brainpoolP384r1tls13_sha384'],
  ['EC brainpoolP512r1', 'ecdsa_brainpoolP512r1tls13_sha512'],
  ['ML-DSA-44', 'mldsa44'],
  ['ML-DSA-65', 'mldsa65'],
  ['ML-DSA-87', 'mldsa87'],
];

const offeredByOpenssl: readonly (TlsLibrary['lacks'][number] & { readonly by: SecureContextOptions })[] = [
  { of: 'suites', what: 'DHE', by: { ciphers: 'kDHE' } },
  { of: 'suites', what: 'CBC with SHA-384', by: { ciphers: 'ECDHE-RSA-AES256-SHA384' } },
  { of: 'groups', what: 'X448', by: { ecdhCurve: 'X448' } },
  { of: 'groups', what: 'ffdhe2048', by: { ecdhCurve: 'ffdhe2048' } },
  { of: 'keys', what: 'Ed448', by: { sigalgs: 'ed448' } },
  { of: 'keys', what: 'RSA-PSS', by: { sigalgs: 'rsa_pss_pss_sha256' } },
];

/** What OpenSSL 3.5 offers unasked, in its order. */
const groups = ['X25519MLKEM768', 'X25519', 'P-256', 'P-384', 'P-521'];
const signatures = [
  'ecdsa_secp256r1_sha256',
  'rsa_pss_rsae_sha256',
  'rsa_pkcs1_sha256',
  'ecdsa_secp384r1_sha384',
  'rsa_pss_rsae_sha384',
  'rsa_pkcs1_sha384',
  'ecdsa_secp521r1_sha512',
  'ed25519',
  'rsa_pss_rsae_sha512',
  'rsa_pkcs1_sha512',
  'rsa_pkcs1_sha1',
];

/** BoringSSL offers less than it has, and no peer with P-521 or Ed25519 could be reached; so it is told to offer all that OpenSSL does. */
function widest(accepts: TlsRuntime['accepts']): TlsOffer {
  return {
    ecdhCurve: groups.filter((ecdhCurve) => accepts({ ecdhCurve })).join(':'),
    sigalgs: signatures.filter((sigalgs) => accepts({ sigalgs })).join(':'),
  };
}

const thisRuntime: TlsRuntime = {
  // Older versions of Electron say it only by a version that OpenSSL never had.
  isBoringSsl:
    Reflect.get(process.features, 'openssl_is_boringssl') === true || process.versions.openssl === '0.0.0',
  accepts: (options) => {
    try {
      // Without a list of its own, each context would load all public authorities.
      tls.createSecureContext({ ...options, ca: [] });
      return true;
    } catch {
      return false;
    }
  },
};
