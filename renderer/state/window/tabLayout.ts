import { z } from 'zod';
import { connectionIdSchema, recordingIdSchema, sessionIdSchema } from '../../../shared/model/ids.ts';

/** What a tab shows: a connection with its newest session, an opened recording, or the session of a replay. */
export const tabSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('connection'), id: connectionIdSchema }),
  z.strictObject({ kind: z.literal('recording'), id: recordingIdSchema }),
  z.strictObject({ kind: z.literal('session'), id: sessionIdSchema }),
]);
export type Tab = z.infer<typeof tabSchema>;

export function keyOfTab(tab: Tab): string {
  return `${tab.kind}:${tab.id}`;
}

/** Tabs that share a strip, of which one is in front; never empty. */
interface TabGroup {
  readonly tabs: readonly Tab[];
  /** The key of the tab in front. */
  readonly active: string;
}

/** Where the tabs are: in no group while none is open, in one, or in two that are side by side. A tab is open once at most. */
export interface TabLayout {
  readonly groups: readonly TabGroup[];
  /** The place of the group that the person is in. */
  readonly focused: number;
}

/** Where a tab goes: before the tab that is at `place` of the group without it. A group that is not there yet is made on the right. */
export interface TabPlace {
  readonly group: number;
  readonly place: number;
}

export const noTabs: TabLayout = { groups: [], focused: 0 };

/** Two groups: more would leave none of them the width that a timeline needs. */
const mostGroups = 2;

export function tabsOf({ groups }: TabLayout): Tab[] {
  return groups.flatMap(({ tabs }) => tabs);
}

/** The key of the tab that the person is in; null while none is open. */
export function activeOf({ groups, focused }: TabLayout): string | null {
  return groups[focused]?.active ?? null;
}

export function placeOf({ groups }: TabLayout, key: string): TabPlace | undefined {
  for (const [group, { tabs }] of groups.entries()) {
    const place = tabs.findIndex((tab) => keyOfTab(tab) === key);
    if (place >= 0) return { group, place };
  }
  return undefined;
}

/** Shows a tab where it is, or at the end of the group that the person is in. */
export function withOpened(layout: TabLayout, tab: Tab): TabLayout {
  const key = keyOfTab(tab);
  if (placeOf(layout, key)) return withActive(layout, key);
  const group = Math.min(layout.focused, Math.max(0, layout.groups.length - 1));
  return inserted(layout, tab, { group, place: layout.groups[group]?.tabs.length ?? 0 });
}

/** Brings a tab to the front, and the person to it. */
export function withActive(layout: TabLayout, key: string): TabLayout {
  const at = placeOf(layout, key);
  if (!at) return layout;
  const groups = layout.groups.map((group, place) =>
    place === at.group ? { ...group, active: key } : group,
  );
  return { groups, focused: at.group };
}

/** Closes tabs. Where one was in front, its right neighbour is, otherwise its left one; a group without tabs goes. */
export function without(layout: TabLayout, isGone: (tab: Tab) => boolean): TabLayout {
  const left = layout.groups.map((group) => groupWithout(group, isGone));
  if (left.every((group, place) => group === layout.groups[place])) return layout;
  const before = left.slice(0, layout.focused).filter((group) => group !== null).length;
  const groups = left.filter((group) => group !== null);
  return { groups, focused: Math.min(before, Math.max(0, groups.length - 1)) };
}

function groupWithout(group: TabGroup, isGone: (tab: Tab) => boolean): TabGroup | null {
  const tabs = group.tabs.filter((tab) => !isGone(tab));
  if (tabs.length === group.tabs.length) return group;
  const place = group.tabs.findIndex((tab) => keyOfTab(tab) === group.active);
  const next = group.tabs.slice(place).find((tab) => !isGone(tab)) ?? tabs.at(-1);
  return next ? { tabs, active: keyOfTab(next) } : null;
}

/** Moves a tab to a place, where it is in front. Nothing changes where it would be alone on one side as it was on the other. */
export function withMoved(layout: TabLayout, key: string, to: TabPlace): TabLayout {
  const tab = tabsOf(layout).find((each) => keyOfTab(each) === key);
  const from = placeOf(layout, key);
  if (!tab || !from) return layout;
  const isNew = to.group >= layout.groups.length;
  if (isNew && (layout.groups.length >= mostGroups || layout.groups[from.group]?.tabs.length === 1))
    return layout;
  if (to.group === from.group && to.place === from.place) return withActive(layout, key);
  const rest = without(layout, (each) => each === tab);
  // Where its group went with it, the one behind has moved up.
  const group = rest.groups.length < layout.groups.length && to.group > from.group ? to.group - 1 : to.group;
  return inserted(rest, tab, { group, place: to.place });
}

/** Puts a tab that is not open into a place, where it is in front. */
export function inserted({ groups }: TabLayout, tab: Tab, { group, place }: TabPlace): TabLayout {
  const active = keyOfTab(tab);
  const at = Math.min(group, groups.length);
  const before = groups[at]?.tabs ?? [];
  const next = { tabs: before.toSpliced(place, 0, tab), active };
  return { groups: groups.toSpliced(at, at < groups.length ? 1 : 0, next), focused: at };
}

/** Moves a tab so many places along its strip, not round its ends. */
export function withMovedBy(layout: TabLayout, key: string, distance: number): TabLayout {
  const from = placeOf(layout, key);
  if (!from) return layout;
  const last = (layout.groups[from.group]?.tabs.length ?? 0) - 1;
  const place = Math.min(Math.max(from.place + distance, 0), last);
  return withMoved(layout, key, { group: from.group, place });
}

/** Whether there is another side for a tab to go to. */
export function hasOtherSide({ groups }: TabLayout): boolean {
  return groups.length === mostGroups || (groups[0]?.tabs.length ?? 0) > 1;
}

/** Moves a tab to the end of the other group, which is made where there is none. */
export function onOtherSide(layout: TabLayout, key: string): TabLayout {
  const from = placeOf(layout, key);
  if (!from) return layout;
  const group = layout.groups.length < mostGroups ? layout.groups.length : 1 - from.group;
  return withMoved(layout, key, { group, place: layout.groups[group]?.tabs.length ?? 0 });
}

/** Shows a tab beside the one that the person is in, which stays in sight; it is moved where both are in one group. */
export function openedBeside(layout: TabLayout, tab: Tab): TabLayout {
  const key = keyOfTab(tab);
  const at = placeOf(layout, key);
  if (at) return at.group === layout.focused ? onOtherSide(layout, key) : withActive(layout, key);
  const group = 1 - layout.focused;
  return inserted(layout, tab, { group, place: layout.groups[group]?.tabs.length ?? 0 });
}

/** Shows the tab `distance` places further in the group that the person is in, round its ends. */
export function withStep(layout: TabLayout, distance: number): TabLayout {
  const group = layout.groups[layout.focused];
  if (!group) return layout;
  const place = group.tabs.findIndex((tab) => keyOfTab(tab) === group.active);
  const next = group.tabs.at((place + distance) % group.tabs.length);
  return next ? withActive(layout, keyOfTab(next)) : layout;
}

/** Puts the person into the group at that place. */
export function withFocused(layout: TabLayout, focused: number): TabLayout {
  return layout.groups[focused] && focused !== layout.focused ? { ...layout, focused } : layout;
}
