import type { SessionInfo } from '../../../shared/model/session.ts';
import type { RecordView } from '../records/recordView.ts';
import { sessionOfTab } from './sessionOfTab.ts';
import type { Tab } from './tabs.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** The session that a tab shows now. */
export function sessionOf({ state }: WorkbenchParts, tab: Tab): SessionInfo | undefined {
  const { sessions } = state.sessions.store.getState();
  const { recordings } = state.recordings.store.getState();
  return sessionOfTab(tab, sessions, recordings);
}

/** The records that a tab shows, if it shows any: those of its session, or of its file. */
export function recordsOf(parts: WorkbenchParts, tab: Tab): RecordView | undefined {
  const session = sessionOf(parts, tab);
  if (session) return parts.views.recordsOfSession(session.id);
  return tab.kind === 'recording' ? parts.views.recordsOfRecording(tab.id) : undefined;
}
