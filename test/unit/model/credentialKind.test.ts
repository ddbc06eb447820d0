import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { credentialKindOf } from '../../../shared/model/credentialKind.ts';
import { describeCredential } from '../../../shared/model/describeCredential.ts';
import { testKey, validCertificate } from '../../support/certificates.ts';

function pem(label: string): Buffer {
  return Buffer.from(`-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`);
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const derCertificate = Buffer.from(validCertificate.replaceAll(/-----.*?-----|\s/g, ''), 'base64');
/** The beginning of what OpenSSL writes, with lengths that fit: a CSR, PKCS #7, PKCS #12. */
const derRequest = Buffer.from('300730030201003000', 'hex');
const derPkcs7 = Buffer.from('300f06092a864886f70d010702a0023000', 'hex');
const pkcs12 = Buffer.from('30050201033000', 'hex');
/** What a page makes of bytes that are no UTF-8. */
const mangled = (bytes: Uint8Array): Buffer => Buffer.from(new TextDecoder().decode(bytes));

describe('a file of certificates or keys', () => {
  it.each([
    ['certificate', Buffer.from(validCertificate)],
    ['certificate', Buffer.from(`\ufeff${validCertificate}`)],
    ['certificate', Buffer.from(`${testKey}\n${validCertificate}`)],
    ['certificate', Buffer.from(`Bag Attributes: none\n${validCertificate}`)],
    ['key', Buffer.from(testKey)],
    ['key', pem('ENCRYPTED PRIVATE KEY')],
    ['key', Buffer.concat([pem('EC PARAMETERS'), pem('EC PRIVATE KEY')])],
    ['parameters', pem('EC PARAMETERS')],
    ['OpenSSH key', pem('OPENSSH PRIVATE KEY')],
    ['public key', pem('PUBLIC KEY')],
    ['request', pem('CERTIFICATE REQUEST')],
    ['request', pem('NEW CERTIFICATE REQUEST')],
    ['PKCS #7', pem('PKCS7')],
    ['CRL', pem('X509 CRL')],
    ['other PEM', pem('PGP MESSAGE')],
    ['PEM that is cut off', Buffer.from(validCertificate.slice(0, 200))],
    ['OpenSSH public key', Buffer.from('ssh-ed25519 AAAAC3Nza me@here')],
    ['PuTTY key', Buffer.from('PuTTY-User-Key-File-3: ssh-rsa\r\n')],
    ['UTF-16', Buffer.from(`\ufeff${validCertificate}`, 'utf16le')],
    ['UTF-16', Buffer.from(validCertificate, 'utf16le')],
    ['UTF-16', Buffer.from(`\ufeff${validCertificate}`, 'utf16le').swap16()],
    ['UTF-16', mangled(Buffer.from(`\ufeff${validCertificate}`, 'utf16le'))],
    ['DER certificate', derCertificate],
    ['DER', mangled(derCertificate)],
    ['DER key', privateKey.export({ format: 'der', type: 'pkcs8' })],
    ['DER key', privateKey.export({ format: 'der', type: 'sec1' })],
    ['DER request', derRequest],
    ['DER PKCS #7', derPkcs7],
    ['PKCS #12', pkcs12],
    ['Java key store', Buffer.from('feedfeed00000002', 'hex')],
    ['base64', Buffer.from('MIIJqQIBAzCCCW8GCSqGSIb3DQEHAaCCCWA')],
    ['unknown', Buffer.from('hello')],
    ['empty', Buffer.from(' \n')],
  ])('is known by how it begins: %s', (kind, bytes) => {
    expect(credentialKindOf(bytes)).toBe(kind);
  });

  it.each([
    ['UTF-16', 'certificate', /^This text is UTF-16.*Save it as UTF-8/],
    ['UTF-16', 'key', /^This text is UTF-16/],
    ['request', 'certificate', /^This is a certificate request \(CSR\)\. An authority makes the certificate/],
    ['request', 'key', /The private key is in another file, which was made with it/],
    ['PKCS #7', 'certificate', /“openssl pkcs7 -print_certs -in FILE”/],
    ['DER PKCS #7', 'authority', /“openssl pkcs7 -print_certs -inform der -in FILE”/],
    ['key', 'certificate', /^This is a private key\./],
    ['certificate', 'key', /^This is a certificate\./],
    ['public key', 'key', /^This is a public key\. The private key is needed\.$/],
    ['OpenSSH key', 'key', /ssh-keygen -p -m PEM/],
    ['PuTTY key', 'key', /puttygen/],
    ['Java key store', 'pfx', /keytool -importkeystore/],
    ['PKCS #12', 'certificate', /has its own field/],
    ['DER certificate', 'certificate', /“openssl x509 -inform der -in FILE”/],
    ['DER certificate', 'key', /^This is a certificate, in DER\. The private key is in another file\.$/],
    ['DER key', 'certificate', /^This is a private key, in DER\./],
  ] as const)('%s where a %s belongs has advice of its own', (kind, wanted, sentence) => {
    expect(describeCredential(kind, wanted)).toMatch(sentence);
  });
});
