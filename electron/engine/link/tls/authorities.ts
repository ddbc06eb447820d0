import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import { credentialKindOf } from '../../../../shared/model/credentialKind.ts';
import { describeCredential } from '../../../../shared/model/describeCredential.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { pemBlocks } from '../../certificates/certificates.ts';
import type { PeerEvidence } from './peerEvidence.ts';
import { isSignedBy } from './peerPath.ts';

/** Reading them takes some 60 ms, so it is done once; a person who changes the system's authorities restarts Wirebench. */
let rememberedSystem: readonly string[] | undefined;

/**
 * The authorities of the system and those that come with Node, each once, as PEM; undefined if Node cannot list them: without `ca`, it then
 * uses its own.
 */
export function systemAuthorities(): readonly string[] | undefined {
  if (typeof tls.getCACertificates !== 'function') return undefined;
  rememberedSystem ??= [
    ...new Set([...tls.getCACertificates('system'), ...tls.getCACertificates('default')].map(trimmed)),
  ];
  return rememberedSystem;
}

function trimmed(pem: string): string {
  return pem.trim();
}

/** Reads the person's own authorities. Throws a `LinkProblem` for a text that has none, or a damaged one. */
export function ownAuthorities(pem: string): readonly string[] {
  if (pem.trim() === '') return [];
  const blocks = pemBlocks(pem);
  if (blocks.length === 0) throw new LinkProblem(noAuthorityIn(pem), { field: 'tls.ca' });
  for (const [index, block] of blocks.entries()) {
    try {
      // Node silently drops authorities that it cannot read.
      void new X509Certificate(block);
    } catch (cause) {
      throw new LinkProblem(
        `${blocks.length === 1 ? 'The certificate' : `Certificate ${index + 1} of ${blocks.length}`} among the authorities is damaged and cannot be read. Paste it again, from the BEGIN line to the END line.`,
        { field: 'tls.ca', cause },
      );
    }
  }
  return blocks;
}

/**
 * Tells whether one of these authorities, as PEM, signed a certificate, or is it. Only roots count, because the TLS library accepts no path
 * that ends earlier. They are parsed on first use: that takes some milliseconds, and is needed only when something is wrong.
 */
export function vouchers(
  authorities: readonly string[],
): Pick<PeerEvidence, 'isVouchedFor'> & Required<Pick<PeerEvidence, 'authorities'>> {
  let known: readonly X509Certificate[] | undefined;
  const read = (): readonly X509Certificate[] => {
    known ??= authorities.map((pem) => new X509Certificate(pem));
    return known;
  };
  const named = (name: string): X509Certificate[] =>
    read().filter(({ subject, issuer }) => subject === name && subject === issuer);
  const isIt = (one: X509Certificate, other: X509Certificate): boolean =>
    one.fingerprint256 === other.fingerprint256;
  return {
    isVouchedFor: (certificate) =>
      named(certificate.issuer).some((root) => isIt(root, certificate) || isSignedBy(certificate, root)),
    authorities: {
      namesakesOf: (certificate) =>
        named(certificate.issuer).filter(
          (root) => !isIt(root, certificate) && !isSignedBy(certificate, root),
        ),
      isGiven: (certificate) =>
        certificate.subject !== certificate.issuer && read().some((each) => isIt(each, certificate)),
    },
  };
}

function noAuthorityIn(pem: string): string {
  return (
    describeCredential(credentialKindOf(Buffer.from(pem)), 'authority') ??
    'There is no certificate in this text. An authority is a PEM file that begins with “-----BEGIN CERTIFICATE-----”.'
  );
}
