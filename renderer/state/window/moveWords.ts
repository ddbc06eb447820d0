import { isolated, quoted } from '../../../shared/bytes/visibleText.ts';
import { folderName, parentFolder } from '../../../shared/model/connectionFolder.ts';
import type { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import type { MessageId } from '../../../shared/model/ids.ts';
import type { MessageGroup } from '../../../shared/model/messageGroups.ts';
import { folderKey, folderOfKey } from '../workspace/treeRows.ts';

/**
 * Says where a row of the tree of connections went: its folder, if that is another one than `before`, and its place there. Null when it is
 * not in the tree.
 */
export function wordsOfTreeMove(
  tree: ConnectionTree,
  key: string,
  before: string | undefined,
): string | null {
  const path = folderOfKey(key);
  const connection = path === null ? tree.connectionsBelow('').find(({ id }) => id === key) : undefined;
  if (path === null && !connection) return null;
  const parent = connection ? connection.folder : parentFolder(path ?? '');
  const { folders, connections } = tree.contentOf(parent);
  const keys = [...folders.map((folder) => folderKey(folder.path)), ...connections.map(({ id }) => id)];
  const into = parent === '' ? 'out of all folders' : `into ${quoted(folderName(parent))}`;
  const name = connection?.name ?? folderName(path ?? '');
  const at = keys.indexOf(key);
  return at < 0 ? null : placed(name, parent === before ? null : into, at, keys.length);
}

/** Says where a message went in the list of a connection: its group, if that is another one than before, and its place there. */
export function wordsOfMessageMove(
  before: readonly MessageGroup[],
  groups: readonly MessageGroup[],
  id: MessageId,
): string | null {
  const group = groupOf(groups, id);
  const at = group?.messages.findIndex((message) => message.id === id) ?? -1;
  const message = group?.messages[at];
  if (!group || !message) return null;
  const isSame = groupOf(before, id)?.folder === group.folder;
  return placed(message.name, isSame ? null : `to ${quoted(labelOfGroup(group))}`, at, group.messages.length);
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
