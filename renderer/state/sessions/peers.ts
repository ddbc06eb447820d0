import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { PeerList } from '../../../shared/model/session.ts';
import type { WirebenchClient } from '../base/client.ts';
import { nextAnimationFrame } from '../base/pace.ts';

/** From 100 peers on, a list is told less often: it is told as a whole. */
const longList = 100;
/** 100 ms: numbers that change more often cannot be read. */
const pauseMs = 100;

async function afterPause(nextFrame: () => Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  await nextFrame();
}

/** The peers of one session, or those with a text in them, followed until disposed. */
export interface PeerView extends Disposable {
  readonly session: SessionId;
  readonly store: StoreApi<PeerList>;
}

export function createPeerView(
  client: WirebenchClient,
  session: SessionId,
  search = '',
  nextFrame: () => Promise<void> = nextAnimationFrame,
): PeerView {
  const store = createStore<PeerList>(() => ({ open: 0, total: 0, found: 0, peers: [] }));
  const subscription = client.subscribe('sessions.peers', { session, search }, (list) => {
    store.setState(list, true);
    return list.peers.length > longList ? afterPause(nextFrame) : nextFrame();
  });
  return { session, store, dispose: () => subscription.dispose() };
}
