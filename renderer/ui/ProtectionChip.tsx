import { Lock, ShieldAlert, ShieldOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Verification } from '../../shared/model/facts.ts';
import './protectionChip.css';

interface ProtectionChipProps {
  readonly tls: { readonly version: string | null; readonly verification: Verification };
  /** Only the mark, for a list; its words become its accessible name. */
  readonly short?: boolean;
}

const words: Readonly<Record<Verification, string | null>> = {
  verified: null,
  pinned: 'trusted by fingerprint',
  unverified: 'not verified',
  refused: 'refused',
  none: null,
};

const icons: Readonly<Record<Verification, typeof Lock>> = {
  verified: Lock,
  none: Lock,
  pinned: ShieldAlert,
  unverified: ShieldOff,
  refused: ShieldOff,
};

/** Shows that a link uses TLS, and how far the other side's identity is verified; by shape and words as well as by colour. */
export function ProtectionChip({ tls, short = false }: ProtectionChipProps): ReactNode {
  const { version, verification } = tls;
  const name = tlsVersionName(version);
  const word = words[verification];
  const Icon = icons[verification];
  const spoken = word === null ? name : `${name}, ${word}`;
  return (
    <span className="protection" data-verification={verification} title={short ? spoken : undefined}>
      <Icon size={13} {...(short ? { role: 'img', 'aria-label': spoken } : { 'aria-hidden': true })} />
      {!short && name}
      {!short && word !== null && <span className="protection-word">{word}</span>}
    </span>
  );
}

/** `TLS 1.3` for `TLSv1.3`. */
export function tlsVersionName(version: string | null): string {
  return version === null ? 'TLS' : version.replace(/^TLSv/, 'TLS ');
}
