import type { SessionRegistry } from '../session/session.ts';
import type { HandlersOf } from './handlersOf.ts';

type LinkMethod =
  | 'sessions.disconnect'
  | 'sessions.end'
  | 'sessions.reset'
  | 'sessions.startTls'
  | 'sessions.retryNow'
  | 'sessions.addPeer'
  | 'sessions.joinGroup'
  | 'sessions.leaveGroup';

/** What a person does with the links of a session. */
export function createLinkHandlers(sessions: SessionRegistry): Pick<HandlersOf<'sessions'>, LinkMethod> {
  return {
    'sessions.disconnect': ({ session, to }) => {
      sessions.get(session).disconnect(to);
      return {};
    },
    'sessions.end': ({ session, to }) => {
      sessions.get(session).end(to);
      return {};
    },
    'sessions.reset': ({ session, to }) => {
      sessions.get(session).reset(to);
      return {};
    },
    'sessions.startTls': async ({ session, to }) => {
      await sessions.get(session).startTls(to);
      return {};
    },
    'sessions.retryNow': ({ session }) => {
      sessions.get(session).retryNow();
      return {};
    },
    'sessions.addPeer': async ({ session, address }) => ({
      peer: await sessions.get(session).addPeer(address),
    }),
    'sessions.joinGroup': async ({ session, ...group }) => {
      await sessions.get(session).joinGroup(group);
      return {};
    },
    'sessions.leaveGroup': async ({ session, ...group }) => {
      await sessions.get(session).leaveGroup(group);
      return {};
    },
  };
}
