import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** A chain that anybody can make, as PEM, the certificate of `localhost` first, and its key. */
export interface RogueChain {
  readonly certificates: readonly string[];
  readonly key: string;
}

const dayMs = 24 * 3600 * 1000;

/** Valid from the leaf to the last of so many intermediates; the root that signed it all, nobody's but ours, has expired. */
export function makeRogueChain(intermediates: number): RogueChain {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const publicKey = forge.pki.publicKeyFromPem(
    pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );
  const signer = forge.pki.privateKeyFromPem(key);
  const names = [
    'localhost',
    ...Array.from({ length: intermediates }, (_, index) => `Intermediate ${index + 1}`),
    'Rogue root',
  ];
  const certificates = names.map((name, depth) => {
    const issuer = names[depth + 1];
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = publicKey;
    certificate.serialNumber = `40${depth.toString(16).padStart(4, '0')}`;
    certificate.validity.notBefore = new Date(Date.now() - 900 * dayMs);
    certificate.validity.notAfter = new Date(Date.now() + (issuer === undefined ? -1 : 30) * dayMs);
    certificate.setSubject([{ name: 'commonName', value: name }]);
    certificate.setIssuer([{ name: 'commonName', value: issuer ?? name }]);
    certificate.setExtensions(
      depth === 0
        ? [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }]
        : [
            { name: 'basicConstraints', cA: true, critical: true },
            { name: 'keyUsage', keyCertSign: true },
          ],
    );
    certificate.sign(signer, forge.md.sha256.create());
    return forge.pki.certificateToPem(certificate);
  });
  return { certificates, key };
}
