import type { SavedConnection } from './connection.ts';
import { folderName, parentFolder, type FolderPath } from './connectionFolder.ts';
import type { ConnectionFolder } from './connection.ts';
import { compareSiblings, type Sibling } from './siblingOrder.ts';

/** A folder's content, each in order: folders come before connections. */
interface FolderContent<Connection extends SavedConnection = SavedConnection> {
  readonly folders: readonly ConnectionFolder[];
  readonly connections: readonly Connection[];
}

const nothing: FolderContent<never> = { folders: [], connections: [] };

/** The folders and connections of a workspace as a tree. */
export class ConnectionTree {
  private readonly contents = new Map<
    FolderPath,
    { folders: ConnectionFolder[]; connections: SavedConnection[] }
  >();

  constructor(folders: readonly ConnectionFolder[], connections: readonly SavedConnection[]) {
    for (const folder of folders) this.within(parentFolder(folder.path)).folders.push(folder);
    for (const connection of connections) this.within(connection.folder).connections.push(connection);
    for (const content of this.contents.values()) {
      content.folders = sorted(content.folders, folderSibling);
      content.connections = sorted(content.connections, connectionSibling);
    }
  }

  /** Empty for a folder that does not exist. */
  contentOf(folder: FolderPath): FolderContent {
    return this.contents.get(folder) ?? nothing;
  }

  /** All connections in a folder and below, from top to bottom. */
  connectionsBelow(folder: FolderPath): readonly SavedConnection[] {
    const { folders, connections } = this.contentOf(folder);
    return [...folders.flatMap(({ path }) => this.connectionsBelow(path)), ...connections];
  }

  /** All folders below a folder, each before its own folders. */
  foldersBelow(folder: FolderPath): readonly ConnectionFolder[] {
    const found: ConnectionFolder[] = [];
    for (const each of this.contentOf(folder).folders) found.push(each, ...this.foldersBelow(each.path));
    return found;
  }

  private within(folder: FolderPath): { folders: ConnectionFolder[]; connections: SavedConnection[] } {
    const content = this.contents.get(folder) ?? { folders: [], connections: [] };
    this.contents.set(folder, content);
    return content;
  }
}

function sorted<Item>(items: readonly Item[], siblingOf: (item: Item) => Sibling): Item[] {
  return items
    .map((item) => ({ item, sibling: siblingOf(item) }))
    .toSorted((left, right) => compareSiblings(left.sibling, right.sibling))
    .map(({ item }) => item);
}

/** A folder among the folders beside it. */
export function folderSibling({ path, order }: ConnectionFolder): Sibling {
  return { key: path, name: folderName(path), order };
}

/** A connection among the connections of its folder. */
export function connectionSibling({ id, name, order }: SavedConnection): Sibling {
  return { key: id, name, order };
}
