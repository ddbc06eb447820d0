import type { SessionInfo } from '../../shared/model/session.ts';
import { clearSession, questionToDelete } from '../state/sessions/keeping.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';

/** Asks, and then deletes everything that was recorded of a session so far. */
export function askToDeleteRecorded(session: SessionInfo, state: WorkbenchState): void {
  const question = questionToDelete(session, () => clearSession(state.client, session));
  state.questions.setState(question, true);
}
