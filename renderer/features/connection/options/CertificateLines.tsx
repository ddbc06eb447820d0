import type { ReactNode } from 'react';
import type { Certificate } from '../../../../shared/model/facts.ts';
import { VisibleText } from '../../../ui/VisibleText.tsx';

/** Certificates, one line each: whose, until when, which key. `undefined` means not read yet. */
export function CertificateLines({ chain }: { chain: readonly Certificate[] | undefined }): ReactNode {
  if (!chain || chain.length === 0) return null;
  return (
    <ul className="option-certificates">
      {chain.map((certificate) => (
        <li key={certificate.fingerprint} title={`SHA-256 ${certificate.fingerprint}`}>
          <VisibleText text={describe(certificate)} />
        </li>
      ))}
    </ul>
  );
}

function describe({ subject, validTo, key }: Certificate): string {
  return `${subject === '' ? 'no subject' : subject}, valid until ${dayOf(validTo)}, ${key}`;
}

function dayOf(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? 'an unknown day' : date.toISOString().slice(0, 10);
}
