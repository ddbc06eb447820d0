import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { PeerId, SessionId } from '../../../shared/model/ids.ts';
import type { Peer, PeerList } from '../../../shared/model/session.ts';
import type { WirebenchClient } from '../base/client.ts';
import { nextAnimationFrame } from '../base/pace.ts';

/** From 100 peers on, a list is told less often: it is told as a whole. */
const longList = 100;
/** 250 ms: a list of hundreds is read and drawn as a whole, which four times a second is enough for who watches clients come and go. */
const pauseMs = 250;

async function afterPause(nextFrame: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  await nextFrame();
}

/** Those with a text in them, or with these numbers; all of them unless told. */
interface AskedPeers {
  readonly search?: string;
  readonly ids?: PeerId[];
}

/** The peers of one session, or those that are asked for, followed until disposed. */
export interface PeerView extends Disposable {
  readonly session: SessionId;
  readonly store: StoreApi<PeerList>;
}

export function createPeerView(
  client: WirebenchClient,
  session: SessionId,
  asked: AskedPeers = {},
  nextFrame: () => Promise<void> = nextAnimationFrame,
): PeerView {
  const store = createStore<PeerList>(() => ({ open: 0, total: 0, found: 0, peers: [] }));
  const subscription = client.subscribe('sessions.peers', { session, ...asked }, (list) => {
    store.setState(list, true);
    return list.peers.length > longList ? afterPause(nextFrame) : nextFrame();
  });
  return { session, store, dispose: () => subscription.dispose() };
}

/** Whether some open peers are not in the list, since it has no room for them. */
export function isCut({ open, peers }: PeerList): boolean {
  return peers.filter(({ state }) => state === 'open').length < open;
}

/** A peer by its number, as the engine knows it now; undefined where it does not. */
export async function peerOf(
  client: WirebenchClient,
  session: SessionId,
  id: PeerId,
): Promise<Peer | undefined> {
  const told = Promise.withResolvers<Peer | undefined>();
  const asked = { session, ids: [id] };
  const subscription = client.subscribe(
    'sessions.peers',
    asked,
    ({ peers }) => told.resolve(peers[0]),
    () => told.resolve(undefined),
  );
  return told.promise.finally(() => subscription.dispose());
}
