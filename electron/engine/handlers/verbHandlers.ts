import { sessionVerbs } from '../../../shared/contract/sessionVerbs.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { SessionRegistry } from '../session/session.ts';
import type { HandlersOf } from './handlersOf.ts';
import { namedHandlers } from './namedHandlers.ts';

/** A session, to a verb whose name is known at run time only. */
interface Actor {
  act(name: string, input: object): Promise<unknown>;
}

/** What a person does to an open session: every verb that the contract declares. */
export function createVerbHandlers(
  sessions: SessionRegistry,
): Pick<HandlersOf<'sessions'>, keyof typeof sessionVerbs> {
  return namedHandlers(sessionVerbs, async (name, { session, ...input }: { readonly session: SessionId }) => {
    const actor: Actor = sessions.get(session);
    return (await actor.act(name, input)) ?? {};
  });
}
