import type { Command } from './command.ts';
import { focusInSidebar, focusOpened } from './panes.ts';
import { mayBeThere } from '../state/window/tabContents.ts';
import { hasOtherSide, placeOf } from '../state/window/tabLayout.ts';
import { canReopen, keyOfTab, type Tab } from '../state/window/tabs.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import type { Keys } from '../ui/keys.ts';

/** The keys of tabs, which no browser takes for its own tabs. */
export const tabKeys = {
  close: 'Alt+W',
  reopen: 'Alt+Shift+W',
  rename: 'F2',
  otherSide: 'Alt+Shift+O',
} as const;

/** What can be done with the tab that the person is in. */
export function commandsOnTab(parts: WindowParts, tab: Tab, document: Document): Command[] {
  const { state } = parts;
  const { tabs } = state;
  const layout = tabs.store.getState();
  const key = keyOfTab(tab);
  const group = 'This tab';
  const at = placeOf(layout, key);
  const beside = layout.groups[at?.group ?? 0]?.tabs.length ?? 1;
  const others: Command[] = [
    { id: 'tab.closeOthers', title: 'Close the other tabs', group, run: () => tabs.closeOthers(key) },
    {
      id: 'tab.closeToTheRight',
      title: 'Close the tabs to the right',
      group,
      run: () => tabs.closeToTheRight(key),
    },
    {
      id: 'tab.moveLeft',
      title: 'Move this tab to the left',
      group,
      keys: 'Alt+Shift+PageUp',
      words: 'reorder',
      run: () => tabs.moveBy(key, -1),
    },
    {
      id: 'tab.moveRight',
      title: 'Move this tab to the right',
      group,
      keys: 'Alt+Shift+PageDown',
      words: 'reorder',
      run: () => tabs.moveBy(key, 1),
    },
  ];
  return [
    {
      id: 'tab.close',
      title: 'Close this tab',
      group,
      keys: tabKeys.close,
      also: onDesktop(state, 'Mod+W'),
      run: () => tabs.close(key),
    },
    ...(beside > 1 ? others : []),
    {
      id: 'tab.closeAll',
      title: 'Close all tabs of this side',
      group,
      words: 'every strip',
      run: () => tabs.closeAll(at?.group ?? 0),
    },
    ...showInSidebar(parts, tab, document),
    ...(hasOtherSide(layout)
      ? [
          {
            id: 'tab.otherSide',
            title: layout.groups.length > 1 ? 'Move this tab to the other side' : 'Open this tab to the side',
            group,
            keys: tabKeys.otherSide,
            words: 'split beside two panes',
            run: () => tabs.moveToOtherSide(key),
          },
        ]
      : []),
  ];
}

function showInSidebar({ actions }: WindowParts, tab: Tab, document: Document): Command[] {
  if (tab.kind === 'session') return [];
  return [
    {
      id: 'tab.showInSidebar',
      title: 'Show in the sidebar',
      group: 'This tab',
      words: 'reveal locate tree',
      run: () => {
        actions.showInSidebar(tab);
        focusInSidebar(document, tab.kind);
      },
    },
  ];
}

/** From tab to tab, and back to those that were closed. */
export function tabCommands({ state }: WindowParts, document: Document): Command[] {
  const { tabs } = state;
  const layout = tabs.store.getState();
  const group = 'View';
  const isThere = (tab: Tab): boolean => mayBeThere(state, tab);
  return [
    {
      id: 'tab.next',
      title: 'Show the next tab',
      group,
      keys: 'Alt+PageDown',
      also: onDesktop(state, 'Mod+PageDown', 'Ctrl+Tab'),
      run: () => tabs.step(1),
    },
    {
      id: 'tab.previous',
      title: 'Show the previous tab',
      group,
      keys: 'Alt+PageUp',
      also: onDesktop(state, 'Mod+PageUp', 'Ctrl+Shift+Tab'),
      run: () => tabs.step(-1),
    },
    ...(canReopen(layout, isThere)
      ? [
          {
            id: 'tab.reopen',
            title: 'Reopen the closed tab',
            group,
            keys: tabKeys.reopen,
            also: onDesktop(state, 'Mod+Shift+T'),
            words: 'undo close restore',
            run: () => {
              tabs.reopen(isThere);
              focusOpened(document);
            },
          },
        ]
      : []),
    ...(layout.groups.length > 1
      ? [
          {
            id: 'tab.toOtherSide',
            title: 'Go to the other side',
            group,
            keys: 'Alt+O',
            words: 'split group focus',
            run: () => {
              tabs.focusGroup(1 - tabs.store.getState().focused);
              focusOpened(document);
            },
          },
        ]
      : []),
    ...numberedTabs(layout.groups[layout.focused]?.tabs.length ?? 0).map(
      ({ title, place, digit }): Command => ({
        id: `tab.show.${place}`,
        title,
        group,
        keys: `Alt+Shift+${digit}`,
        also: onDesktop(state, `Mod+${digit}`),
        run: () => tabs.activateAt(place),
      }),
    ),
  ];
}

/** The keys that a browser has for its own tabs. */
export function onDesktop({ app }: WindowParts['state'], ...keys: readonly Keys[]): readonly Keys[] {
  return app.getState()?.host === 'desktop' ? keys : [];
}

/** The first eight tabs by their number, and the last one as the ninth, as browsers have it. */
function numberedTabs(
  count: number,
): { readonly title: string; readonly place: number; readonly digit: number }[] {
  const numbered = Array.from({ length: Math.min(count, 8) }, (_, place) => ({
    ...{ title: `Show tab ${place + 1}`, place, digit: place + 1 },
  }));
  return count === 0 ? [] : [...numbered, { title: 'Show the last tab', place: -1, digit: 9 }];
}
