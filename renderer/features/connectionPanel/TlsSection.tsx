import { ShieldAlert, ShieldCheck, ShieldOff, ShieldQuestionMark } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TlsFacts, Verification } from '../../../shared/model/facts.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { tlsVersionName } from '../../ui/ProtectionChip.tsx';
import { ErrorCode } from '../../ui/ErrorCode.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CertificateChain, type CertificateChainProps } from './CertificateChain.tsx';
import { PanelFact, PanelSection } from './PanelSection.tsx';

interface TlsSectionProps extends Pick<CertificateChainProps, 'onSaveText'> {
  readonly tls: TlsFacts;
}

/** What the TLS handshake negotiated, and how far the other side's identity is verified. */
export function TlsSection({ tls, onSaveText }: TlsSectionProps): ReactNode {
  const { version, cipher, alpn, serverName, isSessionReused, keyLogPath, chain } = tls;
  return (
    <>
      <PanelSection title="TLS">
        <VerificationLine tls={tls} />
        <dl className="panel-facts">
          {version !== null && <PanelFact name="Version" text={tlsVersionName(version)} />}
          <PanelFact name="Cipher" text={cipher} />
          <PanelFact name="ALPN" text={alpn ?? 'none'} />
          <PanelFact name="SNI" text={serverName ?? 'none'} />
          {version !== null && <PanelFact name="Session" text={isSessionReused ? 'reused' : 'new'} />}
          {keyLogPath !== null && (
            <PanelFact name="Key log" text={keyLogPath}>
              <CopyButton label="Copy the path of the key log" text={keyLogPath} />
            </PanelFact>
          )}
        </dl>
      </PanelSection>
      {chain.length > 0 && (
        <PanelSection
          part="chain"
          title={tls.role === 'client' ? 'Server certificate chain' : 'Client certificate chain'}
        >
          <CertificateChain chain={chain} onSaveText={onSaveText} />
        </PanelSection>
      )}
    </>
  );
}

const icons: Readonly<Record<Verification, typeof ShieldCheck>> = {
  verified: ShieldCheck,
  pinned: ShieldAlert,
  unverified: ShieldOff,
  refused: ShieldOff,
  none: ShieldQuestionMark,
};

function VerificationLine({ tls }: { tls: TlsFacts }): ReactNode {
  const { verification, problem } = tls;
  const Icon = icons[verification];
  return (
    <p className="verification" data-verification={verification}>
      <Icon size={16} aria-hidden />
      <span className="verification-words">
        <strong>{describeVerification(tls)}</strong>
        {problem !== null && (
          <>
            {' '}
            <VisibleText text={problem.message} />
            <ErrorCode code={problem.code} />
          </>
        )}
      </span>
    </p>
  );
}

function describeVerification({ verification, role }: TlsFacts): string {
  switch (verification) {
    case 'verified':
      return role === 'client'
        ? 'Verified: signed by a trusted authority, and valid for this name.'
        : 'Verified: signed by a trusted authority.';
    case 'pinned':
      return 'Trusted by fingerprint. The certificate itself does not verify.';
    case 'unverified':
      return 'Not verified: the options accept any certificate.';
    case 'refused':
      return 'Refused: it does not verify.';
    case 'none':
      return role === 'client'
        ? 'The server presented no certificate.'
        : 'The client presented no certificate.';
  }
}
