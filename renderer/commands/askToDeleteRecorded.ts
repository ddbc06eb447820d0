import { quoted } from '../../shared/bytes/visibleText.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { questionToDelete } from '../state/sessions/keeping.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';

/** Asks, and then deletes everything that was recorded of a session so far; that can be undone as any deletion. */
export function askToDeleteRecorded(session: SessionInfo, { client, questions, undo }: WorkbenchState): void {
  const question = questionToDelete(session, async () => {
    const { deletion } = await client.call('sessions.deleteRecorded', { session: session.id });
    undo.deleted({ deletion, what: `what was recorded of ${quoted(session.name)}` });
  });
  questions.setState(question, true);
}
