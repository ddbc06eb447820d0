import { isWithinFolder, folderDepth, type FolderPath } from './connectionFolder.ts';
import type { ConnectionId } from './ids.ts';
import type { MessageOwner, SavedMessage } from './savedMessage.ts';
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
 * The messages of a connection: its own, then those of its folder, then those of the folders above, the nearest first. Groups without
 * messages are left out, except its own.
 */
export function messageGroups(
  { id, folder }: Place,
  messages: Iterable<SavedMessage>,
  isKnown: (connection: ConnectionId) => boolean,
): readonly MessageGroup[] {
  const own: SavedMessage[] = [];
  const shared = new Map<FolderPath, SavedMessage[]>();
  for (const message of messages) {
    const owner = ownerOf(message, isKnown);
    if (owner.connection === id) own.push(message);
    else if (owner.connection === undefined && isWithinFolder(folder, owner.folder))
      groupOf(shared, owner.folder).push(message);
  }
  const groups = [...shared].toSorted(([left], [right]) => folderDepth(right) - folderDepth(left));
  return [
    { folder: null, messages: inOrder(own) },
    ...groups.map(([path, found]) => ({ folder: path, messages: inOrder(found) })),
  ];
}

/** Who a message belongs to. One whose connection is not `isKnown` belongs to its folder, so that it is never lost. */
export function ownerOf(
  { folder, connection }: Pick<SavedMessage, 'folder' | 'connection'>,
  isKnown: (connection: ConnectionId) => boolean,
): MessageOwner {
  return connection !== undefined && isKnown(connection) ? { folder, connection } : { folder };
}

/** The messages among which one of this owner has its place, in order. */
export function messagesBeside(
  { folder, connection }: MessageOwner,
  messages: Iterable<SavedMessage>,
  isKnown: (connection: ConnectionId) => boolean,
): readonly SavedMessage[] {
  const beside = [...messages].filter((message) => {
    const owner = ownerOf(message, isKnown);
    return owner.connection === connection && (connection !== undefined || owner.folder === folder);
  });
  return inOrder(beside);
}

function groupOf(groups: Map<FolderPath, SavedMessage[]>, folder: FolderPath): SavedMessage[] {
  const known = groups.get(folder);
  if (known) return known;
  const added: SavedMessage[] = [];
  groups.set(folder, added);
  return added;
}

function inOrder(messages: readonly SavedMessage[]): SavedMessage[] {
  return messages.toSorted((left, right) => compareSiblings(messageSibling(left), messageSibling(right)));
}

/** A message among those that belong to the same connection or folder. */
export function messageSibling({ id, name, order }: Pick<SavedMessage, 'id' | 'name' | 'order'>): Sibling {
  return { key: id, name, order };
}
