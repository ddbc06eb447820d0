import { Repeat2, Rows3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { connectedPeersOf, statusOf } from '../../state/sessions/sessions.ts';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import { sessionOfTab } from '../../state/window/sessionOfTab.ts';
import { nameOfTab } from '../../state/window/tabNames.ts';
import { tellApart } from '../../state/window/tellApart.ts';
import { keyOfTab, type Tab } from '../../state/window/tabs.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { useToday } from '../../ui/useToday.ts';
import { dotWords, StatusDot } from '../../ui/StatusDot.tsx';

/** What a tab looks like in its strip. */
export interface ShownTab {
  readonly key: string;
  readonly name: string;
  /** What tells it from a tab of the same name; null where there is none. */
  readonly aside: string | null;
  readonly mark: ReactNode;
  /** In words; absent for what is not a connection. */
  readonly state?: string;
  /** For a server: how many peers are connected. */
  readonly openPeers: number;
  /** Absent where it has no name of its own. */
  readonly rename?: (name: string) => void;
}

export function useShownTabs(
  state: WorkbenchState,
  actions: WorkbenchActions,
  tabs: readonly Tab[],
): ShownTab[] {
  useStore(state.connections.store);
  const today = useToday();
  const sessions = useStore(state.sessions.store, ({ sessions: all }) => all);
  const isReachable = useStore(state.status, (status) => status.state === 'open');
  const recordings = useStore(state.recordings.store, ({ recordings: all }) => all);
  const named = tabs.map((tab) => nameOfTab(state, tab, today));
  const asides = tellApart(named);
  return tabs.map((tab, place): ShownTab => {
    const words = { key: keyOfTab(tab), name: named[place]?.name ?? '', aside: asides[place] ?? null };
    const session = sessionOfTab(tab, sessions, recordings);
    switch (tab.kind) {
      case 'connection': {
        const status = statusOf(session, isReachable);
        return {
          ...words,
          mark: <StatusDot state={status} />,
          state: dotWords[status],
          openPeers: connectedPeersOf(session),
          rename: (name) => actions.renameConnection(tab.id, name),
        };
      }
      case 'recording':
        return {
          ...words,
          mark: <Rows3 size={14} aria-hidden />,
          openPeers: 0,
          rename: (name) => actions.renameRecording(tab.id, name),
        };
      case 'session':
        return { ...words, mark: <Repeat2 size={14} aria-hidden />, openPeers: 0 };
    }
  });
}
