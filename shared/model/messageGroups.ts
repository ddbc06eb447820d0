import { isWithinFolder, folderDepth, type FolderPath } from './connectionFolder.ts';
import type { ConnectionId } from './ids.ts';
import type { SavedMessage } from './savedMessage.ts';
import { compareSiblings, type Sibling } from './siblingOrder.ts';

/** Messages that belong together, in order. `folder` is the one that they belong to; null for those of the connection itself. */
export interface MessageGroup {
  readonly folder: FolderPath | null;
  readonly messages: readonly SavedMessage[];
}

interface Place {
  readonly id: ConnectionId;
  readonly folder: FolderPath;
}

/**
 * The messages of a connection: its own, then those of its folder, then those of the folders above, the nearest first. A message whose
 * connection is not `isKnown` belongs to its folder, so that it is never lost. Groups without messages are left out, except its own.
 */
export function messageGroups(
  { id, folder }: Place,
  messages: Iterable<SavedMessage>,
  isKnown: (connection: ConnectionId) => boolean,
): readonly MessageGroup[] {
  const own: SavedMessage[] = [];
  const shared = new Map<FolderPath, SavedMessage[]>();
  for (const message of messages) {
    if (message.connection === id) own.push(message);
    else if (isOfFolder(message, isKnown) && isWithinFolder(folder, message.folder))
      shared.set(message.folder, [...(shared.get(message.folder) ?? []), message]);
  }
  const groups = [...shared].toSorted(([left], [right]) => folderDepth(right) - folderDepth(left));
  return [
    { folder: null, messages: inOrder(own) },
    ...groups.map(([path, found]) => ({ folder: path, messages: inOrder(found) })),
  ];
}

function isOfFolder({ connection }: SavedMessage, isKnown: (connection: ConnectionId) => boolean): boolean {
  return connection === undefined || !isKnown(connection);
}

function inOrder(messages: readonly SavedMessage[]): SavedMessage[] {
  return messages.toSorted((left, right) => compareSiblings(messageSibling(left), messageSibling(right)));
}

/** A message among those that belong to the same connection or folder. */
export function messageSibling({ id, name, order }: Pick<SavedMessage, 'id' | 'name' | 'order'>): Sibling {
  return { key: id, name, order };
}
