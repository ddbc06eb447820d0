import { X509Certificate } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { LinkProblem } from '../../../electron/engine/base/linkProblem.ts';
import { describeKey } from '../../../electron/engine/certificates/certificates.ts';
import { keyAlgorithmOf } from '../../../electron/engine/certificates/keyAlgorithm.ts';
import { optionOfAlert } from '../../../electron/engine/link/tls/alertOption.ts';
import { requireCiphers } from '../../../electron/engine/link/tls/cipherList.ts';
import { describeClientFailure } from '../../../electron/engine/link/tls/clientFailure.ts';
import { describeLacking } from '../../../electron/engine/link/tls/lacking.ts';
import { tlsLibrary, tlsOffer } from '../../../electron/engine/link/tls/library.ts';
import { judgesStrength } from '../../../electron/engine/link/tls/secureContext.ts';
import { describeUnusableKey } from '../../../electron/engine/link/tls/unusableKey.ts';
import { verifyServer } from '../../../electron/engine/link/tls/verifyPeer.ts';
import { tlsLibrarySchema, type TlsLibrary } from '../../../shared/model/tlsLibrary.ts';
import { tlsClientSchema } from '../../../shared/model/tlsOptions.ts';
import { boringSsl } from '../../support/boringSsl.ts';
import { makeCertificate } from '../../support/madeCertificates.ts';
import { needs, programs } from '../../support/needs.ts';
import { requirePath } from '../../support/programs/program.ts';
import { validCertificate } from '../../support/certificates.ts';

const { library } = boringSsl;

/** Why a list of ciphers is refused; null when it is taken. */
function refusalOf(ciphers: string, of: TlsLibrary, hasTls13 = true): string | null {
  try {
    requireCiphers(ciphers, hasTls13, of);
    return null;
  } catch (error) {
    if (error instanceof LinkProblem && error.field === 'tls.ciphers') return error.message;
    throw error;
  }
}

describe('what a TLS library can do', () => {
  it('is what it answers: BoringSSL, as recorded from Electron 33', () => {
    expect(tlsLibrarySchema.parse(library)).toEqual({
      name: 'BoringSSL',
      choosesTls13Suites: false,
      hasSecurityLevels: false,
      keys: ['RSA', 'EC P-256', 'EC P-384', 'EC P-521', 'Ed25519'],
      lacks: [
        { of: 'suites', what: 'DHE' },
        { of: 'suites', what: 'CBC with SHA-384' },
        { of: 'groups', what: 'X448' },
        { of: 'groups', what: 'ffdhe2048' },
        { of: 'keys', what: 'Ed448' },
        { of: 'keys', what: 'RSA-PSS' },
      ],
    });
  });

  it('is asked of the one that runs here, in the words of the contract', () => {
    expect(tlsLibrarySchema.parse(tlsLibrary()).keys).toEqual(expect.arrayContaining(['RSA', 'EC P-256']));
  });

  it('is all offered where it would offer less unasked, and left to it where it offers everything', () => {
    expect(boringSsl.offer.ecdhCurve).toBe('X25519MLKEM768:X25519:P-256:P-384:P-521');
    expect(boringSsl.offer.sigalgs?.split(':')).toEqual(
      expect.arrayContaining(['ed25519', 'ecdsa_secp521r1_sha512', 'rsa_pkcs1_sha1']),
    );
    expect(tlsOffer()).toEqual(tlsLibrary().lacks.length === 0 ? {} : boringSsl.offer);
  });
});

