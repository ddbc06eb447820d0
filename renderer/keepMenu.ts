import type { SessionInfo } from '../shared/model/session.ts';
import { clearSession, describeKeepLimit, keepNewest, questionToClear } from './state/keeping.ts';
import type { WorkbenchState } from './state/workbench.ts';
import type { MenuItem } from './ui/Menu.tsx';

/** What a session that runs keeps of what it records. */
export function keepMenu(
  session: SessionInfo,
  { client, toasts }: Pick<WorkbenchState, 'client' | 'toasts'>,
  askHowMuch: () => void,
  clear: () => void,
): MenuItem[] {
  const { keep } = session;
  return [
    {
      label: 'Keep everything',
      checked: keep === null,
      run: () => toasts.run(() => keepNewest(client, session, null)),
    },
    {
      label: keep === null ? 'Keep only the newest…' : `Keep ${describeKeepLimit(keep)}…`,
      checked: keep !== null,
      run: askHowMuch,
    },
    { label: 'Clear…', separated: true, danger: true, disabled: session.records < session.first, run: clear },
  ];
}

/** Clears a session, and asks before when much would go. */
export function askToClear(session: SessionInfo, state: WorkbenchState): void {
  const run = (): Promise<void> => clearSession(state.client, session);
  const question = questionToClear(session, run);
  if (question) state.questions.setState(question, true);
  else state.toasts.run(run);
}
