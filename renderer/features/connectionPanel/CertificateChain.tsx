import { Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Certificate } from '../../../shared/model/facts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { certificateFileName, formatCertificateTime, shortName, validityOf } from './certificateWords.ts';
import { PanelFact } from './PanelSection.tsx';

export interface CertificateChainProps {
  readonly chain: readonly Certificate[];
  readonly onSaveText: (name: string, text: string) => void;
}

/** The certificates that the other side presented, its own first. */
export function CertificateChain({ chain, onSaveText }: CertificateChainProps): ReactNode {
  return chain.map((certificate, place) => (
    <CertificateFacts
      key={certificate.fingerprint}
      certificate={certificate}
      isFirst={place === 0}
      onSaveText={onSaveText}
    />
  ));
}

interface CertificateFactsProps extends Pick<CertificateChainProps, 'onSaveText'> {
  readonly certificate: Certificate;
  readonly isFirst: boolean;
}

function CertificateFacts({ certificate, isFirst, onSaveText }: CertificateFactsProps): ReactNode {
  const [isOpen, setOpen] = useState(isFirst);
  // The number of days need not change while one looks.
  const [nowMs] = useState(() => Date.now());
  const { subject, issuer, names, validFrom, validTo, key, serialNumber, fingerprint, pem } = certificate;
  const { tone, words } = validityOf(certificate, nowMs);
  return (
    <Disclosure
      open={isOpen}
      onOpenChange={setOpen}
      title={
        <span className="certificate-title">
          <span className="certificate-name">
            <VisibleText text={subject === '' ? 'no subject' : shortName(subject)} />
          </span>
          <span className="certificate-validity" data-tone={tone}>
            {words}
          </span>
        </span>
      }
    >
      <dl className="panel-facts">
        <PanelFact name="Subject" text={subject === '' ? 'none' : subject} />
        <PanelFact name="Issuer" text={issuer === subject ? `${issuer} (self-issued)` : issuer} />
        {names.length > 0 && <PanelFact name="Names" text={names.join(', ')} />}
        <PanelFact name="Valid from" text={formatCertificateTime(validFrom)} />
        <PanelFact name="Valid until" text={formatCertificateTime(validTo)} />
        <PanelFact name="Key" text={key} />
        <PanelFact name="Serial" text={serialNumber} />
        <PanelFact name="SHA-256" text={fingerprint}>
          <CopyButton label="Copy the fingerprint" text={fingerprint} />
        </PanelFact>
        <PanelFact name="PEM">
          <CopyButton label="Copy as PEM" text={pem} />
          <IconButton
            label="Save as PEM"
            icon={<Download size={14} aria-hidden />}
            onClick={() => onSaveText(certificateFileName(certificate), pem)}
          />
        </PanelFact>
      </dl>
    </Disclosure>
  );
}
