import { mkdir, rename } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { Connection, ConnectionFolder } from '../../../shared/model/connection.ts';
import {
  folderName,
  freeFolderName,
  joinFolders,
  normalFolderName,
  parentFolder,
  type FolderPath,
} from '../../../shared/model/connectionFolder.ts';
import { placesFor } from '../../../shared/model/siblingOrder.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { fileRefusal, makeFolder, syncFolder } from '../files/files.ts';
import { copyFolder, refuseCopy, type CopyParts } from './folderCopy.ts';
import { folderFileName, noFolderFacts, type FolderFacts } from './folderFile.ts';
import type { Removed } from './deletions.ts';
import { removeFolder, writeRemoved, type RemovedFolder } from './folderRemoval.ts';
import {
  connectionsIn,
  factsOf,
  foldersBelow,
  indexOf,
  listedFolder,
  mustHold,
  mustExist,
  movedPath,
  newPath,
  refusal,
  revisionOfVariables,
  refuseOthers,
  siblingsIn,
  withOrder,
  type Inside,
  type Place,
} from './folderRules.ts';
import type { JsonFolder } from './jsonFolder.ts';
import { mustReplaceSeen } from './seenRevision.ts';
import { isOther, makeWholeFolder } from './wholeFolder.ts';

interface FolderParts extends CopyParts {
  readonly files: JsonFolder<Connection>;
  /** Receives what a folder or a connection said before it was changed or removed from here, and is awaited; it must not reject. */
  readonly replaced: (before: Connection | FolderFacts) => Promise<void>;
}

/** The folders of the saved connections. Every refusal is a sentence, and leaves everything as it was. */
export class ConnectionFolders {
  private readonly parts: FolderParts;

  constructor(parts: FolderParts) {
    this.parts = parts;
  }

  /** Rejects with BAD_REQUEST for a name that no folder may have there. Returns the folder. */
  create(parent: FolderPath, name: string): Promise<ConnectionFolder> {
    return this.change(async (inside) => {
      mustHold(inside, parent);
      const path = newPath(inside, parent, name);
      await this.make(path);
      await inside.refresh();
      await inside.writeFacts(path, noFolderFacts);
      return path;
    });
  }

  /** Rejects like `create`. Returns the folder with its new path. */
  rename(path: FolderPath, name: string): Promise<ConnectionFolder> {
    return this.change(async (inside) => {
      mustExist(inside, path);
      if (normalFolderName(name) === folderName(path)) return path;
      const renamed = newPath(inside, parentFolder(path), name, path);
      await this.carry(path, renamed);
      return renamed;
    });
  }

  /**
   * Replaces the variables for the connections in the folder. Rejects with WRONG_STATE when its file has a mistake, and when it has others than
   * those of `revision`.
   */
  async setVariables(
    path: FolderPath,
    variables: readonly Variable[],
    revision?: string,
  ): Promise<ConnectionFolder> {
    let before: FolderFacts = noFolderFacts;
    const changed = await this.change(async (inside) => {
      mustExist(inside, path);
      before = factsOf(inside, path);
      mustReplaceSeen('folder', revisionOfVariables(before.variables), revision);
      const { variables: _, ...facts } = before;
      if (variables.length === 0 && !inside.contentOf(path)?.own) return path;
      await inside.writeFacts(path, variables.length === 0 ? facts : { ...facts, variables: [...variables] });
      return path;
    });
    await this.parts.replaced(before);
    return changed;
  }

  /** Returns the folder with its new path. Rejects when there is a folder of that name already, or the folder would end up in itself. */
  move(path: FolderPath, into: FolderPath, place: Place<FolderPath>): Promise<ConnectionFolder> {
    return this.change(async (inside) => {
      mustExist(inside, path);
      mustHold(inside, into);
      const moved = into === parentFolder(path) ? path : movedPath(inside, path, into);
      const siblings = siblingsIn(inside, into, path);
      const index = indexOf(siblings, place);
      if (moved !== path) {
        await this.carry(path, moved);
        await inside.refresh();
      }
      const places =
        index === null
          ? new Map([[moved, undefined]])
          : placesFor(siblings, index, { key: moved, name: folderName(moved) });
      for (const [key, order] of places) await inside.writeFacts(key, withOrder(factsOf(inside, key), order));
      return moved;
    });
  }

  /**
   * Adds a folder in which `write` writes, and which is there as a whole or not at all; where a folder has its name, it gets a number. Rejects
   * like `create`.
   */
  add(parent: FolderPath, name: string, write: (hidden: string) => Promise<void>): Promise<ConnectionFolder> {
    const { root, makeId } = this.parts;
    return this.change(async (inside) => {
      mustHold(inside, parent);
      const siblings = siblingsIn(inside, parent).map((sibling) => sibling.name);
      const path = newPath(inside, parent, freeFolderName(name, siblings));
      await makeWholeFolder(
        { root, path, freshId: makeId(), failure: `The folder ${path} could not be written` },
        write,
      );
      return path;
    });
  }

