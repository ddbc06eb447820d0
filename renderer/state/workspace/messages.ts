import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { MessageChanges } from '../../../shared/contract/messages.ts';
import type { WorkspaceProblem } from '../../../shared/model/connection.ts';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { DeletionId, ConnectionId, MessageId } from '../../../shared/model/ids.ts';
import type { MessageContent, MessageOwner, SavedMessage } from '../../../shared/model/savedMessage.ts';
import type { WirebenchClient } from '../base/client.ts';
import { AgreedWrites } from './agreedWrites.ts';

interface MessagesState {
  /** False until the engine has read all messages: those that are missing may come. */
  readonly isLoaded: boolean;
  /** True while a folder or file cannot be read: what is missing may be in it. */
  readonly hasUnread: boolean;
  readonly messages: ReadonlyMap<string, SavedMessage>;
  readonly problems: readonly WorkspaceProblem[];
}

const none: MessagesState = { isLoaded: false, hasUnread: false, messages: new Map(), problems: [] };

/** The named messages, as in their files. Each call rejects with a sentence. */
export interface MessageStore extends Disposable {
  readonly store: StoreApi<MessagesState>;
  get(id: MessageId): SavedMessage | undefined;
  /** The own messages of a connection, in no order. */
  ownOf(connection: ConnectionId): readonly SavedMessage[];
  create(content: MessageContent, owner: MessageOwner, after?: MessageId): Promise<SavedMessage>;
  /** Rejects when the file has another content by now than that of `revision`. */
  update(id: MessageId, content: MessageContent, revision: string): Promise<SavedMessage>;
  /** Before another message of the owner, or to the end (null). */
  move(id: MessageId, owner: MessageOwner, before: MessageId | null): Promise<void>;
  /** Rejects when it is another one by now than is shown. */
  remove(id: MessageId): Promise<DeletionId>;
  copy(from: ConnectionId, to: ConnectionId, folder: FolderPath): Promise<void>;
}

/** `keep` gives a connection a file that is new: what belongs to it does not stand alone. */
export function createMessageStore(
  client: WirebenchClient,
  keep: (connection: ConnectionId) => Promise<void>,
): MessageStore {
  const store = createStore<MessagesState>(() => none);
  const writes = new AgreedWrites();
  let arriving = none;
  let former = none.messages;
  const subscription = client.subscribe(
    'messages.list',
    {},
    (changes) => {
      // Pieces of one state are shown together. What an engine that has just started has read until now replaces no list that was whole.
      arriving = withChanges(arriving, changes);
      const known = store.getState();
      former = withoutTold(changes.isFirst ? known.messages : former, changes);
      if (changes.isWhole && (arriving.isLoaded || !known.isLoaded))
        store.setState(withUnread(arriving, former), true);
    },
    () => undefined,
  );
  /** The answer is shown at once: the updated list may come a moment later. */
  const put = (message: SavedMessage): SavedMessage => {
    store.setState(({ messages }) => ({ messages: new Map(messages).set(message.id, message) }));
    return message;
  };
  return {
    store,
    get: (id) => store.getState().messages.get(id),
    ownOf: (id) => [...store.getState().messages.values()].filter(({ connection }) => connection === id),
    create: async (content, owner, after) => {
      if (owner.connection !== undefined) await keep(owner.connection);
      return put(
        await writes.write(content.name, (withSecrets) =>
          client.call('messages.create', {
            ...{ content, owner, withSecrets },
            ...(after !== undefined && { after }),
          }),
        ),
      );
    },
    update: async (message, content, revision) =>
      put(
        await writes.write(message, (withSecrets) =>
          client.call('messages.update', { message, content, revision, withSecrets }),
        ),
      ),
    move: async (message, owner, before) =>
      void put(await client.call('messages.move', { message, owner, place: { before } })),
    remove: async (message) => {
      const revision = store.getState().messages.get(message)?.revision;
      return (await client.call('messages.remove', { message, revision })).deletion;
    },
    copy: async (from, to, folder) => void (await client.call('messages.copy', { from, to, folder })),
    dispose: () => subscription.dispose(),
  };
}

function withChanges(known: MessagesState, changes: MessageChanges): MessagesState {
  const { isLoaded, hasUnread } = changes;
  const isSame = !changes.isFirst && changes.gone.length === 0 && changes.messages.length === 0;
  if (isSame) return { ...known, isLoaded, hasUnread, problems: changes.problems ?? known.problems };
  const messages = new Map(changes.isFirst ? [] : known.messages);
  for (const id of changes.gone) messages.delete(id);
  for (const message of changes.messages) messages.set(message.id, message);
  const problems = changes.problems ?? (changes.isFirst ? [] : known.problems);
  return { isLoaded, hasUnread, messages, problems };
}

/** What was known before the list began anew, and has not been told since. */
function withoutTold(before: MessagesState['messages'], changes: MessageChanges): MessagesState['messages'] {
  const messages = new Map(before);
  for (const { id } of changes.messages) messages.delete(id);
  return messages;
}

/** While something cannot be read, what was known before the list began anew may still be there. */
function withUnread(now: MessagesState, before: MessagesState['messages']): MessagesState {
  return now.hasUnread ? { ...now, messages: new Map([...before, ...now.messages]) } : now;
}
