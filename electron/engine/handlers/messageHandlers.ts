import { previewMessage } from '../preview/previewMessage.ts';
import type { SessionRegistry } from '../session/session.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contentOfMessage } from '../workspace/writtenContent.ts';
import { writtenText } from './writtenText.ts';
import type { HandlersOf } from './handlersOf.ts';
import { listMessages } from './messageChanges.ts';

/** The workspace's named messages, and what any message would be sent as. */
export function createMessageHandlers(
  workspace: Workspace,
  sessions: SessionRegistry,
): HandlersOf<'messages'> {
  const { messages, variables, knownSecrets, deletions } = workspace;
  return {
    'messages.list': (_input, { signal }) => listMessages(workspace, signal),
    'messages.create': async ({ content, owner, after, withSecrets }) => {
      await knownSecrets.mustNotWrite(contentOfMessage(content), null, withSecrets);
      return messages.create(content, owner, after);
    },
    'messages.update': async ({ message, content, revision, withSecrets }) => {
      await messages.whenRead();
      const before = messages.list.value.messages.find(({ id }) => id === message);
      const written = contentOfMessage(content);
      await knownSecrets.mustNotWrite(written, before ? contentOfMessage(before) : null, withSecrets);
      return messages.update(message, content, revision);
    },
    'messages.move': ({ message, owner, place }) => messages.move(message, owner, place),
    'messages.remove': async ({ message, revision }) => ({
      deletion: await deletions.make(() => messages.remove(message, revision)),
    }),
    'messages.copy': async ({ from, to, folder }) => {
      await messages.copy(from, to, folder);
      return {};
    },
    'messages.secrets': async (choice, { body }) => ({
      places: (await variables.templates(choice)).secretsIn(body),
    }),
    'messages.preview': async (input, { body }) => {
      const { session, connection, destination, environment, isRevealed, ...head } = input;
      const written = { ...head, text: writtenText(body) };
      const sentBefore = session === null ? 0 : sessions.get(session).sentBefore(written);
      const templates = await variables.templates({ environment, connection });
      const { preview, bytes } = await previewMessage(
        { written, destination, sentBefore, isRevealed },
        templates,
      );
      return { output: preview, body: bytes };
    },
  };
}
