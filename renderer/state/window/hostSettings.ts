import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import { whenReconnected } from '../base/pace.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { HostSettings } from '../../../shared/contract/host.ts';
import type { SettingsStore } from './settings.ts';
import type { ThemeChoice, ThemeStore } from './theme.ts';

/** What a system has for each theme of ours. */
const nativeThemes: Readonly<Record<ThemeChoice, HostSettings['theme']>> = {
  system: 'system',
  light: 'light',
  dark: 'dark',
  contrast: 'dark',
  'contrast-light': 'light',
};

/** Tells the desktop program what the person has set that concerns it: now, when it changes, and when the program was lost meanwhile. */
export function tellHostSettings(
  client: WirebenchClient,
  { settings, theme }: { readonly settings: SettingsStore; readonly theme: ThemeStore },
): Disposable {
  const owner = new Owner();
  const tell = (): void => {
    const { keepsAwake, looksForUpdates } = settings.store.getState();
    const told = {
      keepsAwake,
      looksForUpdates: looksForUpdates ?? false,
      theme: nativeThemes[theme.store.getState().choice],
    };
    // A program that cannot be reached is told when it is there again.
    client.call('host.set', told).catch(() => undefined);
  };
  const stop = settings.store.subscribe(({ keepsAwake, looksForUpdates }, before) => {
    if (keepsAwake !== before.keepsAwake || looksForUpdates !== before.looksForUpdates) tell();
  });
  const stopTheme = theme.store.subscribe(({ choice }, before) => {
    if (choice !== before.choice) tell();
  });
  owner.add(toDisposable(stop));
  owner.add(toDisposable(stopTheme));
  owner.add(whenReconnected(client, tell));
  tell();
  return owner;
}
