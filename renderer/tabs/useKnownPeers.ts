import { useEffect, useState } from 'react';
import type { PeerId, SessionId } from '../../shared/model/ids.ts';
import type { Peer, PeerList } from '../../shared/model/session.ts';
import { createPeerView, isCut } from '../state/sessions/peers.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { usePeers } from './usePeers.ts';

const nobody: readonly Peer[] = [];

/** The peers of a session, with those of `ids` that its list has no room for; null where there can be only one. */
export function useKnownPeers(
  session: SessionId | null,
  { views, state }: WorkbenchParts,
  ids: readonly PeerId[],
): PeerList | null {
  const list = usePeers(session === null ? null : views.peers(session));
  const listed = new Set(list?.peers.map(({ id }) => id));
  const missing = list && isCut(list) ? ids.filter((id) => !listed.has(id)).join(' ') : '';
  const [found, setFound] = useState(nobody);
  const { client } = state;
  useEffect(() => {
    if (session === null || missing === '') return;
    const view = createPeerView(client, session, { ids: missing.split(' ').map(Number) });
    const unsubscribe = view.store.subscribe(({ peers }) => setFound(peers));
    return () => {
      unsubscribe();
      view.dispose();
    };
  }, [client, session, missing]);
  if (list === null || missing === '') return list;
  return { ...list, peers: [...list.peers, ...found.filter(({ id }) => !listed.has(id))] };
}
