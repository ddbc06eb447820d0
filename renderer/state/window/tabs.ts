import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { connectionIdSchema, recordingIdSchema, sessionIdSchema } from '../../../shared/model/ids.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

/** What a tab shows: a connection with its newest session, an opened recording, or the session of a replay. */
const tabSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('connection'), id: connectionIdSchema }),
  z.strictObject({ kind: z.literal('recording'), id: recordingIdSchema }),
  z.strictObject({ kind: z.literal('session'), id: sessionIdSchema }),
]);
export type Tab = z.infer<typeof tabSchema>;

const tabsSchema = z.strictObject({ tabs: z.array(tabSchema).max(1000), active: z.string().nullable() });

export interface TabsState {
  readonly tabs: readonly Tab[];
  /** The key of the visible tab. */
  readonly active: string | null;
}

export interface TabStore {
  readonly store: StoreApi<TabsState>;
  /** Shows the tab, and creates it if there is none yet. */
  open(tab: Tab): void;
  activate(key: string): void;
  /** Closes the tab; its right neighbour is shown, otherwise its left one. */
  close(key: string): void;
  closeOthers(key: string): void;
  /** Shows the tab `distance` places further, wrapping around. */
  step(distance: number): void;
  /** Closes the tabs that have nothing left to show. */
  keep(isThere: (tab: Tab) => boolean): void;
}

const storageKey = 'wirebench.tabs';

export function keyOfTab(tab: Tab): string {
  return `${tab.kind}:${tab.id}`;
}

export function createTabStore(storage: KeyStorage): TabStore {
  const store = createStore<TabsState>(
    () => readStored(storage, storageKey, tabsSchema) ?? { tabs: [], active: null },
  );
  store.subscribe((state) => writeStored(storage, storageKey, state));
  const without = (gone: (tab: Tab) => boolean): void => {
    const { tabs, active } = store.getState();
    const left = tabs.filter((tab) => !gone(tab));
    if (left.length === tabs.length) return;
    const place = tabs.findIndex((tab) => keyOfTab(tab) === active);
    const next = tabs.slice(Math.max(place, 0)).find((tab) => !gone(tab)) ?? left.at(-1);
    store.setState({ tabs: left, active: next ? keyOfTab(next) : null });
  };
  return {
    store,
    open(tab) {
      const key = keyOfTab(tab);
      const { tabs } = store.getState();
      store.setState({
        tabs: tabs.some((other) => keyOfTab(other) === key) ? tabs : [...tabs, tab],
        active: key,
      });
    },
    activate: (key) => store.setState({ active: key }),
    close: (key) => without((tab) => keyOfTab(tab) === key),
    closeOthers: (key) => without((tab) => keyOfTab(tab) !== key),
    step(distance) {
      const { tabs, active } = store.getState();
      const place = tabs.findIndex((tab) => keyOfTab(tab) === active);
      const next = tabs.at((place + distance) % Math.max(1, tabs.length));
      if (next) store.setState({ active: keyOfTab(next) });
    },
    keep: (isThere) => without((tab) => !isThere(tab)),
  };
}
