import type { SavedConnection } from '../../../shared/model/connection.ts';
import type { ConnectionId, MessageId } from '../../../shared/model/ids.ts';
import type { Removed } from './deletions.ts';
import { changedSinceSeen } from './seenRevision.ts';
import type { Workspace } from './workspace.ts';

type Files = Pick<Workspace, 'connections' | 'messages'>;

/** Changes or moves a connection, and takes its own messages along: they stand in its folder, and name it by the id in its file. */
export async function changeWithMessages(
  files: Files,
  id: ConnectionId,
  change: () => Promise<SavedConnection>,
): Promise<SavedConnection> {
  await files.messages.whenRead();
  const own = ownMessages(files, id);
  const changed = await change();
  await files.messages.follow(own, changed);
  return changed;
}

/** What a person saw of a connection that they want to delete. */
interface Agreed {
  readonly revision?: string | undefined;
  readonly messages?: readonly MessageId[] | undefined;
}

/**
 * Deletes a connection, and then its own messages: all of them, or nothing. Rejects with WRONG_STATE where there is more or something else by
 * now than what was agreed to. What was removed may come back, in this order.
 */
export async function removeWithMessages(
  files: Files,
  id: ConnectionId,
  { revision, messages }: Agreed = {},
): Promise<readonly Removed[]> {
  await files.messages.whenRead();
  const own = ownMessages(files, id);
  if (messages && own.some((message) => !messages.includes(message.id))) throw changedSinceSeen('connection');
  const removed = [await files.connections.remove(id, revision)];
  try {
    for (const message of own) removed.push(await files.messages.remove(message.id));
    return removed;
  } catch (error) {
    for (const each of removed) await each.restore();
    throw error;
  }
}

/** Those in its folder. One that stands elsewhere may be what a copy or another program left there, and stays. */
function ownMessages({ connections, messages }: Files, id: ConnectionId): ReturnType<typeof messages.ownOf> {
  const folder = connections.list.value.connections.find((each) => each.id === id)?.folder;
  return messages.ownOf(id).filter((message) => message.folder === folder);
}
