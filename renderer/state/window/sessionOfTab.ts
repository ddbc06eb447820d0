import type { RecordingSummary } from '../../../shared/model/recording.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { newestSessionOf } from '../sessions/sessions.ts';
import type { Tab } from './tabs.ts';

/** The session that a tab shows, live or ended: of a recording that is being written, its own. Undefined where there is none. */
export function sessionOfTab(
  tab: Tab,
  sessions: readonly SessionInfo[],
  recordings: readonly RecordingSummary[],
): SessionInfo | undefined {
  switch (tab.kind) {
    case 'connection':
      return newestSessionOf(sessions, tab.id);
    case 'session':
      return sessions.find(({ id }) => id === tab.id);
    case 'recording': {
      const live = recordings.find(({ id }) => id === tab.id)?.liveSession;
      return sessions.find(({ id }) => id === live);
    }
  }
}
