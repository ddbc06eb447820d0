import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { certificateProblems } from '../../../electron/engine/link/problems/index.ts';
import {
  alternativeNames,
  chainOf,
  describeCertificate,
  describeChain,
  nameOf,
  type ShownCertificate,
} from '../../../electron/engine/certificates/certificates.ts';
import type { PeerEvidence } from '../../../electron/engine/link/tls/peerEvidence.ts';
import {
  nameInCertificates,
  verifyClient,
  verifyServer,
} from '../../../electron/engine/link/tls/verifyPeer.ts';
import { issueCertificate } from '../../../electron/engine/secrets/issueCertificate.ts';
import { longestChain } from '../../../shared/model/facts.ts';
import { expiredCertificate, futureCertificate, validCertificate } from '../../support/certificates.ts';

const valid = new X509Certificate(validCertificate);
const expired = new X509Certificate(expiredCertificate);
const future = new X509Certificate(futureCertificate);
const nowMs = Date.parse('2026-05-01');

/** A certificate of localhost that is right in everything, unless told. */
function evidence(more: Partial<PeerEvidence> = {}): PeerEvidence {
  const right = { where: 'localhost', name: 'localhost', verifyCode: null, chain: [valid], nowMs };
  return { ...right, isVouchedFor: () => false, ...more };
}
const strict = { verify: true, trusted: [] };

