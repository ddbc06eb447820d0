import type { Scheme } from './address.ts';
import { schemesOfKind, type EndpointKind } from './endpointKinds.ts';

interface ProtocolNames {
  /** As a sentence begins with it. */
  readonly inSentence: string;
  /** In as few letters as a list has room for. */
  readonly short: string;
}

const webSocket: ProtocolNames = { inSentence: 'WebSocket', short: 'WS' };
const namesOfScheme: Readonly<Record<Scheme, ProtocolNames>> = {
  tcp: { inSentence: 'TCP', short: 'TCP' },
  tls: { inSentence: 'TLS', short: 'TLS' },
  udp: { inSentence: 'UDP', short: 'UDP' },
  unix: { inSentence: 'A unix socket', short: 'Unix' },
  ws: webSocket,
  wss: webSocket,
};

/** What the protocol of a kind is called. */
export function protocolNamesOf(kind: EndpointKind): ProtocolNames {
  return namesOfScheme[schemesOfKind[kind][0]];
}
