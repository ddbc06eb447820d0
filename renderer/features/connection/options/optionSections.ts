import type { Endpoint } from '../../../../shared/model/connection.ts';
import { factsOf, type EndpointKind } from '../../../../shared/model/endpointKinds.ts';

/** The parts of the form: `usual` is always visible, the others fold. */
export type OptionSection = 'usual' | 'tls' | 'socket' | 'proxy' | 'reconnect' | 'opening' | 'recording';

/** The options that people usually come for, in every kind that has them. */
const usualOptions: ReadonlySet<string> = new Set([
  'bind',
  'connectTimeoutMs',
  'echo',
  'headers',
  'messageLimitBytes',
  'peerLimit',
  'reconnect.enabled',
  'socket.groups',
  'subprotocols',
]);

/** Trusted certificates and our own: usual where the kind is TLS and nothing else. */
const certificateOptions: ReadonlySet<string> = new Set([
  'tls.ca',
  'tls.certificate',
  'tls.clientCertificate',
  'tls.identity',
  'tls.key',
  'tls.names',
  'tls.passphrase',
  'tls.pfx',
  'tls.serverName',
  'tls.trusted',
  'tls.verify',
]);

/** The section of an option in the form of a kind; null if the form does not have the option. A path into a list counts as the list. */
export function sectionOf(path: string, kind: EndpointKind): OptionSection | null {
  const [top = '', next] = path.split('.');
  const option = next === undefined ? top : `${top}.${next}`;
  if (usualOptions.has(option) || usualOptions.has(top)) return 'usual';
  switch (top) {
    case 'tls':
    case 'startTls':
      return areCertificatesUsual(kind) && certificateOptions.has(option) ? 'usual' : 'tls';
    case 'socket':
    case 'proxy':
    case 'reconnect':
      return top;
    case 'onOpen':
      return 'opening';
    case 'whenDiskFails':
      return 'recording';
    default:
      return null;
  }
}

/** True where the kind is TLS and nothing else. */
export function areCertificatesUsual(kind: EndpointKind): boolean {
  return factsOf(kind).tls === 'always';
}

/** Whether the kind has anything in a section. */
export function hasSection(endpoint: Endpoint, section: OptionSection): boolean {
  return Object.keys(endpoint).some((name) => sectionOf(name, endpoint.kind) === section);
}
