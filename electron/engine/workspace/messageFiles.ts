import { hash } from 'node:crypto';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { WorkspaceProblem } from '../../../shared/model/connection.ts';
import { deepestFolder, isWithinFolder, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import { messageIdSchema, type ConnectionId, type MessageId } from '../../../shared/model/ids.ts';
import { messageSibling } from '../../../shared/model/messageGroups.ts';
import {
  messageFileEnding,
  messageSchema,
  mostMessages,
  type Message,
  type MessageContent,
  type MessageOwner,
  type SavedMessage,
} from '../../../shared/model/savedMessage.ts';
import { compareSiblings, placesFor, type Places, type Sibling } from '../../../shared/model/siblingOrder.ts';
import { messageFileName } from '../files/fileName.ts';
import { indexOf, type Place } from './folderRules.ts';
import { formatJsonFile } from './jsonFile.ts';
import { JsonFolder } from './jsonFolder.ts';
import type { FoundItem, JsonList } from './jsonList.ts';
import { messageEndings, messageFile } from './messageFile.ts';

/** The named messages, and the files that hold none. */
export interface MessageList {
  readonly messages: readonly SavedMessage[];
  readonly problems: readonly WorkspaceProblem[];
}

/**
 * The named messages, one JSON file each, in the folders of the connections: so they move with a folder, and stand beside their connection
 * in git. Those of a connection name it, and stand in its folder; those of a folder name none.
 */
export class MessageFiles {
  readonly list = new Cell<MessageList>({ messages: [], problems: [] });
  private readonly makeId: () => string;
  private readonly files: JsonFolder<Message>;
  private saved: ReadonlyMap<string, SavedMessage> = new Map();

  /** `folder` is that of the connections. */
  constructor(folder: string, makeId: () => string) {
    this.makeId = makeId;
    this.files = new JsonFolder<Message>({
      folder,
      file: messageFile,
      endings: messageEndings,
      levels: deepestFolder,
      nameOf: ({ name, id }) => messageFileName(name, id),
      compare: () => 0,
      gone: 'This message is no longer in the workspace, or its file has a mistake.',
      makeId,
      copied: (message, file) => ({ ...message, id: idOfCopy(message.id, file) }),
      listed: (list) => this.show(list),
    });
  }

  /** Throws NOT_FOUND. */
  get(id: MessageId): SavedMessage {
    const saved = this.saved.get(this.files.get(id).id);
    if (saved) return saved;
    throw new Error('A message is listed, and is not there.');
  }

  /** Rejects with a sentence when the file cannot be written. */
  async create(content: MessageContent, owner: MessageOwner, after?: MessageId): Promise<SavedMessage> {
    if (this.saved.size >= mostMessages) throw tooMany();
    const id = messageIdSchema.parse(this.makeId());
    const siblings = this.siblingsOf(owner);
    const index = siblings.findIndex(({ key }) => key === after);
    const places = placesFor(siblings, index < 0 ? siblings.length : index + 1, {
      key: id,
      name: content.name,
    });
    const { connection } = owner;
    await this.files.create(
      messageOf({ version: 1, id, ...content, order: places.get(id), connection }),
      owner.folder,
    );
    await this.place(places, id);
    return this.get(id);
  }

  /** Rejects with NOT_FOUND when the file is gone or has a mistake by now, and with WRONG_STATE when it has another content than `revision`. */
  async update(id: MessageId, content: MessageContent, revision: string): Promise<SavedMessage> {
    await this.files.rewrite(id, ({ item }) => {
      if (revisionOf(item) !== revision) throw changedMeanwhile();
      const { version, order, connection } = item;
      return { item: messageOf({ version, id, ...content, order, connection }) };
    });
    return this.get(id);
  }

  /** Gives a message to another connection or folder, or another place among those beside it. */
  async move(id: MessageId, owner: MessageOwner, place: Place<MessageId>): Promise<SavedMessage> {
    const moved = this.get(id);
    const siblings = this.siblingsOf(owner).filter(({ key }) => key !== id);
    const index = indexOf(siblings, place);
    const places: Places =
      index === null ? new Map([[id, undefined]]) : placesFor(siblings, index, messageSibling(moved));
    await this.place(places, id);
    const order = places.get(id);
    const { connection, folder } = owner;
    await this.files.rewrite(id, ({ item }) => ({ item: messageOf({ ...item, order, connection }), folder }));
    return this.get(id);
  }

  /** Rejects with NOT_FOUND, like `update`. */
  remove(id: MessageId): Promise<void> {
    return this.files.remove(id);
  }

  /** Copies the own messages of a connection to another one, in the same order. */
  async copy(from: ConnectionId, to: ConnectionId, folder: FolderPath): Promise<void> {
    for (const { version, order, folder: _, revision: __, ...content } of this.ownOf(from)) {
      const id = messageIdSchema.parse(this.makeId());
      await this.files.create(messageOf({ ...content, version, order, id, connection: to }), folder);
    }
  }

  /** Takes the own messages of a connection to the folder that it is in now. */
  async follow(connection: ConnectionId, folder: FolderPath): Promise<void> {
    for (const { id, folder: before } of this.ownOf(connection)) {
      if (before !== folder) await this.files.rewrite(id, ({ item }) => ({ item, folder }));
    }
  }

  /** Deletes the own messages of a connection. */
  async removeOwn(connection: ConnectionId): Promise<void> {
    for (const { id } of this.ownOf(connection)) await this.files.remove(id);
  }

  /** The messages in a folder and below. Throws WRONG_STATE where a file of one cannot be read: it would be deleted unseen. */
  async within(folder: FolderPath): Promise<readonly SavedMessage[]> {
    await this.files.rescan();
    const problem = this.list.value.problems.find(({ file }) => isWithinFolder(file, folder));
    if (problem)
      throw new WirebenchError(
        'WRONG_STATE',
        `Nothing was deleted: ${problem.file} cannot be read. Correct or delete it first.`,
      );
    return [...this.saved.values()].filter((message) => isWithinFolder(message.folder, folder));
  }

  /** Deletes messages with their folder, which is not kept. */
  removeAll(ids: readonly MessageId[]): Promise<void> {
    return this.files.changeFolders(async ({ removeItem }) => {
      for (const id of ids) await removeItem(id);
    });
  }

  /** The files of the messages in one folder for a copy of it: `ids` has the copy of each connection. */
  copiesFor(
    folder: FolderPath,
    ids: ReadonlyMap<ConnectionId, ConnectionId>,
  ): readonly { readonly name: string; readonly text: string }[] {
    return [...this.saved.values()]
      .filter((message) => message.folder === folder)
      .map((message) => {
        const { folder: _, revision: __, connection, ...content } = message;
        const id = messageIdSchema.parse(this.makeId());
        const owner = connection && (ids.get(connection) ?? connection);
        return {
          name: messageFileName(content.name, id),
          text: formatJsonFile(messageFile, messageOf({ ...content, id, connection: owner })),
        };
      });
  }

  /** Looks at the folder again. Only files that have changed are read. */
  rescan(): Promise<void> {
    return this.files.rescan();
  }

  /** Resolves when no write is in progress any more. */
  settled(): Promise<void> {
    return this.files.settled();
  }

  private ownOf(connection: ConnectionId): SavedMessage[] {
    return [...this.saved.values()].filter((message) => message.connection === connection);
  }

  private siblingsOf({ folder, connection }: MessageOwner): Sibling[] {
    return [...this.saved.values()]
      .filter(
        (each) => each.connection === connection && (connection !== undefined || each.folder === folder),
      )
      .map(messageSibling)
      .toSorted(compareSiblings);
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

  private show({ found, problems }: JsonList<Message>): void {
    this.saved = new Map([...found].map(([id, each]) => [id, savedOf(each, this.saved.get(id))]));
    this.list.set({
      messages: [...this.saved.values()],
      // Those of the folders are the connections' to tell.
      problems: problems.filter(({ file }) => file.endsWith(messageFileEnding)),
    });
  }
}

/** A field that is undefined is absent. */
function messageOf(fields: { readonly [Field in keyof Message]: Message[Field] | undefined }): Message {
  return messageSchema.parse(
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  );
}

/** The same object as before for a file that has not changed: readers see by that what has. */
function savedOf({ item, folder }: FoundItem<Message>, before: SavedMessage | undefined): SavedMessage {
  const revision = revisionOf(item);
  const isSame =
    before?.revision === revision &&
    before.folder === folder &&
    before.order === item.order &&
    before.connection === item.connection;
  return isSame ? before : { ...item, folder, revision };
}

/** Differs when the content does. */
function revisionOf(message: Message): string {
  const { order: _, connection: __, ...content } = message;
  return hash('sha256', JSON.stringify(content), 'hex').slice(0, 32);
}

/** The same for the same file as long as nobody moves it. */
function idOfCopy(id: MessageId, file: string): MessageId {
  return messageIdSchema.parse(`copy-${hash('sha256', `${id} ${file}`, 'hex').slice(0, 24)}`);
}

function changedMeanwhile(): WirebenchError {
  const message =
    'This message was changed by another program meanwhile, so nothing was written. Compare the two, then save again.';
  return new WirebenchError('WRONG_STATE', message);
}

function tooMany(): WirebenchError {
  const message = `A workspace has at most ${mostMessages.toLocaleString('en')} messages. Delete some, or use another workspace.`;
  return new WirebenchError('LIMIT', message);
}
