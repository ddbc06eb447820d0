import { createStore, type StoreApi } from 'zustand/vanilla';

/** The messages that one composer has handed over. */
export interface SendsState {
  /** How many the operating system has not taken yet. */
  readonly underWay: number;
  /** Why one of them failed; null when none has since the last one was handed over. */
  readonly failure: unknown;
}

export interface Sends {
  readonly store: StoreApi<SendsState>;
  /** Hands a message over at once, also while others are under way: the engine sends them in this order, and says when it takes no more. */
  readonly send: (handOver: () => Promise<void>) => void;
  readonly forgetFailure: () => void;
}

export function createSends(): Sends {
  const store = createStore<SendsState>(() => ({ underWay: 0, failure: null }));
  const finish = (outcome: Partial<SendsState>): void =>
    store.setState(({ underWay }) => ({ underWay: underWay - 1, ...outcome }));
  return {
    store,
    send: (handOver) => {
      store.setState(({ underWay }) => ({ underWay: underWay + 1, failure: null }));
      handOver().then(
        () => finish({}),
        (failure: unknown) => finish({ failure }),
      );
    },
    forgetFailure: () => store.setState({ failure: null }),
  };
}
