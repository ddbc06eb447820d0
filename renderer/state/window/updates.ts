import { createStore, type StoreApi } from 'zustand/vanilla';
import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { Updates, UpdateStep } from '../../../shared/model/updates.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { ToastStore } from './toasts.ts';

/** What the desktop program tells of newer versions of itself, and whether the person has put it away. */
interface ToldUpdates extends Updates {
  readonly isPutAway: boolean;
}

/** New versions of the program. In a browser, and where nobody is asked for them, `from` stays null. */
export interface UpdateStore extends Disposable {
  readonly store: StoreApi<ToldUpdates>;
  /** Asks the program for a step, and shows what comes of it. */
  take(step: UpdateStep): void;
  /** Shows nothing until something else is told, or the person asks. */
  putAway(): void;
}

interface UpdateSurroundings {
  readonly client: WirebenchClient;
  readonly app: StoreApi<{ readonly host: 'desktop' | 'headless' } | null>;
  readonly toasts: Pick<ToastStore, 'run'>;
}

export function createUpdateStore({ client, app, toasts }: UpdateSurroundings): UpdateStore {
  const owner = new Owner();
  const store = createStore<ToldUpdates>(() => ({ from: null, state: { is: 'quiet' }, isPutAway: false }));
  const follow = (told: Updates): void => {
    const { state, isPutAway } = store.getState();
    store.setState({ ...told, isPutAway: isPutAway && told.state.is === state.is }, true);
  };
  let subscription: Disposable | null = null;
  const look = (): void => {
    if (app.getState()?.host === 'desktop')
      subscription ??= owner.add(client.subscribe('host.updates', {}, follow));
  };
  owner.add(toDisposable(app.subscribe(look)));
  look();
  return {
    store,
    take(step) {
      store.setState({ isPutAway: false });
      toasts.run(() => client.call('host.update', { step }));
    },
    putAway: () => store.setState({ isPutAway: true }),
    dispose: () => owner.dispose(),
  };
}
