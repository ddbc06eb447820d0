import type { Tab } from './tabLayout.ts';
import type { WorkbenchState } from './workbench.ts';

/** What tabs show. */
export type TabContents = Pick<WorkbenchState, 'connections' | 'sessions' | 'recordings'>;

/** Whether a tab has something to show, as far as is known: what was not read yet may be there. */
export function mayBeThere({ connections, sessions, recordings }: TabContents, tab: Tab): boolean {
  switch (tab.kind) {
    case 'connection': {
      const { isLoaded, hasUnread } = connections.store.getState();
      return !isLoaded || hasUnread || connections.known(tab.id) !== undefined;
    }
    case 'session': {
      const { isLoaded, sessions: all } = sessions.store.getState();
      return !isLoaded || all.some(({ id }) => id === tab.id);
    }
    case 'recording': {
      const { isLoaded, recordings: all } = recordings.store.getState();
      return !isLoaded || all.some(({ id }) => id === tab.id);
    }
  }
}
