import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';
import * as layouts from './tabLayout.ts';
import { keyOfTab, tabSchema, type Tab, type TabLayout, type TabPlace } from './tabLayout.ts';

export { keyOfTab, type Tab } from './tabLayout.ts';

/** A tab that the person closed, and where it was. */
interface ClosedTab {
  readonly tab: Tab;
  readonly at: TabPlace;
}

export interface TabsState extends TabLayout {
  /** All of them, in the order of their strips. */
  readonly tabs: readonly Tab[];
  /** The key of the tab in front that the person is in; commands act upon it. */
  readonly active: string | null;
  /** What the person closed, the newest last. */
  readonly closed: readonly ClosedTab[];
}

/** The tab in front that the person is in. */
export function tabInFront({ tabs, active }: Pick<TabsState, 'tabs' | 'active'>): Tab | undefined {
  return tabs.find((tab) => keyOfTab(tab) === active);
}

export interface TabStore {
  readonly store: StoreApi<TabsState>;
  /** The key of the tab whose name is being typed. */
  readonly renaming: StoreApi<string | null>;
  /** Shows the tab, and creates it if there is none yet. */
  open(tab: Tab): void;
  /** Shows the tab on the other side of the one that the person is in. */
  openBeside(tab: Tab): void;
  activate(key: string): void;
  /** Closes the tab; its right neighbour is shown, otherwise its left one. */
  close(key: string): void;
  /** Closes the others of its group. */
  closeOthers(key: string): void;
  /** Closes every tab of a group. */
  closeAll(group: number): void;
  /** Closes those that stand to the right of it. */
  closeToTheRight(key: string): void;
  /** Opens the tab that was closed last, where it was. Those that have nothing left to show are passed over. */
  reopen(isThere: (tab: Tab) => boolean): void;
  /** Shows the tab `distance` places further in the group, wrapping around. */
  step(distance: number): void;
  /** Shows the tab at this place of the group, from 0; -1 is the last one. */
  activateAt(place: number): void;
  move(key: string, to: TabPlace): void;
  /** Moves the tab along its strip. */
  moveBy(key: string, distance: number): void;
  /** Moves the tab to the other group, which is made where there is none. */
  moveToOtherSide(key: string): void;
  /** The person is in this group from now on. */
  focusGroup(group: number): void;
  /** Closes the tabs that have nothing left to show. */
  keep(isThere: (tab: Tab) => boolean): void;
}

const storageKey = 'wirebench.tabs';

/** 20 closed tabs: more than anybody closes by mistake. */
const mostClosed = 20;
const mostTabs = 1000;

const placeSchema = z.strictObject({ group: z.int().min(0).max(1), place: z.int().min(0) });
const groupSchema = z
  .strictObject({ tabs: z.array(tabSchema).min(1).max(mostTabs), active: z.string() })
  .refine(({ tabs, active }) => tabs.some((tab) => keyOfTab(tab) === active));
const groupsSchema = z
  .array(groupSchema)
  .max(2)
  .refine((groups) => {
    const keys = groups.flatMap(({ tabs }) => tabs.map(keyOfTab));
    return new Set(keys).size === keys.length;
  });
const keptSchema = z.strictObject({
  groups: groupsSchema,
  focused: z.int().min(0).max(1),
  closed: z.array(z.strictObject({ tab: tabSchema, at: placeSchema })).max(mostClosed),
});
/** What pages kept before tabs could be side by side. */
const oneGroupSchema = z
  .strictObject({ tabs: z.array(tabSchema).max(mostTabs), active: z.string().nullable() })
  .transform(({ tabs, active }): z.output<typeof keptSchema> => {
    const [first] = tabs;
    const front = tabs.find((tab) => keyOfTab(tab) === active) ?? first;
    return { groups: front ? [{ tabs, active: keyOfTab(front) }] : [], focused: 0, closed: [] };
  });

