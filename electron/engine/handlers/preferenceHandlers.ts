import type { PreferenceFiles } from '../workspace/preferenceFiles.ts';
import type { HandlersOf } from './handlersOf.ts';

/** What a person has chosen for all workspaces. */
export function createPreferenceHandlers(preferences: PreferenceFiles): HandlersOf<'preferences'> {
  return {
    'preferences.read': async () => ({ kept: await preferences.read() }),
    'preferences.keep': async ({ name, text }) => {
      await preferences.keep(name, text);
      return {};
    },
  };
}
