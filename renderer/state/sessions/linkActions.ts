import { factsOf, isServer, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { Peer } from '../../../shared/model/session.ts';

/** An action on an open link. `end` sends a FIN, `reset` a RST. */
export type LinkAction = 'disconnect' | 'end' | 'reset' | 'startTls';

type Protection = Peer['tls'];

/** The actions on one link. A client is disconnected by the button that connects it; a link with TLS cannot start it again. */
export function actionsOfLink(kind: EndpointKind, tls: Protection): readonly LinkAction[] {
  const { can } = factsOf(kind);
  const actions: readonly (readonly [LinkAction, boolean])[] = [
    ['disconnect', isServer(kind)],
    ['end', can.halfClose],
    ['reset', can.reset],
    ['startTls', can.startTls && tls === null],
  ];
  return actions.filter(([, isPossible]) => isPossible).map(([action]) => action);
}

/** The actions on all peers of a server at once. */
export function actionsOfAllPeers(kind: EndpointKind): readonly LinkAction[] {
  return isServer(kind) ? ['disconnect'] : [];
}

/** The names of the actions on buttons and in commands. */
export const actionNames: Readonly<Record<LinkAction, string>> = {
  disconnect: 'Disconnect',
  end: 'Send FIN (half-close)',
  reset: 'Reset (RST)',
  startTls: 'Start TLS now',
};
