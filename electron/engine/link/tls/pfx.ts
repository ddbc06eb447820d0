import forge from 'node-forge';
import { messageOf } from '../../../../shared/base/errors.ts';

/** The content of a PKCS #12 file, as PEM; the certificate that belongs to the key first. */
export interface PfxContents {
  readonly certificates: readonly string[];
  readonly key: string | null;
}

/**
 * Reads a PKCS #12 file (RFC 7292) without the TLS library, which neither opens older ones nor lists the content of any. Text and keys are
 * returned as they are in the file; the caller checks them. The reader is large: import this module when there is a file to read.
 */
export function readPfx(
  bytes: Uint8Array,
  passphrase: string,
): PfxContents | 'wrong-passphrase' | 'old-cipher' | 'unreadable' {
  try {
    const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('binary')));
    const pfx = forge.pkcs12.pkcs12FromAsn1(asn1, false, passphrase);
    return contentsOf(pfx.safeContents.flatMap(({ safeBags }) => safeBags));
  } catch (error) {
    const said = messageOf(error);
    if (/MAC could not be verified|Invalid password/i.test(said)) return 'wrong-passphrase';
    // These words mean that forge has read the file up to the name of the cipher.
    return /Unsupported (?:OID|PRF|key derivation|encryption scheme)/i.test(said)
      ? 'old-cipher'
      : 'unreadable';
  }
}

function contentsOf(bags: readonly forge.pkcs12.Bag[]): PfxContents {
  const { certBag = '', keyBag = '', pkcs8ShroudedKeyBag = '' } = forge.pki.oids;
  const certificateBags = bags.filter(({ type }) => type === certBag);
  const keyOf = bags.find(({ type }) => type === keyBag || type === pkcs8ShroudedKeyBag);
  const ownId = localIdOf(keyOf);
  const own = certificateBags.filter((bag) => ownId !== null && localIdOf(bag) === ownId);
  const others = certificateBags.filter((bag) => !own.includes(bag));
  return {
    certificates: [...own, ...others].map(certificatePem),
    key: keyOf === undefined ? null : keyPem(keyOf),
  };
}

/** The attribute that ties a key to its certificate. */
function localIdOf(bag: forge.pkcs12.Bag | undefined): string | null {
  const attributes: unknown = bag?.attributes;
  if (typeof attributes !== 'object' || attributes === null || !('localKeyId' in attributes)) return null;
  const [id] = Array.isArray(attributes.localKeyId) ? attributes.localKeyId : [];
  return typeof id === 'string' ? id : null;
}

/** forge parses only RSA certificates; of others it keeps the ASN.1, which is all that is needed. */
function certificatePem({ cert, asn1 }: forge.pkcs12.Bag): string {
  const parsed = cert === undefined || cert === null ? asn1 : forge.pki.certificateToAsn1(cert);
  return pemOf('CERTIFICATE', parsed);
}

function keyPem({ key, asn1 }: forge.pkcs12.Bag): string {
  if (key !== undefined && key !== null) {
    return pemOf('PRIVATE KEY', forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)));
  }
  return pemOf('PRIVATE KEY', asn1);
}

function pemOf(label: string, asn1: forge.asn1.Asn1): string {
  const base64 = Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary').toString('base64');
  return `-----BEGIN ${label}-----\n${base64.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`;
}
