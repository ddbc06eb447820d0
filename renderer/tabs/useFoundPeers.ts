import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { PeerList, SessionInfo } from '../../shared/model/session.ts';
import { createPeerView, type PeerView } from '../state/sessions/peers.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** Peers of a session, and what they are searched for. */
interface FoundPeers {
  readonly list: PeerList;
  /** What the list was searched for; empty for all peers. */
  readonly listed: string;
  /** What is being searched for. The list stays as it is until the engine has answered. */
  readonly search: string;
  readonly setSearch: (text: string) => void;
}

/** The peers of a session, or those that have what is searched for. */
export function useFoundPeers({ id }: SessionInfo, { views, state }: WorkbenchParts): FoundPeers {
  const [search, setText] = useState('');
  const [answered, setAnswered] = useState<{ readonly view: PeerView; readonly listed: string } | null>(null);
  const { client } = state;
  useEffect(() => {
    if (search.trim() === '') return;
    const view = createPeerView(client, id, { search });
    const unsubscribe = view.store.subscribe(() => {
      setAnswered((before) => (before?.view === view ? before : { view, listed: search }));
    });
    return () => {
      unsubscribe();
      view.dispose();
    };
  }, [client, id, search]);
  const setSearch = useCallback((text: string) => {
    setText(text);
    if (text.trim() === '') setAnswered(null);
  }, []);
  const found = answered?.view.session === id ? answered : null;
  return {
    list: useStore((found?.view ?? views.peers(id)).store),
    listed: found?.listed ?? '',
    search,
    setSearch,
  };
}
