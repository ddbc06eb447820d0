import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';
import { themeKey } from './themeKey.ts';

/** The theme drawn, and the value of `data-theme`. */
type Theme = 'light' | 'dark' | 'contrast' | 'contrast-light';

const themeChoiceSchema = z.enum(['system', 'light', 'dark', 'contrast', 'contrast-light']);
export type ThemeChoice = z.infer<typeof themeChoiceSchema>;
export const themeChoices = themeChoiceSchema.options;

/** The names of the choices on the screen. */
export const themeNames: Readonly<Record<ThemeChoice, string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast, dark',
  'contrast-light': 'High contrast, light',
};

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly theme: Theme;
}

/** The operating system's preference. */
interface ThemePreference {
  readonly dark: boolean;
  readonly contrast: boolean;
}

export interface ThemeStore {
  readonly store: StoreApi<ThemeState>;
  choose(choice: ThemeChoice): void;
  preferenceChanged(preference: ThemePreference): void;
  /** The storage has another choice than before. */
  reread(): void;
}

export function createThemeStore(storage: KeyStorage, initial: ThemePreference): ThemeStore {
  let preference = initial;
  const read = (): ThemeChoice => readStored(storage, themeKey, themeChoiceSchema) ?? 'system';
  const choice = read();
  const store = createStore<ThemeState>(() => ({ choice, theme: themeOf(choice, preference) }));
  return {
    store,
    choose(chosen) {
      writeStored(storage, themeKey, chosen);
      store.setState({ choice: chosen, theme: themeOf(chosen, preference) });
    },
    reread() {
      const kept = read();
      store.setState({ choice: kept, theme: themeOf(kept, preference) });
    },
    preferenceChanged(changed) {
      preference = changed;
      store.setState((state) => ({ theme: themeOf(state.choice, changed) }));
    },
  };
}

function themeOf(choice: ThemeChoice, preference: ThemePreference): Theme {
  if (choice !== 'system') return choice;
  if (preference.contrast) return preference.dark ? 'contrast' : 'contrast-light';
  return preference.dark ? 'dark' : 'light';
}
