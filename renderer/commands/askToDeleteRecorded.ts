import { quoted } from '../../shared/bytes/visibleText.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { questionToDelete } from '../state/sessions/keeping.ts';
import type { Undoable } from '../state/window/undo.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';

/** Asks, and then deletes everything that was recorded of a session so far; that can be undone as any deletion. */
export function askToDeleteRecorded(session: SessionInfo, { client, questions, undo }: WorkbenchState): void {
  const remove = async (): Promise<Undoable> => {
    const { deletion } = await client.call('sessions.deleteRecorded', { session: session.id });
    return { deletion, what: `what was recorded of ${quoted(session.name)}` };
  };
  const question = questionToDelete(session, () => undo.delete(remove));
  questions.setState(question, true);
}
