import { themeChoices, themeNames } from '../state/window/theme.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';
import { isSidebarShown } from '../state/window/sidebarShown.ts';
import { focusNextPane, focusPane, focusShownPane } from './panes.ts';

/** What changes the view alone: the pane with the focus, the theme and other settings. */
export function viewCommands({ state, theme }: WindowParts, document: Document): Command[] {
  const group = 'View';
  const { dialogs, sidebarShown } = state;
  return [
    ...paneCommands(state, document, group),
    {
      id: 'sidebar.toggle',
      title: isSidebarShown(sidebarShown.store.getState()) ? 'Hide the sidebar' : 'Show the sidebar',
      group,
      keys: 'Mod+B',
      words: 'collapse expand',
      run: () => sidebarShown.toggle(),
    },
    {
      id: 'settings',
      title: 'Settings…',
      group,
      keys: 'Mod+,',
      words: 'preferences options configuration theme font size density time storage retention defaults',
      run: () => dialogs.setState({ kind: 'settings' }, true),
    },
    ...themeChoices.map((choice): Command => ({
      id: `theme.${choice}`,
      title: `Theme: ${themeNames[choice].toLowerCase()}`,
      group,
      words: 'colours colors appearance mode',
      run: () => theme.choose(choice),
    })),
  ];
}

/** From pane to pane, in their order and by name. */
function paneCommands({ sidebarShown }: WindowParts['state'], document: Document, group: string): Command[] {
  const step = (by: 1 | -1) => (): void => focusNextPane(document, by);
  const focus = (name: string, title: string, keys: string): Command => ({
    id: `focus.${name}`,
    title: `Go to ${title}`,
    group,
    keys,
    run: () => focusPane(document, name),
  });
  return [
    { id: 'pane.next', title: 'Go to the next pane', group, keys: 'F6', run: step(1) },
    { id: 'pane.previous', title: 'Go to the previous pane', group, keys: 'Shift+F6', run: step(-1) },
    {
      ...focus('sidebar', 'the search field', 'Alt+S'),
      run: () => {
        sidebarShown.show();
        focusShownPane(document, 'sidebar');
      },
    },
    focus('address', 'the address', 'Alt+A'),
    focus('timeline', 'the timeline', 'Alt+T'),
    focus('inspector', 'the inspector', 'Alt+I'),
    focus('composer', 'the composer', 'Alt+M'),
  ];
}
