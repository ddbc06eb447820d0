import type { Connection } from '../../../shared/model/connection.ts';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import type { FoundItem } from './jsonList.ts';

/**
 * The connections that messages may belong to. A message's file names its connection by the id in that connection's file; where a folder was
 * copied, two files have one id, and the one beside the message is meant.
 */
export class MessageOwners {
  private readonly folders = new Map<ConnectionId, FolderPath>();
  /** Copied files, by folder and the id in the file. */
  private readonly copies = new Map<string, ConnectionId>();
  private readonly writtenIds = new Map<ConnectionId, ConnectionId>();

  constructor(found: Iterable<FoundItem<Connection>>) {
    for (const { item, folder, copyOf } of found) {
      this.folders.set(item.id, folder);
      if (copyOf === undefined) continue;
      const key = keyOf(folder, copyOf);
      if (!this.copies.has(key)) this.copies.set(key, item.id);
      this.writtenIds.set(item.id, copyOf);
    }
  }

  readonly isKnown = (id: ConnectionId): boolean => this.folders.has(id);

  /** The connection that a message in this folder belongs to, when its file says `written`. */
  meant(folder: FolderPath, written: ConnectionId): ConnectionId {
    if (this.folders.get(written) === folder) return written;
    return this.copies.get(keyOf(folder, written)) ?? written;
  }

  /** What the file of a message in this folder says when it belongs to this connection: what stays true when the folder gets another name. */
  toWrite(folder: FolderPath, connection: ConnectionId): ConnectionId {
    const written = this.writtenIds.get(connection);
    return written !== undefined && this.meant(folder, written) === connection ? written : connection;
  }
}

function keyOf(folder: FolderPath, id: ConnectionId): string {
  return `${id} ${folder}`;
}
