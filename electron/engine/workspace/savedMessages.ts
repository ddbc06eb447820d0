import { hash } from 'node:crypto';
import type { WorkspaceProblem } from '../../../shared/model/connection.ts';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import { messageIdSchema, type ConnectionId, type MessageId } from '../../../shared/model/ids.ts';
import { messageSchema, type Message, type SavedMessage } from '../../../shared/model/savedMessage.ts';
import { messageFileName } from '../files/fileName.ts';
import { formatJsonFile } from './jsonFile.ts';
import { messageFile } from './messageFile.ts';
import type { FoundItem } from './jsonList.ts';
import { revisionOf } from './seenRevision.ts';

/** The named messages, and the files that hold none. */
export interface MessageList {
  /** False until all files were read for the first time. */
  readonly isWhole: boolean;
  /** The first of what could not be read: messages in it are as they were last known, if they were; null when everything was read. */
  readonly unread: WorkspaceProblem | null;
  readonly messages: readonly SavedMessage[];
  readonly problems: readonly WorkspaceProblem[];
}

/** A field that is undefined is absent. */
export function messageOf(fields: {
  readonly [Field in keyof Message]: Message[Field] | undefined;
}): Message {
  return messageSchema.parse(
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  );
}

/** A message of this connection as it is listed: the same object as `before` for a file that has not changed, since readers see by that what has. */
export function savedOf(
  { item, folder }: FoundItem<Message>,
  connection: ConnectionId | undefined,
  before: SavedMessage | undefined,
): SavedMessage {
  const revision = revisionOfMessage(item);
  const isSame =
    before?.revision === revision &&
    before.folder === folder &&
    before.order === item.order &&
    before.connection === connection;
  if (isSame) return before;
  return { ...item, ...(connection !== undefined && { connection }), folder, revision };
}

/** 10,000 messages are listed again after each change, and their files are read only when they have changed. */
const revisions = new WeakMap<Message, string>();

/** Differs when the content does. */
export function revisionOfMessage(message: Message): string {
  const known = revisions.get(message);
  if (known !== undefined) return known;
  const { order: _, connection: __, ...content } = message;
  const revision = revisionOf(content);
  revisions.set(message, revision);
  return revision;
}

/** The id of a copied file's message: the same for the same file as long as nobody moves it. */
export function idOfCopy(id: MessageId, file: string): MessageId {
  return messageIdSchema.parse(`copy-${hash('sha256', `${id} ${file}`, 'hex').slice(0, 24)}`);
}

/** The file of a copied message; `folder` is that of the original. */
export interface MessageCopy {
  readonly folder: FolderPath;
  readonly file: { readonly name: string; readonly text: string };
}

/** The file for a copy with this id. It belongs to the copy of its connection, which `ids` has; without one, to the folder. */
export function fileOfCopy(
  message: SavedMessage,
  id: MessageId,
  ids: ReadonlyMap<ConnectionId, ConnectionId>,
): MessageCopy {
  const { folder, revision: _, connection, ...content } = message;
  const copy = messageOf({ ...content, id, connection: connection && ids.get(connection) });
  return {
    folder,
    file: { name: messageFileName(content.name, id), text: formatJsonFile(messageFile, copy) },
  };
}
