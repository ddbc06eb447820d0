import { isServer, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { Peer } from '../../../shared/model/session.ts';

/** What is done to a link that is open. `end` sends a FIN, `reset` a RST. */
export type LinkAction = 'disconnect' | 'end' | 'reset' | 'startTls';

type Protection = Peer['tls'];

/** What the links of each kind can be told; the rest is refused by the engine, and not offered. */
const actionsOfKind: Readonly<Record<EndpointKind, readonly LinkAction[]>> = {
  'tcp-client': ['end', 'reset', 'startTls'],
  'tcp-server': ['disconnect', 'end', 'reset', 'startTls'],
  'tls-client': ['end', 'reset'],
  'tls-server': ['disconnect', 'end', 'reset'],
  udp: [],
  'unix-client': ['end'],
  'unix-server': ['disconnect', 'end'],
  'ws-client': ['reset'],
  'ws-server': ['disconnect', 'reset'],
};

/** What can be done to one link. A client is disconnected by the button that connects it; what is TLS already cannot be made so. */
export function actionsOfLink(kind: EndpointKind, tls: Protection): readonly LinkAction[] {
  return actionsOfKind[kind].filter((action) => action !== 'startTls' || tls === null);
}

/** What can be done to all peers of a server at once. */
export function actionsOfAllPeers(kind: EndpointKind): readonly LinkAction[] {
  return isServer(kind) ? actionsOfKind[kind].filter((action) => action === 'disconnect') : [];
}

/** As buttons and commands call them. */
export const actionNames: Readonly<Record<LinkAction, string>> = {
  disconnect: 'Disconnect',
  end: 'Send FIN (half-close)',
  reset: 'Reset (RST)',
  startTls: 'Start TLS now',
};
