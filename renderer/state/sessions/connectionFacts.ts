import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { noFacts, type ConnectionFacts } from '../../../shared/model/facts.ts';
import type { PeerId, SessionId } from '../../../shared/model/ids.ts';
import type { WirebenchClient } from '../base/client.ts';
import { nextAnimationFrame } from '../base/pace.ts';

interface ConnectionFactsState {
  readonly facts: ConnectionFacts;
  /** A sentence: why nothing is known. */
  readonly problem: string | null;
}

/** What a connection really did, followed until disposed: for a client, or for one peer of a server. */
export interface ConnectionFactsView extends Disposable {
  readonly store: StoreApi<ConnectionFactsState>;
}

export function createConnectionFactsView(
  client: WirebenchClient,
  session: SessionId,
  peer: PeerId | null,
  nextFrame: () => Promise<void> = nextAnimationFrame,
): ConnectionFactsView {
  const store = createStore<ConnectionFactsState>(() => ({ facts: noFacts, problem: null }));
  const subscription = client.subscribe(
    'sessions.facts',
    { session, peer },
    (facts) => {
      store.setState({ facts, problem: null });
      return nextFrame();
    },
    (error) => error && store.setState({ problem: error.message }),
  );
  return { store, dispose: () => subscription.dispose() };
}
