import { tabKeys } from '../commands/tabCommands.ts';
import { focusInSidebar, focusOpened } from '../commands/panes.ts';
import { mayBeThere } from '../state/window/tabContents.ts';
import { hasOtherSide, placeOf } from '../state/window/tabLayout.ts';
import { canReopen, keyOfTab, type Tab } from '../state/window/tabs.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import { formatKeys } from '../ui/keys.ts';
import type { MenuItem } from '../ui/Menu.tsx';

/** The menu of a tab, which need not be in front. */
export function tabMenu(parts: WindowParts, key: string, document: Document): MenuItem[] {
  const { state } = parts;
  const { tabs } = state;
  const layout = tabs.store.getState();
  const at = placeOf(layout, key);
  const tab = layout.tabs.find((each) => keyOfTab(each) === key);
  if (!at || !tab) return [];
  const count = layout.groups[at.group]?.tabs.length ?? 0;
  return [
    { label: 'Close', keys: formatKeys(tabKeys.close), run: () => tabs.close(key) },
    { label: 'Close others', disabled: count < 2, run: () => tabs.closeOthers(key) },
    {
      label: 'Close to the right',
      disabled: at.place === count - 1,
      run: () => tabs.closeToTheRight(key),
    },
    { label: 'Close all', run: () => tabs.closeAll(at.group) },
    reopenItem(parts, document),
    ...itemsOfContent(parts, tab, document),
    {
      label: layout.groups.length > 1 ? 'Move to the other side' : 'Open to the side',
      keys: formatKeys(tabKeys.otherSide),
      separated: true,
      disabled: !hasOtherSide(layout),
      run: () => tabs.moveToOtherSide(key),
    },
  ];
}

/** The menu of a strip of tabs, where it has none. */
export function stripMenu(parts: WindowParts, group: number, document: Document): MenuItem[] {
  const { tabs } = parts.state;
  return [
    {
      label: 'New connection',
      keys: formatKeys('Alt+N'),
      run: () => {
        tabs.focusGroup(group);
        parts.actions.newConnection();
      },
    },
    reopenItem(parts, document),
    { label: 'Close all', separated: true, run: () => tabs.closeAll(group) },
  ];
}

function reopenItem({ state }: WindowParts, document: Document): MenuItem {
  const { tabs } = state;
  const isThere = (each: Tab): boolean => mayBeThere(state, each);
  return {
    label: 'Reopen closed tab',
    keys: formatKeys(tabKeys.reopen),
    disabled: !canReopen(tabs.store.getState(), isThere),
    run: () => {
      tabs.reopen(isThere);
      focusOpened(document);
    },
  };
}

/** What can be done with what the tab shows. */
function itemsOfContent({ state, actions }: WindowParts, tab: Tab, document: Document): MenuItem[] {
  if (tab.kind === 'session') return [];
  const rename: MenuItem = {
    label: 'Rename',
    keys: formatKeys(tabKeys.rename),
    separated: true,
    run: () => state.tabs.renaming.setState(keyOfTab(tab), true),
  };
  const show: MenuItem = {
    label: 'Show in the sidebar',
    run: () => {
      actions.showInSidebar(tab);
      focusInSidebar(document, tab.kind);
    },
  };
  if (tab.kind === 'recording') return [rename, show];
  return [
    rename,
    {
      label: 'Duplicate',
      keys: formatKeys('Mod+D'),
      run: () => actions.duplicateConnection(tab.id),
    },
    show,
  ];
}
