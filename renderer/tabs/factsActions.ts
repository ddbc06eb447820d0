import type { SessionInfo } from '../../shared/model/session.ts';
import { retryNow } from '../commands/linkCommands.ts';
import { showPane } from '../state/window/inspecting.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface FactsActions {
  readonly onRetryNow: () => void;
  readonly onCopy: (text: string) => void;
  readonly onShowConnection: () => void;
}

/** What the line of facts about a session does. */
export function factsActions(session: SessionInfo | undefined, parts: WorkbenchParts): FactsActions {
  const { state, views, copyText } = parts;
  return {
    onRetryNow: () => retryNow(session, state),
    onCopy: (text) => state.toasts.run(() => copyText(text)),
    onShowConnection: () => {
      if (session) showPane(views, views.recordsOfSession(session.id), 'connection');
    },
  };
}