  /** Copies a folder with everything in it, beside it. Every connection gets an id of its own. Returns the copy. */
  duplicate(path: FolderPath): Promise<ConnectionFolder> {
    return this.change(async (inside) => {
      mustExist(inside, path);
      await refuseCopy(this.parts, inside, path);
      const parent = parentFolder(path);
      const siblings = siblingsIn(inside, parent);
      const copy = joinFolders(
        parent,
        freeFolderName(
          folderName(path),
          siblings.map(({ name }) => name),
        ),
      );
      await copyFolder(this.parts, inside, path, copy);
      await inside.refresh();
      if (factsOf(inside, path).order !== undefined) await this.placeAfter(inside, path, copy);
      return copy;
    });
  }

  /**
   * Deletes a folder with its connections and messages, which may come back. Nothing is deleted when it has others than `expected`, or anything
   * that is neither: the person has not agreed to that.
   */
  remove(path: FolderPath, expected: ReadonlySet<string>): Promise<Removed> {
    const { root, files, messages, makeId } = this.parts;
    return files.changeFolders(async (inside) => {
      mustExist(inside, path);
      const below = foldersBelow(inside, path);
      refuseOthers(inside, below);
      const items = connectionsIn(inside, path);
      const written = await messages.within(path);
      if ([...items, ...written].some(({ id }) => !expected.has(id)))
        throw refusal(
          'WRONG_STATE',
          'Nothing was deleted: the folder has connections or messages by now that it did not have. Look at it again.',
        );
      const facts = below.map((folder) => factsOf(inside, folder));
      const agreed = { files: this.versionsIn(inside, path, below), folders: pathsWithin(path, below) };
      const removed = await removeFolder(join(root, path), agreed, makeId());
      const said = [...items, ...facts];
      return {
        said,
        restore: () => this.restore(path, removed),
        lapse: async () => {
          for (const before of said) await this.parts.replaced(before);
        },
      };
    });
  }

  /** Under another name where there is a folder of that name by now. */
  private async restore(path: FolderPath, removed: RemovedFolder): Promise<void> {
    const { root, makeId } = this.parts;
    await this.change(async (inside) => {
      const parent = parentFolder(path);
      const siblings = siblingsIn(inside, parent).map(({ name }) => name);
      const free = joinFolders(parent, freeFolderName(folderName(path), siblings));
      await makeWholeFolder(
        { root, path: free, freshId: makeId(), failure: `The folder ${path} could not be written again` },
        (hidden) => writeRemoved(hidden, removed),
      );
      return free;
    });
  }

  /** The files that were read, by their paths within the folder. */
  private versionsIn(inside: Inside, path: FolderPath, below: readonly FolderPath[]): Map<string, string> {
    const versions = new Map<string, string>();
    for (const folder of below) {
      const within = posix.relative(path, folder);
      const content = inside.contentOf(folder);
      if (content?.own) versions.set(posix.join(within, folderFileName), content.own.version);
      for (const files of [content?.files, this.parts.messages.contentOf(folder)?.files])
        for (const [name, { version }] of files ?? []) versions.set(posix.join(within, name), version);
    }
    return versions;
  }

  /** Runs a change that makes or moves a folder, and tells how that folder is listed afterwards. */
  private async change(change: (inside: Inside) => Promise<FolderPath>): Promise<ConnectionFolder> {
    const { files } = this.parts;
    const path = await files.changeFolders(change);
    const found = files.list.folders.find((folder) => folder.path === path);
    return listedFolder(found ?? { path, facts: noFolderFacts });
  }

  private async placeAfter(inside: Inside, path: FolderPath, copy: FolderPath): Promise<void> {
    const siblings = siblingsIn(inside, parentFolder(path), copy);
    const index = siblings.findIndex(({ key }) => key === path) + 1;
    for (const [key, order] of placesFor(siblings, index, { key: copy, name: folderName(copy) })) {
      await inside.writeFacts(key, withOrder(factsOf(inside, key), order));
    }
  }

  private async make(path: FolderPath): Promise<void> {
    const whole = join(this.parts.root, path);
    try {
      await makeFolder(dirname(whole));
      await mkdir(whole);
      await syncFolder(dirname(whole));
    } catch (error) {
      throw fileRefusal(`The folder ${whole} could not be made`, error);
    }
  }

  /** Renames a folder on the disk, never over anything. */
  private async carry(path: FolderPath, to: FolderPath): Promise<void> {
    const from = join(this.parts.root, path);
    const target = join(this.parts.root, to);
    try {
      if (await isOther(from, target))
        throw refusal(
          'WRONG_STATE',
          `There is something called ${target} already. Choose another name, or move it away.`,
        );
      await rename(from, target);
      await syncFolder(dirname(target));
      await syncFolder(dirname(from));
    } catch (error) {
      throw fileRefusal(`The folder ${from} could not be moved`, error);
    }
  }
}

function pathsWithin(path: FolderPath, below: readonly FolderPath[]): Set<string> {
  return new Set(below.map((folder) => posix.relative(path, folder)));
}
