import { isolated, quoted } from '../../../shared/bytes/visibleText.ts';
import { folderName, parentFolder } from '../../../shared/model/connectionFolder.ts';
import type { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import type { MessageId } from '../../../shared/model/ids.ts';
import type { MessageGroup } from '../../../shared/model/messageGroups.ts';
import type { Place } from '../workspace/connections.ts';
import { folderOfKey } from '../workspace/treeRows.ts';
import type { TreeMove } from '../workspace/treeMoves.ts';

/**
 * Says where a row of the tree of connections went: its folder, if that is another one than `before`, and its place there, as it was asked for:
 * a move may give others a place, too, of which the tree learns a moment later. Null when it is not in the tree.
 */
export function wordsOfTreeMove(
  tree: ConnectionTree,
  key: string,
  before: string | undefined,
  place: TreeMove['place'],
): string | null {
  const path = folderOfKey(key);
  const connection = path === null ? tree.connectionsBelow('').find(({ id }) => id === key) : undefined;
  if (path === null && !connection) return null;
  const parent = connection ? connection.folder : parentFolder(path ?? '');
  const { folders, connections } = tree.contentOf(parent);
  const into = parent === '' ? 'out of all folders' : `into ${quoted(folderName(parent))}`;
  const name = connection?.name ?? folderName(path ?? '');
  const at = connection
    ? folders.length + indexAt(idsOf(connections), connection.id, place)
    : indexAt(
        folders.map((folder) => folder.path),
        path ?? '',
        place,
      );
  return at < 0
    ? null
    : placed(name, parent === before ? null : into, at, folders.length + connections.length);
}

/**
 * Says where a message went in the list of a connection: its group, if that is another one than before, and its place there, as it was asked
 * for.
 */
export function wordsOfMessageMove(
  before: readonly MessageGroup[],
  groups: readonly MessageGroup[],
  id: MessageId,
  place: Place<MessageId>,
): string | null {
  const group = groupOf(groups, id);
  const message = group?.messages.find((each) => each.id === id);
  if (!group || !message) return null;
  const at = indexAt(idsOf(group.messages), id, place);
  const isSame = groupOf(before, id)?.folder === group.folder;
  return placed(message.name, isSame ? null : `to ${quoted(labelOfGroup(group))}`, at, group.messages.length);
}

function idsOf<Id extends string>(items: readonly { readonly id: Id }[]): Id[] {
  return items.map(({ id }) => id);
}

/** Where a sibling stands once all have their places; -1 where it is not among them. */
function indexAt<Key extends string>(keys: readonly Key[], moved: Key, place: Place<Key>): number {
  const at = keys.indexOf(moved);
  if (at < 0 || place === 'by-name') return at;
  const others = keys.filter((key) => key !== moved);
  const { before } = place;
  if (before === null) return others.length;
  return others.includes(before) ? others.indexOf(before) : at;
}

function groupOf(groups: readonly MessageGroup[], id: MessageId): MessageGroup | undefined {
  return groups.find(({ messages }) => messages.some((message) => message.id === id));
}

/** What the list of messages calls a group. */
export function labelOfGroup({ folder }: Pick<MessageGroup, 'folder'>): string {
  if (folder === null) return 'This connection';
  return folder === '' ? 'All connections' : `Folder ${isolated(folder)}`;
}

function placed(name: string, where: string | null, index: number, count: number): string {
  const place = `place ${index + 1} of ${count}`;
  return where === null ? `${quoted(name)} moved to ${place}` : `${quoted(name)} moved ${where}, ${place}`;
}
