import type { SessionInfo } from '../../../shared/model/session.ts';
import type { RecordView } from '../records/recordView.ts';
import { sessionOfTab } from './sessionOfTab.ts';
import { tabInFront, type Tab } from './tabs.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** The session that a tab shows now. */
export function sessionOf({ state }: WorkbenchParts, tab: Tab): SessionInfo | undefined {
  const { sessions } = state.sessions.store.getState();
  const { recordings } = state.recordings.store.getState();
  return sessionOfTab(tab, sessions, recordings);
}

/** The records of the tab that the person is in. */
export function recordsInFront(parts: WorkbenchParts): RecordView | undefined {
  const tab = tabInFront(parts.state.tabs.store.getState());
  return tab && recordsOf(parts, tab);
}

/** The records that a tab shows, if it shows any: those of its session, or of its file. */
export function recordsOf(parts: WorkbenchParts, tab: Tab): RecordView | undefined {
  const session = sessionOf(parts, tab);
  if (tab.kind === 'recording')
    return session ? parts.views.recordsBeingWritten(session.id) : parts.views.recordsOfRecording(tab.id);
  return session && parts.views.recordsOfSession(session.id);
}
