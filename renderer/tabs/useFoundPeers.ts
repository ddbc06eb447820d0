import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { PeerList, SessionInfo } from '../../shared/model/session.ts';
import { createPeerView } from '../state/sessions/peers.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** The peers of a session, or those that have what is searched for. */
export function useFoundPeers(
  { id }: SessionInfo,
  { views, state }: WorkbenchParts,
): { readonly list: PeerList; readonly search: string; readonly setSearch: (text: string) => void } {
  const [search, setSearch] = useState('');
  const { client } = state;
  const found = useMemo(
    () => (search.trim() === '' ? null : createPeerView(client, id, search)),
    [client, id, search],
  );
  useEffect(() => () => found?.dispose(), [found]);
  return { list: useStore((found ?? views.peers(id)).store), search, setSearch };
}
