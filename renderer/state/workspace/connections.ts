import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { isSameList } from '../../../shared/base/sameList.ts';
import type { AddedExamples } from '../../../shared/contract/workspace.ts';
import type {
  ConnectionFolder,
  Endpoint,
  SavedConnection,
  WorkspaceProblem,
} from '../../../shared/model/connection.ts';
import type { FolderPath } from '../../../shared/model/connectionFolder.ts';
import { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import type { DeletionId, ConnectionId, MessageId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { KeyStorage } from '../base/stored.ts';
import { freeName } from '../../../shared/base/freeName.ts';
import { AgreedWrites } from './agreedWrites.ts';
import { unnamed } from './connectionNames.ts';
import {
  isWorthKeeping,
  newConnection,
  newConnectionId,
  readNewConnections,
  writeNewConnections,
  type NewConnections,
} from './newConnections.ts';
import { MissedConnections, type Missed } from './missedConnections.ts';
import {
  noConnections,
  withChanges,
  withFolder,
  withoutTold,
  withUnread,
  type KnownConnections,
} from './connectionChanges.ts';

interface ConnectionsState {
  /** False until the engine has read all connections: those that are missing may come. */
  readonly isLoaded: boolean;
  /** True while a folder or file cannot be read: what is missing may be in it. */
  readonly hasUnread: boolean;
  /** From top to bottom, as the tree has them. */
  readonly connections: readonly SavedConnection[];
  /** Those that have just left the list, and may be back at once. */
  readonly missed: Missed;
  /** Those that have no file yet. */
  readonly drafts: NewConnections;
  /** Each before the folders within it. */
  readonly folders: readonly ConnectionFolder[];
  readonly tree: ConnectionTree;
  readonly problems: readonly WorkspaceProblem[];
  /** A sentence: why the list could not be read. */
  readonly failure: string | null;
}

/** Where a new connection goes: into a folder, after another one if that has a place. */
export interface NewPlace {
  readonly folder?: FolderPath;
  readonly after?: ConnectionId;
}

/** Among siblings: before one of them, at the end (null), or where its name belongs. */
export type Place<Key extends string> = { readonly before: Key | null } | 'by-name';

/** The folders that the connections are in. Each call rejects with a sentence; paths are those after it. */
interface FolderCalls {
  create(parent: FolderPath, name: string): Promise<FolderPath>;
  rename(folder: FolderPath, name: string): Promise<FolderPath>;
  move(folder: FolderPath, into: FolderPath, place: Place<FolderPath>): Promise<FolderPath>;
  duplicate(folder: FolderPath): Promise<FolderPath>;
  /** Rejects with WRONG_STATE when it has others than those of `revision` by now. Returns the new one. */
  setVariables(folder: FolderPath, variables: readonly Variable[], revision: string): Promise<string>;
  /** Refused when the folder has other connections or messages than these by now. */
  remove(
    folder: FolderPath,
    connections: readonly ConnectionId[],
    messages: readonly MessageId[],
  ): Promise<DeletionId>;
}

/** The saved connections, as in their files. */
export interface ConnectionStore extends Disposable {
  readonly store: StoreApi<ConnectionsState>;
  readonly folders: FolderCalls;
  /** The connection, which may be new. */
  get(id: ConnectionId): SavedConnection | undefined;
  /** The connection, or as it was while it may be back at once. */
  known(id: ConnectionId): SavedConnection | undefined;
  create(name: string, endpoint: Endpoint, place?: NewPlace): Promise<SavedConnection>;
  /** The names of all connections but this one: those that a name made by Wirebench must not be. */
  namesBeside(id: ConnectionId | null): string[];
  /** A connection that gets a file once `update` finds something worth keeping in it, or with `keep`. */
  begin(endpoint: Endpoint, folder: FolderPath): SavedConnection;
  /** True for one that has no file yet. */
  isNew(id: ConnectionId): boolean;
  /** Gives a new connection a file. */
  keep(id: ConnectionId): Promise<void>;
  /** Forgets those new ones that nobody needs any more. */
  abandon(isNeeded: (id: ConnectionId) => boolean): void;
  /** Rejects when the file has another name or endpoint by now than that of `revision`. */
  update(id: ConnectionId, name: string, endpoint: Endpoint, revision: string): Promise<SavedConnection>;
  move(id: ConnectionId, folder: FolderPath, place: Place<ConnectionId>): Promise<void>;
  /** Makes the examples. The first of their connections is known when this resolves. */
  addExamples(): Promise<AddedExamples>;
  /** With messages of its own; rejects when it has others than these, or is another one than is shown. */
  remove(id: ConnectionId, messages: readonly MessageId[]): Promise<DeletionId>;
}

/** `graceMs`: how long a connection that leaves the list may be back; for tests. */
export function createConnectionStore(
  client: WirebenchClient,
  storage: KeyStorage,
  graceMs?: number,
): ConnectionStore {
  const store = createStore<ConnectionsState>(() => ({
    ...nothingListed,
    missed: new Map(),
    drafts: readNewConnections(storage),
    failure: null,
  }));
  let known = noConnections;
  const setDrafts = (drafts: NewConnections): void => {
    store.setState({ drafts });
    writeNewConnections(storage, drafts);
  };
  const keepDrafts = (isKept: (id: ConnectionId) => boolean): void => {
    const { drafts } = store.getState();
    const kept = [...drafts].filter(([, { id }]) => isKept(id));
    if (kept.length < drafts.size) setDrafts(new Map(kept));
  };
  const putDraft = (draft: SavedConnection): SavedConnection => {
    setDrafts(new Map(store.getState().drafts).set(draft.id, draft));
    return draft;
  };
  const missing = new MissedConnections((missed) => store.setState({ missed }), graceMs);
  const show = (next: KnownConnections): void => {
    const missed = missing.look(known.connections, next.connections);
    known = next;
    store.setState({ ...listed(next, store.getState()), missed, failure: null });
    // Also one that another window has given its file.
    keepDrafts((id) => !next.connections.has(id));
  };
  let arriving = noConnections;
  let former = noConnections;
  const subscription = client.subscribe(
    'connections.list',
    {},
    (changes) => {
      // Pieces of one state are shown together. What an engine that has just started has read until now replaces no list that was whole.
      arriving = withChanges(arriving, changes, known);
      former = withoutTold(changes.isFirst ? known : former, changes);
      if (changes.isWhole && (arriving.isLoaded || !known.isLoaded)) show(withUnread(arriving, former));
      // The beginning of a large workspace is looked at while the rest arrives.
      else if (changes.isFirst && known === noConnections) show({ ...arriving, isLoaded: false });
    },
    (error) => error && store.setState({ failure: error.message }),
  );
  /** The answer is shown at once: the updated list may come a moment later, and a name must not flicker in between. */
  const put = (connection: SavedConnection): SavedConnection => {
    show({ ...known, connections: new Map(known.connections).set(connection.id, connection) });
    return connection;
  };
  const draftOf = (id: ConnectionId): SavedConnection | undefined =>
    known.connections.has(id) ? undefined : store.getState().drafts.get(id);
  const get = (id: ConnectionId): SavedConnection | undefined => known.connections.get(id) ?? draftOf(id);
  const namesBeside = (id: ConnectionId | null): string[] =>
    [...known.connections.values(), ...store.getState().drafts.values()]
      .filter((each) => each.id !== id)
      .map(({ name }) => name);
  const save = async ({ id, name, folder, endpoint }: SavedConnection): Promise<SavedConnection> =>
    put(await client.call('connections.create', { id, name, folder, endpoint }));
  const putFolder = (folder: ConnectionFolder, before = folder.path): FolderPath => {
    show(withFolder(known, before, folder));
    return folder.path;
  };
  return {
    store,
    folders: folderCalls(client, putFolder, missing),
    get,
    known: (id) => get(id) ?? store.getState().missed.get(id),
    create: async (name, endpoint, place = {}) =>
      put(await client.call('connections.create', { name, endpoint, ...place })),
    begin: (endpoint, folder) =>
      putDraft(
        newConnection({
          id: newConnectionId(),
          name: freeName(unnamed, namesBeside(null)),
          folder,
          endpoint,
        }),
      ),
    namesBeside,
    isNew: (id) => draftOf(id) !== undefined,
    async keep(id) {
      const draft = draftOf(id);
      if (draft) await save(draft);
    },
    abandon: (isNeeded) => keepDrafts(isNeeded),
    async update(id, name, endpoint, revision) {
      const draft = draftOf(id);
      if (!draft)
        return put(await client.call('connections.update', { connection: id, name, endpoint, revision }));
      return isWorthKeeping(draft, name, endpoint)
        ? save({ ...draft, name, endpoint })
        : putDraft({ ...draft, endpoint });
    },
    move: async (id, folder, place) =>
      void put(await client.call('connections.move', { connection: id, folder, place })),
    addExamples: async () => {
      const added = await client.call('workspace.addExamples', {});
      put(added.first);
      return added;
    },
    remove: async (id, messages) => {
      const revision = known.connections.get(id)?.revision;
      const agreed = { connection: id, revision, messages: [...messages] };
      return (await missing.leave([id], () => client.call('connections.remove', agreed))).deletion;
    },
    dispose: () => {
      subscription.dispose();
      missing.dispose();
    },
  };
}

function folderCalls(
  client: WirebenchClient,
  put: (folder: ConnectionFolder, before?: FolderPath) => FolderPath,
  missing: MissedConnections,
): FolderCalls {
  const writes = new AgreedWrites();
  return {
    create: async (parent, name) => put(await client.call('connections.createFolder', { parent, name })),
    rename: async (folder, name) =>
      put(await client.call('connections.renameFolder', { folder, name }), folder),
    move: async (folder, into, place) =>
      put(await client.call('connections.moveFolder', { folder, into, place }), folder),
    setVariables: async (folder, variables, revision) => {
      const asked = { folder, variables: [...variables], revision };
      const changed = await writes.write(folder, (withSecrets) =>
        client.call('connections.setFolderVariables', { ...asked, withSecrets }),
      );
      put(changed);
      return changed.revision ?? '';
    },
    duplicate: async (folder) => put(await client.call('connections.duplicateFolder', { folder })),
    remove: async (folder, connections, messages) => {
      const agreed = { folder, connections: [...connections], messages: [...messages] };
      const removed = await missing.leave(connections, () => client.call('connections.removeFolder', agreed));
      return removed.deletion;
    },
  };
}

type Listed = Omit<ConnectionsState, 'missed' | 'drafts' | 'failure'>;

/** What is as before stays the same object, so that only what has changed is drawn again. */
function listed({ connections, folders, ...known }: KnownConnections, before: Listed): Listed {
  const tree = before.tree.changed(folders, [...connections.values()]);
  const shown = tree === before.tree ? before.connections : tree.connectionsBelow('');
  const shownFolders = tree === before.tree ? before.folders : tree.foldersBelow('');
  return {
    ...known,
    tree,
    connections: isSameList(before.connections, shown) ? before.connections : shown,
    folders: isSameList(before.folders, shownFolders) ? before.folders : shownFolders,
  };
}

const nothingListed: Listed = { ...noConnections, connections: [], tree: new ConnectionTree([], []) };
