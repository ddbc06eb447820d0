import { visibleLine } from '../../shared/bytes/visibleText.ts';
import {
  describeTls,
  type Certificate,
  type ConnectionFacts,
  type TlsFacts,
} from '../../shared/model/facts.ts';

/** What a person wants to know about a connection beside its address, one line each: the proxy on the way, and what TLS agreed on. */
export function describeFacts({ proxy, tls }: ConnectionFacts): string[] {
  return [
    ...(proxy === null ? [] : [`Proxy: ${visibleLine(proxy)}`]),
    ...(tls === null || tls.role === 'server' ? [] : describeSecurity(tls)),
  ];
}

/** `TLS: TLSv1.3, TLS_AES_256_GCM_SHA384, ALPN h2, verified certificate`, and why it does not verify when it was accepted all the same. */
export function describeSecurity(tls: TlsFacts): string[] {
  const line = `TLS: ${visibleLine(describeTls(tls))}`;
  return tls.problem === null ? [line] : [line, `  ${visibleLine(tls.problem.message)}`];
}

/** The chain of a certificate that was refused, and the option that trusts it. */
export function describeRefused(tls: TlsFacts): string[] {
  const [own] = tls.chain;
  if (tls.verification !== 'refused' || own === undefined) return [];
  return [
    'The other side showed:',
    ...tls.chain.flatMap(describeCertificate),
    `To trust this certificate: --trust ${own.fingerprint}`,
  ];
}

function describeCertificate(certificate: Certificate, index: number): string[] {
  const { subject, issuer, names, validFrom, validTo, fingerprint } = certificate;
  return [
    `  ${index + 1}. ${visibleLine(subject === '' ? '(no subject)' : subject)}`,
    ...(names.length === 0 ? [] : [`     for        ${visibleLine(names.join(', '))}`]),
    `     issued by  ${visibleLine(issuer)}`,
    `     valid      ${day(validFrom)} to ${day(validTo)}`,
    `     SHA-256    ${fingerprint}`,
  ];
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
