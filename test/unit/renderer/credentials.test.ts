import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCredentials, readPem } from '../../../renderer/state/workspace/credentials.ts';
import { expiredCertificate, testKey, validCertificate } from '../../support/certificates.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const der = (certificate: string): Uint8Array => new Uint8Array(new X509Certificate(certificate).raw);

/** The test key and its valid certificate, written by `openssl pkcs12 -export`; the passphrase is `secret`. */
const testPfx = `
MIID/AIBAzCCA7IGCSqGSIb3DQEHAaCCA6MEggOfMIIDmzCCAlIGCSqGSIb3DQEHBqCCAkMwggI/AgEAMIICOAYJKoZIhvcNAQcB
MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjGZSaMmINW3AICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEH6U
MINeIXPOBqQ1Bd/Ohh+AggHQeuns088zWTNyDmmgVunHir8t5CAYplXIWCl2B/8AikltQq5SWqfuOwNYJai+YIfnTy7tD0Mm5rwU
m5pJL/cmBqVx4I2Tt00anUIsDn7hIFdA0F30r5gc7CrIbpULCO9inYyTJUzlnfPCDPSW/4B2oKw2kIUcrVcjJ9ca6CBG3GJtpTxT
dTP16A/D0O9YI9XXKYsNZQ/CFf1IUgPGvUO7xdgRE4juxQOzHPjoqHWjucMjcBGYO615mWQPPi9I25Q7qgamNesq8eirpAttIx9S
mA3Rv2pZQ8jirzzJ+XpN2GSnnlMoCvOyc3BYYmCOFjlcB7MCxX7tifXvSTdTfkfzb4Dbsa9g3BwPzV/a1hHypGkcHLKvJQnmkVpV
FlfAANGFy79Rcno6CM6VjGrS3Hdt5mk0lY0m/aQlp/VSB9VE3kDSzmocriOvUpxNsdfU5pQm7SjVZImfAviQymGd7S5NTEK0JtUC
dEco9w4APwA3b+KAr4Zk4Vs2s10qInJP8w8djUa6tr3B7WB1QIwyoxIkIIdXr2CVM6DKTLX7S6Hn67nZH8n/YJGB0cMZ0pi9BBrC
d3a5yIYDdDf6LVbiH1KQxt3vSXMH4XodL9+1/j0vWj0wggFBBgkqhkiG9w0BBwGgggEyBIIBLjCCASowggEmBgsqhkiG9w0BDAoB
AqCB7zCB7DBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIY/JRt4J6vqQCAggAMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUD
BAEqBBD4xs8LQ3kflWH7KkqVjbBPBIGQqiX8MxmIyfVMG4WLiIen5iD8Vu8pJ1au499tP5WKKcy2M1BJejqvZPuIQxNE1jQncjoE
kuHBKbnqe0Ro+TsRppN2Wcsp/J0cKbVulo5+Ha9bmaXYzWkCfr7oPqf0o5Fjxhv2nLReyZBbU3GqUlQs+/xd+lpZY0pl2Ygm1Tn9
mHYS4nZa39Oz+ZD3URBBhgSpMSUwIwYJKoZIhvcNAQkVMRYEFM4y+Dq9LtCOJxGLsZKj6kRMBqf5MEEwMTANBglghkgBZQMEAgEF
AAQgt54pq0Onm9sjVe4EMLrCWfGiMfiLiZBhpfX76CfCkKgECAVJG2+6ig3GAgIIAA==
`;

describe('a file of certificates and keys', () => {
  it('is taken apart when it holds both, in any order', () => {
    const text = `Bag Attributes\n${testKey}\nsubject=/CN=a\n${validCertificate}\n${expiredCertificate}`;
    expect(readCredentials(bytesOf(text))).toEqual({
      ok: true,
      value: { certificates: `${validCertificate}\n${expiredCertificate}\n`, key: `${testKey}\n`, pfx: null },
    });
  });

  it('may have the line ends of Windows', () => {
    expect(readPem(validCertificate.replaceAll('\n', '\r\n'))).toMatchObject({
      value: { certificates: `${validCertificate}\n`, key: null },
    });
  });

  it('may be a key alone, encrypted or not', () => {
    const encrypted = testKey.replaceAll('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY');
    expect(readPem(encrypted)).toMatchObject({ value: { certificates: '', key: `${encrypted}\n` } });
  });

  it('may be a certificate as DER, which becomes PEM', () => {
    const read = readCredentials(der(validCertificate));
    if (!read.ok) throw new Error(read.problem);
    expect(new Uint8Array(new X509Certificate(read.value.certificates).raw)).toEqual(der(validCertificate));
    expect(read.value).toMatchObject({ key: null, pfx: null });
  });

  it.each([
    ['PKCS #8', 'BEGIN PRIVATE KEY', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'pkcs8'],
    ['PKCS #1', 'BEGIN RSA PRIVATE KEY', () => generateKeyPairSync('rsa', { modulusLength: 2048 }), 'pkcs1'],
    ['SEC 1', 'BEGIN EC PRIVATE KEY', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'sec1'],
  ] as const)('may be a key as DER of %s', (_name, label, generate, type) => {
    const { privateKey } = generate();
    const read = readCredentials(new Uint8Array(privateKey.export({ format: 'der', type })));
    if (!read.ok || read.value.key === null) throw new Error('no key');
    expect(read.value.key).toContain(label);
    expect(createPrivateKey(read.value.key).equals(privateKey)).toBe(true);
  });

  it('may be an encrypted key as DER', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const bytes = privateKey.export({ format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' });
    const read = readCredentials(new Uint8Array(bytes));
    if (!read.ok || read.value.key === null) throw new Error('no key');
    expect(createPrivateKey({ key: read.value.key, passphrase: 'x' }).equals(privateKey)).toBe(true);
  });

  it('may be PKCS #12, which is kept as it is', () => {
    const bytes = Uint8Array.from(Buffer.from(testPfx, 'base64'));
    expect(readCredentials(bytes)).toEqual({ ok: true, value: { certificates: '', key: null, pfx: bytes } });
  });
});

describe('what is none', () => {
  it.each([
    ['', 'This file is empty.'],
    ['hello', 'A certificate as PEM begins with -----BEGIN CERTIFICATE-----.'],
    [validCertificate.slice(0, 200), 'This PEM is cut off: the line that begins with -----END is missing.'],
    [
      '-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----',
      'This PEM holds a certificate request, not a certificate or private key.',
    ],
    [
      `${testKey}\n${testKey}`,
      'There are several private keys in it. Take the one that belongs to the certificate.',
    ],
  ])('%j is said to be so', (text, problem) => {
    expect(readCredentials(bytesOf(text))).toEqual({ ok: false, problem });
  });

  it.each([
    [[0xff, 0xfe, 0x00]],
    [[0x30]],
    [[0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x30]],
    [[0x30, 0x03, 0x02, 0x01, 0x03]],
    [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ])('%j is no credential', (bytes) => {
    expect(readCredentials(Uint8Array.from(bytes)).ok).toBe(false);
  });

  it('is a file that is far too large', () => {
    expect(readCredentials(new Uint8Array(1024 * 1024 + 1))).toMatchObject({
      problem: 'This file is larger than 1 MiB, so it is neither a certificate nor a key.',
    });
  });
});
