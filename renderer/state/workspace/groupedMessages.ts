import type { ConnectionId } from '../../../shared/model/ids.ts';
import { messageGroups, type MessageGroup } from '../../../shared/model/messageGroups.ts';
import type { ConnectionStore } from './connections.ts';
import type { MessageStore } from './messages.ts';

/**
 * The messages of each connection in groups, which every key press asks for: they are sorted once for each list of messages and of
 * connections.
 */
export class GroupedMessages {
  private readonly connections: ConnectionStore;
  private readonly messages: MessageStore;
  private readonly groups = new Map<ConnectionId, readonly MessageGroup[]>();
  /** What the groups were made of. */
  private seen: readonly unknown[] = [];

  constructor(connections: ConnectionStore, messages: MessageStore) {
    this.connections = connections;
    this.messages = messages;
  }

  /** None for a connection that is not there. */
  of(id: ConnectionId): readonly MessageGroup[] {
    const { messages } = this.messages.store.getState();
    const { connections } = this.connections.store.getState();
    if (this.seen[0] !== messages || this.seen[1] !== connections) this.groups.clear();
    this.seen = [messages, connections];
    const known = this.groups.get(id);
    if (known) return known;
    const connection = this.connections.get(id);
    if (!connection) return [];
    const groups = messageGroups(
      connection,
      messages.values(),
      (owner) => this.connections.get(owner) !== undefined,
    );
    this.groups.set(id, groups);
    return groups;
  }
}
