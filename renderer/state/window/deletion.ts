import type { ConnectionId, SessionId } from '../../../shared/model/ids.ts';
import { hasEnded } from '../../../shared/model/session.ts';
import { newestSessionOf } from '../sessions/sessions.ts';
import type { WorkbenchState } from './workbench.ts';

/** The sessions of connections that are open. */
export function liveSessionsOf(
  { sessions }: Pick<WorkbenchState, 'sessions'>,
  ids: readonly ConnectionId[],
): SessionId[] {
  return ids.flatMap((id) => {
    const session = newestSessionOf(sessions.store.getState().sessions, id);
    return session && !hasEnded(session.phase) ? [session.id] : [];
  });
}

/**
 * Deletes connections, then closes what is open of them. When the engine refuses, nothing is closed, and what was typed stays. Rejects
 * with its sentence then.
 */
export async function removeUnlessRefused<Removed>(
  state: Pick<WorkbenchState, 'edits' | 'sessions' | 'toasts'>,
  ids: readonly ConnectionId[],
  remove: () => Promise<Removed>,
): Promise<Removed> {
  const { edits, sessions, toasts } = state;
  const live = liveSessionsOf(state, ids);
  const restore = edits.release(ids);
  const removed = await remove().catch((error: unknown) => {
    restore();
    throw error;
  });
  for (const session of live) await sessions.close(session).catch((error: unknown) => toasts.failed(error));
  return removed;
}
