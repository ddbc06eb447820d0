import { isSameList } from '../../../shared/base/sameList.ts';
import { parentFolder, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { messageGroups, type MessageGroup } from '../../../shared/model/messageGroups.ts';
import type { SavedMessage } from '../../../shared/model/savedMessage.ts';
import type { ConnectionStore } from './connections.ts';
import type { MessageStore } from './messages.ts';

/** The groups of one connection, and what they were made of. */
interface Known {
  readonly groups: readonly MessageGroup[];
  readonly messages: unknown;
  readonly connections: unknown;
}

/**
 * The messages of each connection in groups, which every key press asks for: they are made again only when the messages or the connections
 * have changed, and are the same objects unless that concerned them.
 */
export class GroupedMessages {
  private readonly connections: ConnectionStore;
  private readonly messages: MessageStore;
  private readonly known = new Map<ConnectionId, Known>();
  private places: { readonly messages: unknown; readonly index: MessagePlaces } | null = null;

  constructor(connections: ConnectionStore, messages: MessageStore) {
    this.connections = connections;
    this.messages = messages;
  }

  /** None for a connection that is not there. */
  of(id: ConnectionId): readonly MessageGroup[] {
    const { messages } = this.messages.store.getState();
    const { connections } = this.connections.store.getState();
    const known = this.known.get(id);
    if (known?.messages === messages && known.connections === connections) return known.groups;
    const connection = this.connections.get(id);
    if (!connection) {
      this.known.delete(id);
      return none;
    }
    if (this.places?.messages !== messages)
      this.places = { messages, index: new MessagePlaces(messages.values()) };
    const made = messageGroups(
      connection,
      this.places.index.near(connection),
      (owner) => this.connections.get(owner) !== undefined,
    );
    const groups = known && isSameGroups(known.groups, made) ? known.groups : made;
    this.known.set(id, { groups, messages, connections });
    return groups;
  }
}

const none: readonly MessageGroup[] = [];

/** Where messages stand, so that those of one connection are found without a look at all others. */
class MessagePlaces {
  private readonly byFolder: ReadonlyMap<FolderPath, readonly SavedMessage[]>;
  private readonly byConnection: ReadonlyMap<ConnectionId | undefined, readonly SavedMessage[]>;

  constructor(messages: Iterable<SavedMessage>) {
    const all = [...messages];
    this.byFolder = Map.groupBy(all, ({ folder }) => folder);
    this.byConnection = Map.groupBy(all, ({ connection }) => connection);
  }

  /** Those that name a connection, and all others in its folder and in those above. */
  *near({ id, folder }: { readonly id: ConnectionId; readonly folder: FolderPath }): Iterable<SavedMessage> {
    yield* this.byConnection.get(id) ?? [];
    for (let path = folder; ; path = parentFolder(path)) {
      for (const message of this.byFolder.get(path) ?? []) if (message.connection !== id) yield message;
      if (path === '') return;
    }
  }
}

function isSameGroups(left: readonly MessageGroup[], right: readonly MessageGroup[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ folder, messages }, at) => {
      const other = right[at];
      return other?.folder === folder && isSameList(messages, other.messages);
    })
  );
}
