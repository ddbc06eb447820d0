import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';
import { messageChanges } from './messageChanges.ts';

/** The workspace's named messages. */
export function createMessageHandlers({ messages }: Workspace): HandlersOf<'messages'> {
  return {
    'messages.list': (_input, { signal }) => messageChanges(messages.list, signal),
    'messages.create': ({ content, owner, after }) => messages.create(content, owner, after),
    'messages.update': ({ message, content, revision }) => messages.update(message, content, revision),
    'messages.move': ({ message, owner, place }) => messages.move(message, owner, place),
    'messages.remove': async ({ message }) => {
      await messages.remove(message);
      return {};
    },
    'messages.copy': async ({ from, to, folder }) => {
      await messages.copy(from, to, folder);
      return {};
    },
  };
}
