import { useCallback, useMemo } from 'react';
import { createStore, useStore } from 'zustand';
import type { PeerList, SessionInfo } from '../../shared/model/session.ts';
import type { PeerView } from '../state/sessions/peers.ts';

const nobody = createStore<PeerList>(() => ({ open: 0, total: 0, found: 0, peers: [] }));

/** The current peers of a session; null where there can be only one. */
export function usePeers(view: PeerView | null): PeerList | null {
  const list = useStore(view?.store ?? nobody);
  return view && list;
}

/** Returns the address of a peer by its number. The same function until an address arrives, so that rows are not redrawn for less. */
export function usePeerAddress(session: SessionInfo, view: PeerView | null): (peer: number) => string {
  const list = usePeers(view);
  const text =
    list?.peers.map(({ id, address }) => `${id} ${address}`).join('\n') ?? `1 ${session.remote ?? ''}`;
  const addresses = useMemo(() => addressesIn(text), [text]);
  return useCallback((peer: number) => addresses.get(peer) ?? `peer ${peer}`, [addresses]);
}

function addressesIn(text: string): Map<number, string> {
  const lines = text.split('\n').map((line) => line.split(' ', 2));
  return new Map(lines.flatMap(([id, address]) => (address ? [[Number(id), address] as const] : [])));
}