describe('a list of ciphers for BoringSSL', () => {
  it.each([
    [
      'TLS_CHACHA20_POLY1305_SHA256',
      /^TLS_CHACHA20_POLY1305_SHA256 cannot be chosen: BoringSSL, the TLS library of this program, always offers all of its suites for TLS 1\.3\. Remove it, or set the highest version to TLS 1\.2\.$/,
    ],
    [
      'TLS_AES_128_GCM_SHA256:AES128-SHA:TLS_AES_256_GCM_SHA384',
      /^TLS_AES_128_GCM_SHA256 and TLS_AES_256_GCM_SHA384 cannot be chosen: .* Remove them, or/,
    ],
    [
      'DEFAULT:@SECLEVEL=0',
      /^Only OpenSSL knows “@SECLEVEL”\. BoringSSL, the TLS library of this program, has no security levels\. Remove it/,
    ],
  ])('is refused where it would be ignored in silence: %s', (ciphers, sentence) => {
    expect(refusalOf(ciphers, library)).toMatch(sentence);
  });

  it.each(['', 'ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA', 'HIGH:!aNULL'])('is taken as “%s”', (ciphers) => {
    expect(refusalOf(ciphers, library)).toBeNull();
  });

  it('may name suites of TLS 1.3 where that version is not offered', () => {
    expect(refusalOf('AES128-SHA:TLS_AES_128_GCM_SHA256', library, false)).toBeNull();
  });
});

