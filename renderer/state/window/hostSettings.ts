import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import { whenReconnected } from '../base/pace.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { SettingsStore } from './settings.ts';

/** Tells the desktop program what the person has set that concerns it: now, when it changes, and when the program was lost meanwhile. */
export function tellHostSettings(client: WirebenchClient, { store }: SettingsStore): Disposable {
  const owner = new Owner();
  const tell = (): void => {
    const { keepsAwake, looksForUpdates } = store.getState();
    // A program that cannot be reached is told when it is there again.
    client.call('host.set', { keepsAwake, looksForUpdates: looksForUpdates ?? false }).catch(() => undefined);
  };
  const stop = store.subscribe(({ keepsAwake, looksForUpdates }, before) => {
    if (keepsAwake !== before.keepsAwake || looksForUpdates !== before.looksForUpdates) tell();
  });
  owner.add(toDisposable(stop));
  owner.add(whenReconnected(client, tell));
  tell();
  return owner;
}
