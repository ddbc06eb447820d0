import { isSameList } from '../../../shared/base/sameList.ts';
import { isWithinFolder, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ConnectionChanges } from '../../../shared/contract/connections.ts';
import type {
  ConnectionFolder,
  SavedConnection,
  WorkspaceProblem,
} from '../../../shared/model/connection.ts';
import { isSame } from '../../../shared/model/optionAt.ts';

/** The saved connections as they are known. */
export interface KnownConnections {
  /** False until the engine has read all connections: those that are missing may come. */
  readonly isLoaded: boolean;
  /** True while a folder or file cannot be read: what is missing may be in it. */
  readonly hasUnread: boolean;
  readonly connections: ReadonlyMap<string, SavedConnection>;
  readonly folders: readonly ConnectionFolder[];
  readonly problems: readonly WorkspaceProblem[];
}

/** Nothing is known yet. */
export const noConnections: KnownConnections = {
  isLoaded: false,
  hasUnread: false,
  connections: new Map(),
  folders: [],
  problems: [],
};

/** What is known after an item of the list. What is as it is shown stays the same object. */
export function withChanges(
  known: KnownConnections,
  changes: ConnectionChanges,
  shown: KnownConnections = known,
): KnownConnections {
  const connections = new Map(changes.isFirst ? [] : known.connections);
  for (const id of changes.gone) connections.delete(id);
  for (const connection of changes.connections) {
    const before = shown.connections.get(connection.id);
    connections.set(connection.id, before && isSame(before, connection) ? before : connection);
  }
  const folders = changes.folders ?? (changes.isFirst ? [] : known.folders);
  const problems = changes.problems ?? (changes.isFirst ? [] : known.problems);
  const { isLoaded, hasUnread } = changes;
  return { isLoaded, hasUnread, connections, folders: keptFolders(shown.folders, folders), problems };
}

/** What was known before the list began anew, and has not been told since. */
export function withoutTold(before: KnownConnections, changes: ConnectionChanges): KnownConnections {
  const connections = new Map(before.connections);
  for (const { id } of changes.connections) connections.delete(id);
  const told = new Set(changes.folders?.map(({ path }) => path));
  return { ...before, connections, folders: before.folders.filter(({ path }) => !told.has(path)) };
}

/** While something cannot be read, what was known before the list began anew may still be there. */
export function withUnread(now: KnownConnections, before: KnownConnections): KnownConnections {
  if (!now.hasUnread) return now;
  const connections = new Map([...before.connections, ...now.connections]);
  return { ...now, connections, folders: [...now.folders, ...before.folders] };
}

function keptFolders(
  shown: readonly ConnectionFolder[],
  next: readonly ConnectionFolder[],
): readonly ConnectionFolder[] {
  const before = new Map(shown.map((folder) => [folder.path, folder]));
  const folders = next.map((folder) => {
    const same = before.get(folder.path);
    return same && isSame(same, folder) ? same : folder;
  });
  return isSameList(shown, folders) ? shown : folders;
}

/** What is known once a folder, which had the path `before`, is as the engine says; what is in it comes along. */
export function withFolder(
  known: KnownConnections,
  before: FolderPath,
  folder: ConnectionFolder,
): KnownConnections {
  const others = known.folders.filter(({ path }) => path !== before && path !== folder.path);
  if (before === folder.path) return { ...known, folders: [...others, folder] };
  const moved = (path: FolderPath): FolderPath => folder.path + path.slice(before.length);
  const connections = new Map(known.connections);
  for (const [id, connection] of known.connections) {
    if (isWithinFolder(connection.folder, before)) {
      connections.set(id, { ...connection, folder: moved(connection.folder) });
    }
  }
  const folders = others.map((each) =>
    isWithinFolder(each.path, before) ? Object.assign({}, each, { path: moved(each.path) }) : each,
  );
  return { ...known, connections, folders: [...folders, folder] };
}
