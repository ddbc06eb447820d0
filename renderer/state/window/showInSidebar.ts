import { showRow } from './sidebar.ts';
import type { Tab } from './tabs.ts';
import type { WorkbenchState } from './workbench.ts';

/** Brings what a tab shows into view in the sidebar. */
export function showInSidebar(
  state: Pick<WorkbenchState, 'connections' | 'openFolders' | 'sidebar' | 'sidebarShown'>,
  tab: Tab,
): void {
  const { connections, openFolders, sidebar, sidebarShown } = state;
  sidebarShown.show();
  if (tab.kind === 'connection') openFolders.reveal(connections.known(tab.id)?.folder ?? '');
  showRow(sidebar, tab.id);
}
