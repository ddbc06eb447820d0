import type { Endpoint } from './connection.ts';
import { factsOf } from './endpointKinds.ts';
import { isScheme, schemeFacts, writtenScheme } from './schemes.ts';

/**
 * Tells when TLS begins on a link of this endpoint: before the first byte, after the dialogue of its protocol (STARTTLS), when a person
 * starts it, or never.
 */
export function whenTlsBegins(endpoint: Endpoint): 'at once' | 'after dialogue' | 'on command' | 'never' {
  switch (factsOf(endpoint.kind).tls) {
    case 'always':
      return 'at once';
    case 'by scheme':
      return hasSecureScheme(endpoint) ? 'at once' : 'never';
    case 'in place':
      return 'startTls' in endpoint && endpoint.startTls !== 'none' ? 'after dialogue' : 'on command';
    case 'never':
      return 'never';
  }
}

function hasSecureScheme({ kind, address }: Endpoint): boolean {
  const scheme = writtenScheme(address) ?? factsOf(kind).schemes[0];
  return isScheme(scheme) && schemeFacts(scheme).isTls;
}
