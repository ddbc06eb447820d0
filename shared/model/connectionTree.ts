import type { SavedConnection } from './connection.ts';
import { isSameList } from '../base/sameList.ts';
import { folderName, parentFolder, type FolderPath } from './connectionFolder.ts';
import type { ConnectionFolder } from './connection.ts';
import { compareSiblings, type Sibling } from './siblingOrder.ts';

/** A folder's content, each in order: folders come before connections. */
interface FolderContent<Connection extends SavedConnection = SavedConnection> {
  readonly folders: readonly ConnectionFolder[];
  readonly connections: readonly Connection[];
}

const nothing: FolderContent<never> = { folders: [], connections: [] };

/** What stands in one folder, as it was given and in order. */
interface Siblings {
  readonly given: FolderContent;
  readonly ordered: FolderContent;
}

/** The folders and connections of a workspace as a tree. */
export class ConnectionTree {
  private readonly contents = new Map<FolderPath, Siblings>();

  constructor(folders: readonly ConnectionFolder[], connections: readonly SavedConnection[]) {
    for (const [path, given] of byParent(folders, connections))
      this.contents.set(path, { given, ordered: inOrder(given, undefined) });
  }

  /**
   * The tree of other folders and connections. What is in a folder is put in order again only where it has changed: an object that was given
   * before stands for the same item. It is this tree when nothing has.
   */
  changed(folders: readonly ConnectionFolder[], connections: readonly SavedConnection[]): ConnectionTree {
    const next = new ConnectionTree([], []);
    let isSame = true;
    for (const [path, given] of byParent(folders, connections)) {
      const known = this.contents.get(path);
      const isKnown = known !== undefined && isSameContent(known.given, given);
      isSame &&= isKnown;
      next.contents.set(path, isKnown ? known : { given, ordered: inOrder(given, known) });
    }
    return isSame && next.contents.size === this.contents.size ? this : next;
  }

  /** Empty for a folder that does not exist. */
  contentOf(folder: FolderPath): FolderContent {
    return this.contents.get(folder)?.ordered ?? nothing;
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
}

interface GivenContent extends FolderContent {
  readonly folders: ConnectionFolder[];
  readonly connections: SavedConnection[];
}

function byParent(
  folders: readonly ConnectionFolder[],
  connections: readonly SavedConnection[],
): Map<FolderPath, GivenContent> {
  const contents = new Map<FolderPath, GivenContent>();
  const within = (folder: FolderPath): GivenContent => {
    const content = contents.get(folder) ?? { folders: [], connections: [] };
    contents.set(folder, content);
    return content;
  };
  for (const folder of folders) within(parentFolder(folder.path)).folders.push(folder);
  for (const connection of connections) within(connection.folder).connections.push(connection);
  return contents;
}

function inOrder(given: FolderContent, known: Siblings | undefined): FolderContent {
  return {
    folders:
      known && isSameList(known.given.folders, given.folders)
        ? known.ordered.folders
        : sorted(given.folders, folderSibling),
    connections:
      known && isSameList(known.given.connections, given.connections)
        ? known.ordered.connections
        : sorted(given.connections, connectionSibling),
  };
}

function isSameContent(left: FolderContent, right: FolderContent): boolean {
  return isSameList(left.folders, right.folders) && isSameList(left.connections, right.connections);
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
