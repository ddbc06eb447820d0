import { describe, expect, it } from 'vitest';
import { createPersonalStorage } from '../../../renderer/state/window/personalStorage.ts';
import { createSettingsStore } from '../../../renderer/state/window/settings.ts';
import { createThemeStore } from '../../../renderer/state/window/theme.ts';
import type { WirebenchClient } from '../../../renderer/state/base/client.ts';
import type { Preferences } from '../../../shared/model/preference.ts';
import { createFakeEngine, createFakeStorage } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

/** An engine that keeps preferences, or cannot be reached. */
function keeping(first: Preferences = {}): {
  readonly client: Pick<WirebenchClient, 'call'>;
  readonly kept: () => Preferences;
  reachable: boolean;
} & Disposable {
  let all = first;
  const engine = createFakeEngine({
    'preferences.read': () => {
      if (!own.reachable) throw new Error('unreachable');
      return { kept: all };
    },
    'preferences.keep': ({ name, text }) => {
      if (!own.reachable) throw new Error('unreachable');
      all = { ...all, [name]: text };
      return {};
    },
  });
  const own = {
    client: engine.client,
    kept: () => all,
    reachable: true,
    [Symbol.dispose]: () => engine[Symbol.dispose](),
  };
  return own;
}

describe('what a person chooses for all workspaces', () => {
  it('is kept by the engine as it is chosen, and nothing else is', async () => {
    using engine = keeping();
    const storage = createPersonalStorage(createFakeStorage(), engine.client);
    createThemeStore(storage, { dark: false, contrast: false }).choose('dark');
    storage.setItem('wirebench.drafts', '{}');
    await until(() => engine.kept().theme === '"dark"');
    expect(Object.keys(engine.kept())).toEqual(['theme']);
  });

  it('comes to another workspace, whose browser has other values or none', async () => {
    using engine = keeping({ theme: '"contrast"', settings: '{"textSize":16}' });
    const local = createFakeStorage();
    local.setItem('wirebench.theme', '"light"');
    const storage = createPersonalStorage(local, engine.client);
    const theme = createThemeStore(storage, { dark: false, contrast: false });
    const settings = createSettingsStore(storage);
    expect(await storage.refresh()).toBe(true);
    theme.reread();
    settings.reread();
    expect([theme.store.getState().theme, settings.store.getState().textSize]).toEqual(['contrast', 16]);
    expect(await storage.refresh()).toBe(false);
  });

  it('is told to an engine that has never heard of it', async () => {
    using engine = keeping();
    const local = createFakeStorage();
    local.setItem('wirebench.table', '{}');
    expect(await createPersonalStorage(local, engine.client).refresh()).toBe(false);
    expect(engine.kept()).toEqual({ table: '{}' });
  });

  it('is not replaced by what it was before, where the engine could not be reached', async () => {
    using engine = keeping({ theme: '"light"' });
    const local = createFakeStorage();
    local.setItem('wirebench.theme', '"light"');
    const storage = createPersonalStorage(local, engine.client);
    engine.reachable = false;
    createThemeStore(storage, { dark: false, contrast: false }).choose('dark');
    await expect(storage.refresh()).rejects.toThrow('unreachable');
    engine.reachable = true;
    expect(await storage.refresh()).toBe(false);
    expect([local.getItem('wirebench.theme'), engine.kept().theme]).toEqual(['"dark"', '"dark"']);
  });
});
