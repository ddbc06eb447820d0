import { fail, ok, type Result } from '../../../shared/base/result.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import { withOptions } from './endpointOptions.ts';
import type { Question } from '../base/questions.ts';

/** A certificate that did not verify, so that no connection was made. */
export interface RefusedCertificate {
  /** SHA-256, as in `tls.trusted`. */
  readonly fingerprint: string;
}

/** The certificate that prevented a client's connection; null if the reason was another. */
export function refusedCertificate({ tls }: ConnectionFacts): RefusedCertificate | null {
  const [own] = tls?.chain ?? [];
  if (tls?.verification !== 'refused' || !own) return null;
  return { fingerprint: own.fingerprint };
}

/** The endpoint with one more trusted certificate, which is accepted whatever is wrong with it. */
export function withTrusted(endpoint: Endpoint, fingerprint: string): Result<Endpoint, string> {
  if (!('tls' in endpoint) || !('trusted' in endpoint.tls))
    return fail('This connection verifies no certificates.');
  const { trusted } = endpoint.tls;
  return trusted.includes(fingerprint)
    ? ok(endpoint)
    : withOptions(endpoint, { 'tls.trusted': [...trusted, fingerprint] });
}

export function questionToTrust({ fingerprint }: RefusedCertificate, run: () => Promise<void>): Question {
  return {
    title: 'Trust this certificate for this connection?',
    text: `Anyone holding this certificate’s key will be trusted. Compare its SHA-256 fingerprint with one that you know from elsewhere: ${fingerprint}`,
    action: 'Trust and connect',
    run,
  };
}
