import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Endpoint } from '../shared/model/connection.ts';
import type { ConnectionId } from '../shared/model/ids.ts';
import type { SessionInfo } from '../shared/model/session.ts';
import { Composer, initialDraft } from './features/composer/Composer.tsx';
import { doesListen } from './features/connection/OpenButton.tsx';
import { defaultTarget, hasPeers, kindsOf, targetsOf, whyNotSend } from './sendTargets.ts';
import { usePeers } from './usePeers.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

export interface ConnectionComposerProps {
  readonly id: ConnectionId;
  readonly endpoint: Endpoint;
  readonly session: SessionInfo;
  readonly parts: WorkbenchParts;
}

/** Writes to whom the session talks to; what is written belongs to the connection and outlives the session. */
export function ConnectionComposer({ id, endpoint, session, parts }: ConnectionComposerProps): ReactNode {
  const { views, drafts, state } = parts;
  const kinds = kindsOf(session.endpoint.kind);
  const kept = useStore(drafts.store, (all) => all[id]);
  const initial = initialDraft(session.endpoint.kind);
  const draft = kept ? { ...kept, kind: kinds.includes(kept.kind) ? kept.kind : initial.kind } : initial;
  const peers = usePeers(hasPeers(session.endpoint) ? views.peers(session.id) : null);
  const target = useStore(views.targets, (targets) => targets[session.id]) ?? defaultTarget(session.endpoint);
  return (
    <Composer
      draft={draft}
      onDraftChange={(changed) => drafts.put(id, changed)}
      kinds={kinds}
      targets={peers && targetsOf(peers)}
      target={target}
      onTargetChange={(chosen) => views.targets.setState({ [session.id]: chosen })}
      disabledReason={whyNotSend(session, peers, target, doesListen(endpoint))}
      onSend={(kind, bytes) => state.sessions.send(session.id, target, kind, bytes)}
    />
  );
}