export function createTabStore(storage: KeyStorage): TabStore {
  const kept = readStored(storage, storageKey, z.union([keptSchema, oneGroupSchema]));
  const store = createStore<TabsState>(() => stateOf(kept ?? layouts.noTabs, kept?.closed ?? []));
  store.subscribe(({ groups, focused, closed }) =>
    writeStored(storage, storageKey, { groups, focused, closed }),
  );
  const set = (layout: TabLayout, closed = store.getState().closed): void => {
    const { groups, focused, closed: before } = store.getState();
    if (layout.groups === groups && layout.focused === focused && closed === before) return;
    store.setState(stateOf(layout, closed), true);
  };
  const close = (isClosed: (tab: Tab) => boolean): void => {
    const state = store.getState();
    const gone = state.tabs.filter(isClosed).flatMap((tab) => {
      const at = layouts.placeOf(state, keyOfTab(tab));
      return at ? [{ tab, at }] : [];
    });
    // The leftmost is opened again first: each is then where it was.
    set(layouts.without(state, isClosed), [...state.closed, ...gone.toReversed()].slice(-mostClosed));
  };
  const groupOf = (key: string): { readonly tabs: readonly Tab[]; readonly place: number } => {
    const at = layouts.placeOf(store.getState(), key);
    return at
      ? { tabs: store.getState().groups[at.group]?.tabs ?? [], place: at.place }
      : { tabs: [], place: 0 };
  };
  const change = (next: (layout: TabLayout) => TabLayout): void => set(next(store.getState()));
  return {
    store,
    renaming: createStore<string | null>(() => null),
    open: (tab) => change((layout) => layouts.withOpened(layout, tab)),
    openBeside: (tab) => change((layout) => layouts.openedBeside(layout, tab)),
    activate: (key) => change((layout) => layouts.withActive(layout, key)),
    close: (key) => close((tab) => keyOfTab(tab) === key),
    closeOthers(key) {
      const { tabs } = groupOf(key);
      close((tab) => tabs.includes(tab) && keyOfTab(tab) !== key);
    },
    closeAll(group) {
      const tabs = store.getState().groups[group]?.tabs ?? [];
      close((tab) => tabs.includes(tab));
    },
    closeToTheRight(key) {
      const { tabs, place } = groupOf(key);
      close((tab) => tabs.indexOf(tab) > place);
    },
    reopen: (isThere) => reopen(store.getState(), isThere, set),
    step: (distance) => change((layout) => layouts.withStep(layout, distance)),
    activateAt(place) {
      const { groups, focused } = store.getState();
      const tab = groups[focused]?.tabs.at(place);
      if (tab) change((layout) => layouts.withActive(layout, keyOfTab(tab)));
    },
    move: (key, to) => change((layout) => layouts.withMoved(layout, key, to)),
    moveBy: (key, distance) => change((layout) => layouts.withMovedBy(layout, key, distance)),
    moveToOtherSide: (key) => change((layout) => layouts.onOtherSide(layout, key)),
    focusGroup: (group) => change((layout) => layouts.withFocused(layout, group)),
    keep: (isThere) => change((layout) => layouts.without(layout, (tab) => !isThere(tab))),
  };
}

function stateOf({ groups, focused }: TabLayout, closed: readonly ClosedTab[]): TabsState {
  const layout = { groups, focused: Math.min(focused, Math.max(0, groups.length - 1)) };
  return { ...layout, tabs: layouts.tabsOf(layout), active: layouts.activeOf(layout), closed };
}

function reopen(
  state: TabsState,
  isThere: (tab: Tab) => boolean,
  set: (layout: TabLayout, closed: readonly ClosedTab[]) => void,
): void {
  const place = state.closed.findLastIndex(
    ({ tab }) => isThere(tab) && layouts.placeOf(state, keyOfTab(tab)) === undefined,
  );
  const found = state.closed[place];
  if (!found) return;
  const { tab, at } = found;
  // Where its side has gone, it comes to the end of the other one.
  const end = { group: state.focused, place: state.groups[state.focused]?.tabs.length ?? 0 };
  set(layouts.inserted(state, tab, state.groups[at.group] ? at : end), state.closed.slice(0, place));
}

/** Whether `reopen` would find one. */
export function canReopen({ closed, tabs }: TabsState, isThere: (tab: Tab) => boolean): boolean {
  const open = new Set(tabs.map(keyOfTab));
  return closed.some(({ tab }) => !open.has(keyOfTab(tab)) && isThere(tab));
}
