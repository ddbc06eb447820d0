import { doesListen } from '../../../shared/model/endpointPlace.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import type { SendTarget } from '../../../shared/model/sending.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { defaultTarget, whyNotSend } from '../sessions/sendTargets.ts';
import { newestSessionOf } from '../sessions/sessions.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** Where something that is not in the composer is sent now. */
interface SendingSession {
  readonly session: SessionInfo;
  readonly target: SendTarget;
}

/** The open session of a connection and the chosen target. Throws, with `refusal` and a sentence, where nothing can be sent. */
export function sendingSession(
  { state, views }: Pick<WorkbenchParts, 'state' | 'views'>,
  connection: ConnectionId,
  refusal: string,
): SendingSession {
  const session = newestSessionOf(state.sessions.store.getState().sessions, connection);
  const endpoint = session?.endpoint ?? state.edits.endpointOf(connection);
  if (!endpoint) throw new Error(`${refusal} This connection is no longer in the workspace.`);
  const target = (session && views.targets.getState()[session.id]) ?? defaultTarget(endpoint);
  const reason = whyNotSend(
    session,
    null,
    target,
    doesListen(state.edits.endpointOf(connection) ?? endpoint),
  );
  if (reason === null && session) return { session, target };
  throw new Error(`${refusal} ${reason ?? ''}`.trim());
}
