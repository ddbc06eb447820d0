import { useStore } from 'zustand';
import type { SessionInfo } from '../../shared/model/session.ts';
import { sessionOfTab } from '../state/window/sessionOfTab.ts';
import type { Tab } from '../state/window/tabs.ts';
import type { WindowParts } from '../state/window/workbenchParts.ts';

/** The session that a tab shows now. */
export function useShownSession({ state }: WindowParts, tab: Tab | undefined): SessionInfo | undefined {
  const recordings = useStore(state.recordings.store, (store) => store.recordings);
  return useStore(state.sessions.store, ({ sessions }) => tab && sessionOfTab(tab, sessions, recordings));
}
