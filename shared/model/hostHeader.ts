import { formatHostAndPort, type NetworkAddress } from './address.ts';
import { asciiHost } from './hostName.ts';
import { schemeFacts } from './schemes.ts';

/**
 * The Host of a WebSocket handshake (RFC 6455, section 4.1): the host in ASCII, and the port unless it is the scheme's default. The zone is
 * left out: it only means something on this machine (RFC 6874, section 4).
 */
export function hostHeaderOf({ scheme, host, port }: NetworkAddress): string {
  const plain = host.replace(/%.*$/, '');
  const whole = formatHostAndPort(asciiHost(plain) ?? plain, port);
  return port === schemeFacts(scheme).defaultPort ? whole.replace(/:\d+$/, '') : whole;
}
