import type { Command } from './command.ts';
import type { ConnectionId } from '../../shared/model/ids.ts';
import { newestSessionOf } from '../state/sessions/sessions.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** Stops the message that is repeated over a connection, if there is one. */
export function repeatCommands({ state }: WorkbenchParts, connection: ConnectionId): Command[] {
  const { sessions } = state.sessions.store.getState();
  const session = newestSessionOf(sessions, connection);
  if (session?.repeat?.phase !== 'running') return [];
  return [
    {
      id: 'message.stopRepeating',
      title: 'Stop repeating the message',
      group: 'Messages',
      acts: true,
      words: 'repetition again interval',
      run: () => state.toasts.run(() => state.sessions.stopRepeating(session.id)),
    },
  ];
}