describe('a server’s certificate', () => {
  it('verifies when it has an authority, is current and has the name', () => {
    expect(verifyServer(strict, evidence())).toEqual({ verification: 'verified', problem: null });
  });

  it.each([
    [
      'expired',
      { chain: [expired] },
      'CERT_HAS_EXPIRED',
      'The certificate of localhost expired on 1 February 2020.',
    ],
    [
      'not valid yet',
      { chain: [future] },
      'CERT_NOT_YET_VALID',
      'The certificate of localhost is not valid until 1 January 2119. Check the clock of this machine.',
    ],
    [
      'self-signed',
      { verifyCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'The certificate of localhost is self-signed: nobody vouches for it.',
    ],
    [
      'for another host',
      { where: 'db.example', name: 'db.example' },
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'The certificate of db.example is not for this host: it is for localhost.',
    ],
    [
      'for another server name',
      { name: 'db.example' },
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'The certificate of localhost is not for db.example: it is for localhost.',
    ],
    [
      'revoked',
      { verifyCode: 'CERT_REVOKED', isVouchedFor: () => true },
      'CERT_REVOKED',
      'The certificate of localhost has been revoked by its authority.',
    ],
  ])('is refused when it is %s', (_what, more, code, message) => {
    expect(verifyServer(strict, evidence(more))).toMatchObject({
      verification: 'refused',
      problem: { code, message },
    });
  });

  it('is refused with every reason, the most telling first, where the TLS library tells only one', () => {
    const all = { chain: [expired], verifyCode: 'CERT_HAS_EXPIRED', name: 'db.example' };
    expect(verifyServer(strict, evidence(all)).problem).toEqual({
      code: 'CERT_HAS_EXPIRED',
      field: null,
      message:
        'The certificate of localhost expired on 1 February 2020. The certificate of localhost is self-signed: nobody vouches for it. The certificate of localhost is not for db.example: it is for localhost.',
    });
  });

  it('names the authority that is not trusted, and an issuer that is missing', async () => {
    const range = { notBeforeMs: nowMs - 1000, notAfterMs: nowMs + 1_000_000 };
    const authority = await issueCertificate({ ...range, commonName: 'Evil', names: [], issuer: null });
    const server = await issueCertificate({
      ...range,
      commonName: 'x',
      names: ['localhost'],
      issuer: authority,
    });
    const own = new X509Certificate(server.certificate);
    const inChain = evidence({
      chain: [own, new X509Certificate(authority.certificate)],
      verifyCode: 'SELF_SIGNED_CERT_IN_CHAIN',
    });
    expect(verifyServer(strict, inChain).problem?.message).toMatch(
      /comes from “O=Wirebench, CN=Evil”, an authority that is not trusted here\./,
    );
    const alone = evidence({ chain: [own], verifyCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect(verifyServer(strict, alone).problem).toMatchObject({
      field: 'tls.ca',
      message: expect.stringMatching(/“O=Wirebench, CN=Evil”, which issued it, is not trusted here/),
    });
  });

  it('is taken by its fingerprint whatever is wrong with it, and by no other', () => {
    const options = { verify: true, trusted: [expired.fingerprint256] };
    expect(verifyServer(options, evidence({ chain: [expired] })).verification).toBe('pinned');
    expect(verifyServer(options, evidence({ chain: [future] })).verification).toBe('refused');
    // A pinned certificate that somebody else only sends along is no reason for trust.
    const behind = evidence({ chain: [future, expired] });
    expect(verifyServer(options, behind).verification).toBe('refused');
  });

  it('is taken unseen where nothing is verified, and what is wrong is told all the same', () => {
    const verdict = verifyServer({ verify: false, trusted: [] }, evidence({ chain: [expired] }));
    expect(verdict).toMatchObject({ verification: 'unverified', problem: { code: 'CERT_HAS_EXPIRED' } });
  });

  it.each([
    ['nothing is wrong with it', { isVouchedFor: () => true }],
    ['nobody vouches for it', {}],
    ['it has expired', { chain: [expired] }],
    ['it is for another host', { name: 'db.example' }],
    ['it is missing', { chain: [] }],
    ['another one stands behind it', { chain: [valid, future] }],
  ])('is never verified where the TLS library gave a code, even when %s to be seen', (_what, more) => {
    const codes = [...Object.keys(certificateProblems), 'SOMETHING_NEW', ''];
    expect(codes.length).toBeGreaterThan(30);
    for (const verifyCode of codes) {
      const { verification, problem } = verifyServer(strict, evidence({ ...more, verifyCode }));
      expect({ verifyCode, verification }).toEqual({ verifyCode, verification: 'refused' });
      expect(problem?.message).not.toMatch(/was not made/);
      for (const wanted of ['none', 'asked', 'required'] as const) {
        const verdict = verifyClient(wanted, evidence({ ...more, verifyCode }));
        expect(verdict.verification).not.toBe('verified');
      }
    }
  });

  it('tells a date that only the TLS library has seen, and a signature that is wrong', () => {
    const vouched = evidence({ verifyCode: 'CERT_HAS_EXPIRED', isVouchedFor: () => true });
    expect(verifyServer(strict, vouched).problem).toEqual({
      code: 'CERT_HAS_EXPIRED',
      field: null,
      message: 'A certificate in the chain of localhost has expired.',
    });
    const rsa = new X509Certificate(rootCertificates[0] ?? '');
    const unrelated = evidence({ verifyCode: 'CERT_NOT_YET_VALID', chain: [future, rsa] });
    expect(verifyServer(strict, unrelated).problem?.message).toMatch(
      /not valid until 1 January 2119\..* The signature on the certificate of localhost is wrong/,
    );
  });

  it('is refused when there is none, and for a code that nobody knows', () => {
    expect(verifyServer(strict, evidence({ chain: [] })).verification).toBe('refused');
    const unknown = verifyServer(strict, evidence({ verifyCode: 'SOMETHING_NEW' }));
    expect(unknown).toMatchObject({ verification: 'refused', problem: { code: 'SOMETHING_NEW' } });
  });
});

describe('a client’s certificate', () => {
  it.each([
    ['none', [], null, 'none'],
    ['asked', [], 'UNABLE_TO_GET_ISSUER_CERT', 'none'],
    ['asked', [valid], 'DEPTH_ZERO_SELF_SIGNED_CERT', 'unverified'],
    ['asked', [valid], null, 'verified'],
    ['required', [], 'UNABLE_TO_GET_ISSUER_CERT', 'refused'],
    ['required', [], null, 'refused'],
    ['required', [valid], 'DEPTH_ZERO_SELF_SIGNED_CERT', 'refused'],
    ['required', [expired], null, 'refused'],
    ['required', [valid], null, 'verified'],
  ] as const)('%s, %o, %s: %s', (wanted, chain, verifyCode, verification) => {
    expect(verifyClient(wanted, evidence({ chain, verifyCode })).verification).toBe(verification);
  });
});

describe('what a certificate says', () => {
  it('is told in lines that can be shown', () => {
    expect(describeCertificate(valid)).toMatchObject({
      subject: 'CN=Wirebench test',
      issuer: 'CN=Wirebench test',
      names: ['localhost'],
      validFrom: Date.parse('2020-01-01T00:00:00Z'),
      validTo: Date.parse('2120-01-01T00:00:00Z'),
      key: 'EC P-256',
      isAuthority: true,
      fingerprint: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    });
  });

  it('shows signs for what cannot be seen, and cuts what is long', () => {
    expect(nameOf('CN=a\u0000b\nO=\u202Egnp.exe')).toBe('CN=a␀b, O=‹U+202E›gnp.exe');
    expect(nameOf(`CN=${'x'.repeat(10_000)}`)).toHaveLength(401);
  });

  it('keeps a name with a comma in it in one', () => {
    const names = alternativeNames(
      'DNS:a.example, DNS:"b.example, DNS:evil.example", IP Address:::1, URI:https://c/',
    );
    const quoted = 'DNS:"b.example, DNS:evil.example"';
    expect(names).toEqual(['a.example', quoted, '::1', 'URI:https://c/']);
  });

  it('writes IPv6 addresses as people do', () => {
    expect(alternativeNames('IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:0:0:7')).toEqual([
      '::1',
      '2001:db8::7',
    ]);
  });

  it('is judged for the whole of a chain, of which the facts keep the beginning', () => {
    const shown = rootCertificates
      .slice(0, 40)
      .reduceRight<ShownCertificate>(
        (issuerCertificate, pem) => ({ raw: new X509Certificate(pem).raw, issuerCertificate }),
        {},
      );
    const chain = chainOf(shown);
    expect(chain).toHaveLength(40);
    expect(describeChain(chain)).toHaveLength(longestChain);
  });

  it('ends a chain that leads back to itself', () => {
    const first: { raw: Buffer; issuerCertificate?: ShownCertificate } = { raw: valid.raw };
    first.issuerCertificate = { raw: expired.raw, issuerCertificate: first };
    expect(chainOf(first)).toHaveLength(2);
    expect(chainOf({})).toEqual([]);
  });

  it.each([
    ['Example.org.', 'example.org'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['fe80::1%eth0', 'fe80::1'],
    ['127.0.0.1', '127.0.0.1'],
  ])('names the host %s as %s', (host, name) => {
    expect(nameInCertificates(host)).toBe(name);
  });
});
