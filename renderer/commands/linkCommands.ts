import { refusalOf, type LinkVerb } from '../../shared/contract/sessionVerbs.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import type { Scope } from '../../shared/template/scope.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { actionNames, actionsOfAllPeers, actionsOfLink } from '../state/sessions/linkActions.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';
import { readAddress } from '../state/workspace/endpoints.ts';
import { isServer } from '../../shared/model/endpointKinds.ts';

/** An action on a connection besides opening and closing it, for its menu and the palette. */
export interface LinkCommand {
  readonly id: string;
  readonly title: string;
  readonly isPossible: boolean;
  readonly danger?: boolean;
  /** It acts on a peer. */
  readonly acts?: boolean;
  /** More words to find it by. */
  readonly words?: string;
  readonly run: () => void;
}

type LinkState = Pick<WorkbenchState, 'sessions' | 'toasts' | 'dialogs'>;

/** The actions that the kind supports; `isPossible` says whether one can be done now. `scope`: what variables of the endpoint stand for. */
export function linkCommands(
  endpoint: Endpoint,
  session: SessionInfo | undefined,
  state: LinkState,
  scope: Scope | null = null,
): LinkCommand[] {
  const { sessions, toasts, dialogs } = state;
  const kind = session?.endpoint.kind ?? endpoint.kind;
  const isOpen = session?.phase === 'open';
  const act = (action: LinkVerb, title: string): LinkCommand => ({
    id: `link.${action}`,
    title,
    isPossible: isOpen && (!isServer(kind) || session.openPeers > 0),
    danger: action === 'reset',
    acts: true,
    run: () => {
      if (session) toasts.run(() => sessions.act(action, session.id, { to: 'all' }));
    },
  });
  const ofLink = isServer(kind) ? [] : actionsOfLink(kind, session?.tls ?? null);
  return [
    ...ofLink.map((action) => act(action, actionNames[action])),
    ...actionsOfAllPeers(kind).map((action) => act(action, 'Disconnect all peers')),
    ...(refusalOf('joinGroup', kind) === null ? [joinCommand(session, dialogs)] : []),
    {
      id: 'link.copyCommand',
      title: 'Copy as command…',
      words: 'export socat ncat netcat openssl curl websocat wscat shell terminal',
      // What the dialog has to show is found when it is opened.
      isPossible: readAddress(endpoint, scope).ok,
      run: () => dialogs.setState({ kind: 'copyCommand', endpoint, scope }, true),
    },
  ];
}

function joinCommand(session: SessionInfo | undefined, dialogs: LinkState['dialogs']): LinkCommand {
  return {
    id: 'link.joinGroup',
    title: 'Join a multicast group…',
    isPossible: session?.phase === 'open',
    run: () => {
      if (session) dialogs.setState({ kind: 'joinGroup', session: session.id }, true);
    },
  };
}

/** Connects at once instead of waiting. */
export function retryNow(session: SessionInfo | undefined, { sessions, toasts }: LinkState): void {
  if (session) toasts.run(() => sessions.act('retryNow', session.id, {}));
}
