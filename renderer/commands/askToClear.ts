import type { SessionInfo } from '../../shared/model/session.ts';
import { clearSession, questionToClear } from '../state/sessions/keeping.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';

/** Clears a session, and asks first when much would be lost. */
export function askToClear(session: SessionInfo, state: WorkbenchState): void {
  const run = (): Promise<void> => clearSession(state.client, session);
  const question = questionToClear(session, run);
  if (question) state.questions.setState(question, true);
  else state.toasts.run(run);
}