describe('a key of a kind that BoringSSL lacks', needs(programs('openssl')), () => {
  const openssl = (...args: string[]): string =>
    execFileSync(requirePath('openssl'), args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const certificateWith = (...key: string[]): X509Certificate =>
    new X509Certificate(
      openssl('req', '-x509', '-newkey', ...key, '-nodes', '-keyout', '/dev/null', '-subj', '/CN=a'),
    );
  const curve = (name: string): string[] => ['ec', '-pkeyopt', `ec_paramgen_curve:${name}`];

  it.each([
    ['RSA', ['rsa:2048'], true],
    ['EC P-256', curve('P-256'), true],
    ['EC P-521', curve('P-521'), true],
    ['Ed25519', ['ed25519'], true],
    ['Ed448', ['ed448'], false],
    ['RSA-PSS', ['rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048'], false],
    ['EC brainpoolP256r1', curve('brainpoolP256r1'), false],
  ])('is told from the certificate, without the library: %s', (kind, key, isUsable) => {
    const certificate = certificateWith(...key);
    expect(keyAlgorithmOf(certificate.raw)).toBe(kind);
    const why = `The key of this certificate is of a kind (${kind}) that BoringSSL, the TLS library of this program, cannot use. Use a certificate with a key of RSA, EC P-256, EC P-384, EC P-521 or Ed25519.`;
    expect(describeUnusableKey(certificate, library)).toBe(isUsable ? null : why);
  });

  it.each([
    ['EC secp256k1', curve('secp256k1')],
    ['EC with a curve of its own', [...curve('P-256'), '-pkeyopt', 'ec_param_enc:explicit']],
  ])('is told when the library cannot even read it: %s', (kind, key) => {
    const { raw } = certificateWith(...key);
    const unreadable = {
      raw,
      get publicKey(): never {
        throw new Error('error:0f00007b:elliptic curve routines:OPENSSL_internal:UNKNOWN_GROUP');
      },
    };
    expect(describeUnusableKey(unreadable, library)).toContain(`of a kind (${kind}) that BoringSSL`);
    const shown = Object.create(X509Certificate.prototype, {
      raw: { value: raw },
      publicKey: {
        get: () => {
          throw new Error('UNKNOWN_GROUP');
        },
      },
    });
    expect(describeKey(shown)).toBe(kind);
  });

  it('is nothing in what is no certificate', () => {
    expect(keyAlgorithmOf(new Uint8Array())).toBeNull();
    expect(keyAlgorithmOf(Buffer.from('3003020101', 'hex'))).toBeNull();
  });
});

describe('two sides with nothing in common', () => {
  it.each([
    ['ERR_SSL_NO_SHARED_CIPHER', 'suites of DHE or CBC with SHA-384'],
    ['ERR_SSL_NO_SHARED_GROUP', 'groups of X448 or ffdhe2048'],
    ['ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE', 'keys of Ed448 or RSA-PSS'],
    [
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'suites of DHE or CBC with SHA-384, no groups of X448 or ffdhe2048, no keys of Ed448 or RSA-PSS',
    ],
  ])('may be so for what BoringSSL lacks: %s', (code, lacked) => {
    expect(describeLacking(code, library)).toBe(
      ` BoringSSL, the TLS library of this program, has no ${lacked}: a peer that needs these can be tested with a program that uses OpenSSL.`,
    );
  });

  it('are no matter of what OpenSSL lacks, nor is any other failure', () => {
    const openssl = { ...library, name: 'OpenSSL', lacks: [] };
    expect(describeLacking('ERR_SSL_NO_SHARED_CIPHER', openssl)).toBe('');
    expect(describeLacking('ECONNRESET', library)).toBe('');
    expect(describeLacking(null, library)).toBe('');
  });
});

describe('what BoringSSL says of a client', () => {
  const hello = Uint8Array.of(0x16, 3, 1);
  const said = (code: string, reason: string): Error =>
    Object.assign(new Error(`error:1000009c:SSL routines:OPENSSL_internal:${reason}:ssl/x.cc:1:`), { code });

  it('is most likely that it does not trust us, when its alert cannot be read under TLS 1.3', () => {
    const error = said('ERR_SSL_BAD_PACKET_LENGTH', 'BAD_PACKET_LENGTH');
    const { message, code } = describeClientFailure(error, 'db:9', hello);
    expect(code).toBe('ERR_SSL_BAD_PACKET_LENGTH');
    expect(message).toMatch(
      /^db:9 broke off the handshake with an alert .* Most likely it does not trust this server’s certificate: give it the authority/,
    );
  });

  it('is that it does not accept our curve, and not that its library is at fault', () => {
    const { message } = describeClientFailure(said('ERR_SSL_WRONG_CURVE', 'WRONG_CURVE'), 'db:9', hello);
    expect(message).toMatch(/^db:9 was turned away, because it does not accept the elliptic curve/);
  });

  it('names the option that an alert is about, whatever the library calls it', () => {
    for (const prefix of ['SSLV3_ALERT', 'TLSV1_ALERT', 'TLSV13_ALERT', 'SSL_TLS_ALERT']) {
      expect(optionOfAlert(`ERR_SSL_${prefix}_CERTIFICATE_REQUIRED`)).toBe('tls.certificate');
      expect(optionOfAlert(`ERR_SSL_${prefix}_UNSUPPORTED_CERTIFICATE`)).toBe('tls.certificate');
      expect(optionOfAlert(`ERR_SSL_${prefix}_CERTIFICATE_UNOBTAINABLE`)).toBeNull();
    }
  });
});

describe('keys and signatures that are too weak', () => {
  const root = makeCertificate({ name: 'Root', isAuthority: true });
  const nowMs = Date.now();
  const judge = (certificate: string, judgesStrengthHere: boolean) =>
    verifyServer(
      { verify: true, trusted: [] },
      {
        ...{ where: 'localhost', name: 'localhost', verifyCode: null, nowMs, isVouchedFor: () => true },
        chain: [new X509Certificate(certificate), new X509Certificate(root.certificate)],
        judgesStrength: judgesStrengthHere,
      },
    );

  it.each([
    ['EE_KEY_TOO_SMALL', makeCertificate({ issuer: root, bits: 1024 }), /has a key of RSA 1024, too short/],
    ['CA_MD_TOO_WEAK', makeCertificate({ issuer: root, digest: 'sha1' }), /is signed with SHA-1/],
  ])('are refused by us where the library takes any: %s', (code, { certificate }, message) => {
    expect(judge(certificate, true)).toMatchObject({
      verification: 'refused',
      problem: { code, message: expect.stringMatching(message) },
    });
    expect(judge(certificate, false).verification).toBe('verified');
  });

  it('are no fault of a certificate that has none', () => {
    expect(judge(makeCertificate({ issuer: root }).certificate, true).verification).toBe('verified');
    expect(new X509Certificate(validCertificate).publicKey.asymmetricKeyType).toBeDefined();
  });

  it('are left to OpenSSL’s own level, and allowed with the versions that need them', () => {
    const options = (more: object) => tlsClientSchema.parse(more);
    expect(judgesStrength(options({}), library)).toBe(true);
    expect(judgesStrength(options({ minVersion: 'TLSv1' }), library)).toBe(false);
    expect(judgesStrength(options({}), { ...library, hasSecurityLevels: true })).toBe(false);
  });
});
