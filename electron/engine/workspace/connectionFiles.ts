import { hash } from 'node:crypto';
import { Owner, type Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import {
  connectionSchema,
  type Connection,
  type ConnectionFolder,
  type Endpoint,
  type SavedConnection,
  type WorkspaceProblem,
} from '../../../shared/model/connection.ts';
import { deepestFolder, mostConnections, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import { connectionSibling, ConnectionTree } from '../../../shared/model/connectionTree.ts';
import { connectionIdSchema, type ConnectionId } from '../../../shared/model/ids.ts';
import { keyBehind, placesFor, type Places } from '../../../shared/model/siblingOrder.ts';
import type { Log } from '../base/deps.ts';
import { Serial } from '../base/serial.ts';
import { jsonFileName } from '../files/fileName.ts';
import { fileRefusal } from '../files/files.ts';
import { connectionFile } from './connectionFile.ts';
import { existsAlready, notRead, tooManyConnections } from './fileRefusals.ts';
import { ConnectionFolders } from './connectionFolders.ts';
import type { Removed } from './deletions.ts';
import type { FolderFacts } from './folderFile.ts';
import { listedFolder, placesAt, type Place } from './folderRules.ts';
import { connectionEndings } from './messageFile.ts';
import type { MessageFiles } from './messageFiles.ts';
import { MessageOwners } from './messageOwners.ts';
import { formatJsonFile } from './jsonFile.ts';
import { JsonFolder } from './jsonFolder.ts';
import type { FoundItem, JsonList } from './jsonList.ts';
import { mustDeleteSeen, mustReplaceSeen, revisionOf } from './seenRevision.ts';

/** The content of the folder: connections, the folders that they are in, and the files that hold neither. */
export interface ConnectionList {
  /** False until all files were read for the first time. */
  readonly isWhole: boolean;
  /** The first of what could not be read: connections in it are as they were last known, if they were; null when everything was read. */
  readonly unread: WorkspaceProblem | null;
  readonly folders: readonly ConnectionFolder[];
  /** From top to bottom, as the tree has them. */
  readonly connections: readonly SavedConnection[];
  readonly problems: readonly WorkspaceProblem[];
}

/** Where a new connection goes: into a folder, after another one if that has a place, or behind all others there. */
interface NewPlace {
  /** Made here unless told. */
  readonly id?: ConnectionId | undefined;
  readonly folder?: FolderPath | undefined;
  readonly after?: ConnectionId | 'all' | undefined;
}

const nothingListed = { isWhole: false, unread: null, folders: [], connections: [], problems: [] };

/** The saved connections, one JSON file each, in folders. */
export class ConnectionFiles {
  readonly list = new Cell<ConnectionList>(nothingListed);
  readonly folders: ConnectionFolders;
  private readonly makeId: () => string;
  private readonly files: JsonFolder<Connection>;
  private tree = new ConnectionTree([], []);
  private saved: ReadonlyMap<string, SavedConnection> = new Map();
  /** The first reading; null until somebody needs it. */
  private reading: Promise<void> | null = null;
  /** One after the other: a place is between those that others have by then. */
  private readonly placing = new Serial();
  private readonly begun = Promise.withResolvers<void>();
  private readonly stopping = new AbortController();

  /** `replaced` receives a connection, or what a folder says, as it was before it was changed or removed from here, and is awaited; it must not reject. */
  constructor(
    folder: string,
    makeId: () => string,
    messages: MessageFiles,
    replaced: (before: Connection | FolderFacts, list: ConnectionList) => Promise<void> = () =>
      Promise.resolve(),
  ) {
    this.makeId = makeId;
    this.files = new JsonFolder<Connection>({
      folder,
      file: connectionFile,
      endings: connectionEndings,
      levels: deepestFolder,
      nameOf: ({ name, id }) => jsonFileName(name, id),
      compare: () => 0,
      subject: 'This connection',
      gone: 'This connection is no longer in the workspace, or its file has a mistake.',
      makeId,
      serial: messages.serial,
      copied: (connection, file) => ({ ...connection, id: idOfCopy(connection.id, file) }),
      listed: (list) => {
        this.show(list);
        messages.setOwners(new MessageOwners(list.found.values()));
      },
      foldersChanged: () => messages.foldersChanged(),
      replaced: (before) => replaced(before, this.list.value),
    });
    this.folders = new ConnectionFolders({
      root: folder,
      files: this.files,
      messages,
      makeId,
      replaced: (before) => replaced(before, this.list.value),
      fileOf: (connection) => {
        const copy = connectionSchema.parse({ ...connection, id: makeId() });
        return {
          id: copy.id,
          name: jsonFileName(copy.name, copy.id),
          text: formatJsonFile(connectionFile, copy),
        };
      },
    });
  }

  /** Throws NOT_FOUND, and WRONG_STATE where it may be in what could not be read. */
  get(id: ConnectionId): SavedConnection {
    const saved = this.saved.get(this.files.get(id).id);
    if (saved) return saved;
    throw new Error('A connection is listed, and is not there.');
  }

  /**
   * The folder that a connection is in; that of all connections for an unknown one. Throws WRONG_STATE where it may be in one that could not be
   * read, whose variables are not known.
   */
  folderOf(id: ConnectionId): FolderPath {
    const { unread } = this.list.value;
    if (!this.saved.has(id) && unread) throw notRead('The folder of this connection', unread);
    return this.saved.get(id)?.folder ?? '';
  }

  /** Rejects with a sentence when the file cannot be written. */
  async create(
    name: string,
    endpoint: Endpoint,
    { id: given, folder = '', after }: NewPlace = {},
  ): Promise<SavedConnection> {
    await this.whenRead();
    return this.placing.run(async () => {
      if (this.list.value.connections.length >= mostConnections) throw tooManyConnections();
      const id = given ?? connectionIdSchema.parse(this.makeId());
      if (this.saved.has(id)) throw existsAlready();
      const places = this.placesAfter(folder, after, { key: id, name });
      const order = places.get(id);
      const connection = connectionSchema.parse({ version: 1, id, name, order, endpoint });
      await this.files.create(connection, folder);
      await this.place(places, id);
      return this.get(id);
    });
  }

  /**
   * Replaces name and endpoint. Rejects with NOT_FOUND when the file is gone or has a mistake by now, and with WRONG_STATE when its name or
   * endpoint is no longer that of `revision`.
   */
  async update(
    id: ConnectionId,
    name: string,
    endpoint: Endpoint,
    revision?: string,
  ): Promise<SavedConnection> {
    await this.whenRead();
    await this.files.rewrite(id, ({ item }) => {
      mustReplaceSeen('connection', revisionOf(seenOf(item)), revision);
      return { item: connectionSchema.parse({ ...item, name, endpoint }) };
    });
    return this.get(id);
  }

  /** Moves a connection to a place, in its folder or in another one. Only the order of others is changed, and only where nothing fits between. */
  async move(id: ConnectionId, folder: FolderPath, place: Place<ConnectionId>): Promise<SavedConnection> {
    await this.whenRead();
    return this.placing.run(async () => {
      const moved = this.get(id);
      const siblings = this.siblingsIn(folder).filter(({ key }) => key !== id);
      const places = placesAt(siblings, place, connectionSibling(moved));
      await this.place(places, id);
      const order = places.get(id);
      await this.files.rewrite(id, ({ item }) => ({ item: withOrder(item, order), folder }));
      return this.get(id);
    });
  }

  /** Rejects like `update`. It may come back. */
  async remove(id: ConnectionId, revision?: string): Promise<Removed> {
    await this.whenRead();
    return this.files.remove(id, ({ item }) =>
      mustDeleteSeen('connection', revisionOf(seenOf(item)), revision),
    );
  }

  /** Looks at the folder again. Only files that have changed are read. */
  rescan(): Promise<void> {
    return this.files.rescan();
  }

  /** Reads the folder for the first time, bit by bit, and repairs what a killed program left. Rejects where that cannot be put back or deleted. */
  private read(): Promise<void> {
    this.reading ??= this.files.open(this.stopping.signal);
    this.begun.resolve();
    return this.reading;
  }

  /** Resolves when the folder was read, or could not be. The first who needs it begins that; `list` has what was read until then. */
  whenRead(): Promise<void> {
    return this.read().catch(() => undefined);
  }

  /** All of them, once the folder was read. */
  async all(): Promise<readonly SavedConnection[]> {
    await this.whenRead();
    return this.list.value.connections;
  }

  /** Follows other programs' changes in the folder, from when it was read on; `alsoLook` looks when it does. */
  follow(log: Log, alsoLook: () => Promise<void>): Disposable {
    const following = new Owner();
    const failure = 'The connections could not be listed';
    void this.begun.promise
      .then(() => this.read())
      .catch((error: unknown) => following.isDisposed || log.warn(fileRefusal(failure, error).message))
      // Only now, since who begins to follow looks at everything once more.
      .then(() => following.add(this.files.watch(log, failure, alsoLook)));
    return following;
  }

  /** Ends the first reading. Resolves when that and all writes have ended. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.whenRead();
    await this.placing.settled();
    await this.files.settled();
  }

  private siblingsIn(folder: FolderPath): ReturnType<typeof connectionSibling>[] {
    return this.tree.contentOf(folder).connections.map(connectionSibling);
  }

  private placesAfter(
    folder: FolderPath,
    after: ConnectionId | 'all' | undefined,
    added: { readonly key: string; readonly name: string },
  ): Places {
    const siblings = this.siblingsIn(folder);
    if (after === 'all') return new Map([[added.key, keyBehind(siblings)]]);
    const index = siblings.findIndex(({ key }) => key === after);
    return siblings[index]?.order === undefined ? new Map() : placesFor(siblings, index + 1, added);
  }

  /** Writes the places of all but one. */
  private async place(places: Places, except: ConnectionId): Promise<void> {
    for (const [id, order] of places) {
      if (id !== except)
        await this.files.rewrite(connectionIdSchema.parse(id), ({ item }) => ({
          item: withOrder(item, order),
        }));
    }
  }

  private show({ isWhole, unread, found, folders, problems }: JsonList<Connection>): void {
    const saved = new Map([...found].map(([id, each]) => [id, savedOf(each, this.saved.get(id))]));
    const listed = folders.map(listedFolder);
    this.saved = saved;
    this.tree = new ConnectionTree(listed, [...saved.values()]);
    this.list.set({
      isWhole,
      unread,
      folders: this.tree.foldersBelow(''),
      connections: this.tree.connectionsBelow(''),
      problems,
    });
  }
}

/** The same object as before for a file that has not changed: readers see by that what has. */
function savedOf(
  { item, folder }: FoundItem<Connection>,
  before: SavedConnection | undefined,
): SavedConnection {
  if (before && before.folder === folder && before.endpoint === item.endpoint && before.id === item.id)
    return before;
  return { ...item, folder, revision: revisionOf(seenOf(item)) };
}

/** What a person sees and changes of a connection. */
function seenOf({ name, endpoint }: Connection): readonly unknown[] {
  return [name, endpoint];
}

/** The same for the same file as long as nobody moves it, so that a tab of the copy stays. */
function idOfCopy(id: ConnectionId, file: string): ConnectionId {
  return connectionIdSchema.parse(`copy-${hash('sha256', `${id} ${file}`, 'hex').slice(0, 24)}`);
}

/** Undefined takes the place away. */
function withOrder(connection: Connection, order: string | undefined): Connection {
  const { order: _, ...others } = connection;
  return connectionSchema.parse(order === undefined ? others : { ...others, order });
}
