import { preferenceNames, type PreferenceName, type Preferences } from '../../../shared/model/preference.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { KeyStorage } from '../base/stored.ts';

/** The storage of the browser, in which what a person chooses for all workspaces is only what was known last. */
interface PersonalStorage extends KeyStorage {
  /**
   * Takes what is kept on this machine, which another window, host or workspace may have changed. True where that differs from what was
   * known. Rejects where the engine cannot be asked.
   */
  refresh(): Promise<boolean>;
}

const prefix = 'wirebench.';

/**
 * A browser keeps what it stores for one address, and the desktop one profile for each workspace: so the engine keeps these, too, for the
 * person. The storage has them first, since the page is drawn before the engine can be asked.
 */
export function createPersonalStorage(
  storage: KeyStorage,
  client: Pick<WirebenchClient, 'call'>,
): PersonalStorage {
  /** What has been chosen here and not been kept yet: older values do not replace it. */
  const unkept = new Set<PreferenceName>();
  const keep = async (name: PreferenceName, text: string): Promise<void> => {
    unkept.add(name);
    await client.call('preferences.keep', { name, text });
    if (storage.getItem(keyOf(name)) === text) unkept.delete(name);
  };
  return {
    getItem: (key) => storage.getItem(key),
    setItem(key, text) {
      const name = preferenceNames.find((each) => keyOf(each) === key);
      const isNew = storage.getItem(key) !== text;
      storage.setItem(key, text);
      // Where it cannot be kept now, it is tried again with the next refresh; until then this window has it.
      if (name !== undefined && isNew) void keep(name, text).catch(() => undefined);
    },
    async refresh() {
      const { kept } = await client.call('preferences.read', {});
      const taken = preferenceNames.filter((name) => take(kept, name, storage, unkept));
      const untold = preferenceNames.filter((name) => unkept.has(name) || kept[name] === undefined);
      await Promise.all(
        untold.map(async (name) => {
          const text = storage.getItem(keyOf(name));
          if (text !== null) await keep(name, text);
        }),
      );
      return taken.length > 0;
    },
  };
}

function keyOf(name: PreferenceName): string {
  return `${prefix}${name}`;
}

function take(
  kept: Preferences,
  name: PreferenceName,
  storage: KeyStorage,
  unkept: ReadonlySet<PreferenceName>,
): boolean {
  const text = kept[name];
  if (text === undefined || unkept.has(name) || text === storage.getItem(keyOf(name))) return false;
  storage.setItem(keyOf(name), text);
  return true;
}
