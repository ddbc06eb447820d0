import type { SessionInfo } from '../../../shared/model/session.ts';
import type { RecordView } from '../records/recordView.ts';
import { newestSessionOf } from '../sessions/sessions.ts';
import type { Tab } from './tabs.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** The session whose records a tab shows, live or ended; undefined if they are read from a file. */
export function sessionOf({ state }: WorkbenchParts, tab: Tab): SessionInfo | undefined {
  const { sessions } = state.sessions.store.getState();
  switch (tab.kind) {
    case 'connection':
      return newestSessionOf(sessions, tab.id);
    case 'session':
      return sessions.find(({ id }) => id === tab.id);
    case 'recording': {
      const live = state.recordings.get(tab.id)?.liveSession;
      return sessions.find(({ id }) => id === live);
    }
  }
}

/** The records that a tab shows, if it shows any. */
export function recordsOf(parts: WorkbenchParts, tab: Tab): RecordView | undefined {
  const session = sessionOf(parts, tab);
  if (session) return parts.views.recordsOfSession(session.id);
  return tab.kind === 'recording' ? parts.views.recordsOfRecording(tab.id) : undefined;
}
