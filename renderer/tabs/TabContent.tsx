import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { Tab } from '../state/window/tabs.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ConnectionTab } from './ConnectionTab.tsx';
import { RecordingTab } from './RecordingTab.tsx';
import { SessionTab } from './SessionTab.tsx';

interface TabContentProps {
  readonly tab: Tab;
  readonly session: SessionInfo | undefined;
  readonly parts: WorkbenchParts;
}

/** What a tab shows. */
export function TabContent({ tab, session, parts }: TabContentProps): ReactNode {
  const { connections } = parts.state;
  const connection = useStore(connections.store, () =>
    tab.kind === 'connection' ? connections.known(tab.id) : undefined,
  );
  switch (tab.kind) {
    case 'connection':
      return connection ? (
        <ConnectionTab connection={connection} session={session} parts={parts} />
      ) : (
        <NoConnection parts={parts} />
      );
    case 'recording':
      return <RecordingTab id={tab.id} session={session} parts={parts} />;
    case 'session':
      return session ? <SessionTab session={session} parts={parts} /> : null;
  }
}

/** In place of a connection that is not known: nothing while it may still come. */
function NoConnection({ parts }: { parts: WorkbenchParts }): ReactNode {
  const hasUnread = useStore(parts.state.connections.store, (known) => known.hasUnread);
  if (!hasUnread) return null;
  return (
    <div className="tab-empty">
      <EmptyState
        what="This connection could not be read."
        how="The sidebar says what cannot be read, and why. The connection comes back as soon as it can be read."
      />
    </div>
  );
}
