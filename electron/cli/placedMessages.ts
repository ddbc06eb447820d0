import type { SavedConnection } from '../../shared/model/connection.ts';
import { joinFolders } from '../../shared/model/connectionFolder.ts';
import { messageGroups, messagesBeside, ownerOf } from '../../shared/model/messageGroups.ts';
import type { MessageOwner, SavedMessage } from '../../shared/model/savedMessage.ts';

/** A named message and its path: that of its connection or folder, and its name. */
export interface PlacedMessage {
  readonly path: string;
  readonly message: SavedMessage;
}

/** The named messages of a workspace, by what they belong to. */
export class PlacedMessages {
  private readonly messages: readonly SavedMessage[];
  private readonly connections: ReadonlyMap<string, SavedConnection>;
  private readonly byOwner: ReadonlyMap<string, SavedMessage[]>;

  constructor(messages: readonly SavedMessage[], connections: readonly SavedConnection[]) {
    this.messages = messages;
    this.connections = new Map(connections.map((connection) => [connection.id, connection]));
    this.byOwner = Map.groupBy(messages, (message) => keyOf(ownerOf(message, this.isKnown)));
  }

  /** Those of a connection or a folder, in order. */
  of(owner: MessageOwner): readonly PlacedMessage[] {
    const own = this.byOwner.get(keyOf(owner)) ?? [];
    return messagesBeside(owner, own, this.isKnown).map((message) => this.placed(message));
  }

  /** Those that a connection has: its own, and those of its folder and the folders above. All of them for no connection. */
  has(connection: SavedConnection | null): readonly PlacedMessage[] {
    if (connection === null) return this.messages.map((message) => this.placed(message));
    const groups = messageGroups(connection, this.messages, this.isKnown);
    return groups.flatMap(({ messages }) => messages.map((message) => this.placed(message)));
  }

  private readonly isKnown = (id: string): boolean => this.connections.has(id);

  private placed(message: SavedMessage): PlacedMessage {
    const { connection } = ownerOf(message, this.isKnown);
    const owner = connection === undefined ? undefined : this.connections.get(connection);
    const place = owner ? joinFolders(owner.folder, owner.name) : message.folder;
    return { path: joinFolders(place, message.name), message };
  }
}

function keyOf({ folder, connection }: MessageOwner): string {
  return connection ?? `/${folder}`;
}
