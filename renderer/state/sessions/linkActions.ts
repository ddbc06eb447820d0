import { linkVerbs, refusalOf, type LinkVerb } from '../../../shared/contract/sessionVerbs.ts';
import { isServer, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { Peer } from '../../../shared/model/session.ts';

type Protection = Peer['tls'];

/** The actions on one link. A client is disconnected by the button that connects it; a link with TLS cannot start it again. */
export function actionsOfLink(kind: EndpointKind, tls: Protection): readonly LinkVerb[] {
  return linkVerbs.filter((verb) => {
    if (refusalOf(verb, kind) !== null) return false;
    if (verb === 'disconnect') return isServer(kind);
    return verb !== 'startTls' || tls === null;
  });
}

/** The actions on all peers of a server at once. */
export function actionsOfAllPeers(kind: EndpointKind): readonly LinkVerb[] {
  return isServer(kind) ? ['disconnect'] : [];
}

/** The names of the actions on buttons and in commands. */
export const actionNames: Readonly<Record<LinkVerb, string>> = {
  disconnect: 'Disconnect',
  end: 'Send FIN (half-close)',
  reset: 'Reset (RST)',
  startTls: 'Start TLS now',
};
