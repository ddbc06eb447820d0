import { Cell } from '../../../shared/base/signal.ts';
import type { SavedConnection } from '../../../shared/model/connection.ts';
import { deepestFolder, isWithinFolder, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import { messageIdSchema, type ConnectionId, type MessageId } from '../../../shared/model/ids.ts';
import { messagesBeside, messageSibling } from '../../../shared/model/messageGroups.ts';
import {
  messageFileEnding,
  mostMessages,
  type Message,
  type MessageContent,
  type MessageOwner,
  type SavedMessage,
} from '../../../shared/model/savedMessage.ts';
import { placesAfter, type Places, type Sibling } from '../../../shared/model/siblingOrder.ts';
import { Serial } from '../base/serial.ts';
import { messageFileName } from '../files/fileName.ts';
import type { Removed } from './deletions.ts';
import { tooManyMessages, unreadBefore } from './fileRefusals.ts';
import type { FolderContent } from './folderContent.ts';
import { placesAt, type Place } from './folderRules.ts';
import { JsonFolder } from './jsonFolder.ts';
import type { JsonList } from './jsonList.ts';
import { messageEndings, messageFile } from './messageFile.ts';
import { MessageOwners } from './messageOwners.ts';
import {
  fileOfCopy,
  idOfCopy,
  messageOf,
  revisionOfMessage,
  savedOf,
  type MessageCopy,
  type MessageList,
} from './savedMessages.ts';
import { mustDeleteSeen, mustReplaceSeen } from './seenRevision.ts';

/**
 * The named messages, one JSON file each, in the folders of the connections: so they move with a folder, and stand beside their connection
 * in git. Those of a connection name it, and stand in its folder; those of a folder name none.
 */
export class MessageFiles {
  /** One write after the other, those of the connections in the same folders, too. */
  readonly serial = new Serial();
  readonly list = new Cell<MessageList>({ isWhole: false, unread: null, messages: [], problems: [] });
  private readonly makeId: () => string;
  private readonly connectionsRead: () => Promise<void>;
  private readonly files: JsonFolder<Message>;
  private saved: ReadonlyMap<string, SavedMessage> = new Map();
  private owners = new MessageOwners([]);
  /** The first reading; null until somebody needs it. */
  private reading: Promise<void> | null = null;
  /** One after the other: a place is between those that others have by then. */
  private readonly placing = new Serial();
  private readonly stopping = new AbortController();

  /** `folder` is that of the connections. Whose the messages are is known after `connectionsRead`, which they are read after. */
  constructor(
    folder: string,
    makeId: () => string,
    connectionsRead = (): Promise<void> => Promise.resolve(),
  ) {
    this.makeId = makeId;
    this.connectionsRead = connectionsRead;
    this.files = new JsonFolder<Message>({
      folder,
      file: messageFile,
      endings: messageEndings,
      levels: deepestFolder,
      nameOf: ({ name, id }) => messageFileName(name, id),
      compare: () => 0,
      subject: 'This message',
      gone: 'This message is no longer in the workspace, or its file has a mistake.',
      makeId,
      serial: this.serial,
      copied: (message, file) => ({ ...message, id: idOfCopy(message.id, file) }),
      listed: (list) => this.show(list),
    });
  }

  /**
   * Resolves when all files were read for the first time, or could not be. The first who needs them begins that; `list` has what was read until
   * then.
   */
  whenRead(): Promise<void> {
    this.reading ??= this.read();
    return this.reading;
  }

  /** Throws NOT_FOUND. */
  get(id: MessageId): SavedMessage {
    const saved = this.saved.get(this.files.get(id).id);
    if (saved) return saved;
    throw new Error('A message is listed, and is not there.');
  }

  /** Whose the messages are depends on the connections that there are. */
  setOwners(owners: MessageOwners): void {
    this.owners = owners;
    const isSame = [...this.files.list.found].every(
      ([id, { item, folder }]) => this.saved.get(id)?.connection === this.meant(folder, item.connection),
    );
    if (!isSame) this.show(this.files.list);
  }

  /** After another message, or else behind all others. Rejects with a sentence when the file cannot be written. */
  async create(content: MessageContent, owner: MessageOwner, after?: MessageId): Promise<SavedMessage> {
    await this.whenRead();
    return this.placing.run(async () => {
      this.mustHoldMore(1);
      const id = messageIdSchema.parse(this.makeId());
      const places = placesAfter(this.siblingsOf(owner), after, { key: id, name: content.name });
      const connection = this.toWrite(owner);
      const message = messageOf({ version: 1, id, ...content, order: places.get(id), connection });
      await this.files.create(message, owner.folder);
      await this.place(places, id);
      return this.get(id);
    });
  }

  /** Rejects with NOT_FOUND when the file is gone or has a mistake by now, and with WRONG_STATE when it has another content than `revision`. */
  async update(id: MessageId, content: MessageContent, revision: string): Promise<SavedMessage> {
    await this.whenRead();
    await this.files.rewrite(id, ({ item }) => {
      mustReplaceSeen('message', revisionOfMessage(item), revision);
      const { version, order, connection } = item;
      return { item: messageOf({ version, id, ...content, order, connection }) };
    });
    return this.get(id);
  }

  /** Gives a message to another connection or folder, or another place among those beside it. */
  async move(id: MessageId, owner: MessageOwner, place: Place<MessageId>): Promise<SavedMessage> {
    await this.whenRead();
    return this.placing.run(async () => {
      const moved = this.get(id);
      const siblings = this.siblingsOf(owner).filter(({ key }) => key !== id);
      const places = placesAt(siblings, place, messageSibling(moved));
      await this.place(places, id);
      const { folder } = owner;
      const placed = { order: places.get(id), connection: this.toWrite(owner) };
      await this.files.rewrite(id, ({ item }) => ({ item: messageOf({ ...item, ...placed }), folder }));
      return this.get(id);
    });
  }

  /** Rejects like `update`. What was removed may come back. */
  async remove(id: MessageId, revision?: string): Promise<Removed> {
    await this.whenRead();
    return this.files.remove(id, ({ item }) => mustDeleteSeen('message', revisionOfMessage(item), revision));
  }

  /** Copies the own messages of a connection to another one, in the same order. Rejects with LIMIT before it writes anything. */
  async copy(from: ConnectionId, to: ConnectionId, folder: FolderPath): Promise<void> {
    await this.whenRead();
    const own = this.ownOf(from);
    this.mustHoldMore(own.length);
    const connection = this.toWrite({ folder, connection: to });
    for (const { version, order, folder: _, revision: __, ...content } of own) {
      const id = messageIdSchema.parse(this.makeId());
      await this.files.create(messageOf({ ...content, version, order, id, connection }), folder);
    }
  }

  /** The messages of a connection itself, in no order. */
  ownOf(connection: ConnectionId): readonly SavedMessage[] {
    return [...this.saved.values()].filter((message) => message.connection === connection);
  }

  /** Gives messages to the connection that they belonged to until it was changed, in the folder where it is now. */
  async follow(
    own: readonly SavedMessage[],
    { id: connection, folder }: Pick<SavedConnection, 'id' | 'folder'>,
  ): Promise<void> {
    const written = this.toWrite({ folder, connection });
    for (const { id } of own) {
      const known = this.files.list.found.get(id);
      if (!known || (known.folder === folder && known.item.connection === written)) continue;
      await this.files.rewrite(id, ({ item }) => ({
        item: messageOf({ ...item, connection: written }),
        folder,
      }));
    }
  }

  /** For a change of folders: the messages in one and below. Throws WRONG_STATE where a file of one cannot be read: it would be deleted unseen. */
  async within(folder: FolderPath): Promise<readonly SavedMessage[]> {
    await this.rescanWithin();
    const problem = this.list.value.problems.find(({ file }) => isWithinFolder(file, folder));
    if (problem) throw unreadBefore(problem.file);
    return this.savedIn(folder);
  }

  /** One folder as it was last read. */
  contentOf(folder: FolderPath): FolderContent<Message> | undefined {
    return this.files.contentOf(folder);
  }

  /**
   * The files for a copy of a folder and all below it: `ids` has the copy of each connection. A message of any other connection becomes one of
   * the folder that its copy stands in. Rejects with LIMIT.
   */
  async copiesFor(
    within: FolderPath,
    ids: ReadonlyMap<ConnectionId, ConnectionId>,
  ): Promise<readonly MessageCopy[]> {
    await this.rescanWithin();
    const copied = this.savedIn(within);
    this.mustHoldMore(copied.length);
    return copied.map((message) => fileOfCopy(message, messageIdSchema.parse(this.makeId()), ids));
  }

  /** Throws LIMIT unless so many more can be listed. */
  mustHoldMore(count: number): void {
    if (this.saved.size + count > mostMessages) throw tooManyMessages();
  }

  /** Looks at the folder again. Only files that have changed are read. */
  async rescan(): Promise<void> {
    await this.whenRead();
    await this.files.rescan();
  }

  /** The same when another program may have changed something; what nobody has needed yet is not read. */
  async lookAgain(): Promise<void> {
    if (this.reading) await this.rescan();
  }

  /** The same after a change of folders, within the shared serial. */
  async foldersChanged(): Promise<void> {
    if (this.reading) await this.files.scan();
  }

  /** The same for a change of folders, which runs in the shared serial already. */
  rescanWithin(): Promise<void> {
    return this.files.scan();
  }

  /** Ends the first reading. Resolves when that and all writes have ended. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.reading;
    await this.placing.settled();
    await this.files.settled();
  }

  private async read(): Promise<void> {
    await this.connectionsRead();
    const { signal } = this.stopping;
    await this.files.readInSteps(signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  private savedIn(folder: FolderPath): SavedMessage[] {
    return [...this.saved.values()].filter((message) => isWithinFolder(message.folder, folder));
  }

  private meant(folder: FolderPath, written: ConnectionId | undefined): ConnectionId | undefined {
    return written && this.owners.meant(folder, written);
  }

  private toWrite({ folder, connection }: MessageOwner): ConnectionId | undefined {
    return connection && this.owners.toWrite(folder, connection);
  }

  private siblingsOf(owner: MessageOwner): Sibling[] {
    return messagesBeside(owner, this.saved.values(), this.owners.isKnown).map(messageSibling);
  }

  /** Writes the places of all but one. */
  private async place(places: Places, except: MessageId): Promise<void> {
    for (const [id, order] of places) {
      if (id !== except)
        await this.files.rewrite(messageIdSchema.parse(id), ({ item }) => ({
          item: messageOf({ ...item, order }),
        }));
    }
  }

  private show({ isWhole, unread, found, problems }: JsonList<Message>): void {
    this.saved = new Map(
      [...found].map(([id, each]) => {
        const connection = this.meant(each.folder, each.item.connection);
        return [id, savedOf(each, connection, this.saved.get(id))];
      }),
    );
    this.list.set({
      isWhole,
      unread,
      messages: [...this.saved.values()],
      // Those of the folders are the connections' to tell.
      problems: problems.filter(({ file }) => file.endsWith(messageFileEnding)),
    });
  }
}
