import { rename, rm } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { WorkspaceProblem } from '../../../shared/model/connection.ts';
import type { Log } from '../base/deps.ts';
import {
  fileRefusal,
  foldersIn,
  namesIn,
  readSmallFile,
  stampOf,
  syncFolder,
  temporaryEnding,
  writeFileAtomically,
  type FileStamp,
} from '../files/files.ts';
import { watchCalmly } from '../files/folderWatch.ts';
import { formatJsonFile, parseJsonFile, type JsonFileKind } from './jsonFile.ts';
import { Serial } from '../base/serial.ts';

/** The id identifies a file's item, whatever the file is called. */
interface Identified {
  readonly id: string;
}

/** The content of the folder: items, and the files that hold none. */
export interface JsonList<Item> {
  readonly items: Item[];
  readonly problems: WorkspaceProblem[];
}

interface JsonFolderParts<Item extends Identified> {
  readonly folder: string;
  readonly file: JsonFileKind<Item>;
  /** The file name for an item, as `redis-prod-x7k2mq.json`. */
  readonly nameOf: (item: Item) => string;
  /** Sorts the list of items. */
  readonly compare: (left: Item, right: Item) => number;
  /** A sentence: the requested item is not here. */
  readonly gone: string;
  /** How many levels of subfolders are searched; 0 when absent. */
  readonly levels?: number;
  readonly makeId: () => string;
  /** Called with the list whenever it has changed. */
  readonly listed: (list: JsonList<Item>) => void;
  /** Called with an item as it was before it was updated or removed from here, and awaited; it must not reject. */
  readonly replaced?: (before: Item) => Promise<void>;
}

/** A file as it was last read. */
type ReadFile<Item> =
  | { readonly version: string; readonly item: Item }
  | { readonly version: string; readonly problem: Omit<WorkspaceProblem, 'file'> };

/** A file and its content; `file` is its path relative to the folder, with `/` on every system. */
interface FoundItem<Item> {
  readonly file: string;
  readonly item: Item;
}

/**
 * A folder of JSON files, one item each. A file that was named after its item is renamed with it; a file that a person named keeps its
 * name, so that its history stays in one piece. A file with a mistake in it is reported, and never written or deleted from here.
 */
export class JsonFolder<Item extends Identified> {
  private readonly parts: JsonFolderParts<Item>;
  private readonly serial = new Serial();
  private files = new Map<string, ReadFile<Item>>();
  private subfolders: readonly string[] = [];

  constructor(parts: JsonFolderParts<Item>) {
    this.parts = parts;
  }

  /** Throws NOT_FOUND. */
  get(id: Item['id']): Item {
    const item = this.list().items.find((each) => each.id === id);
    if (item) return item;
    throw new WirebenchError('NOT_FOUND', this.parts.gone);
  }

  /** Writes the file of a new item, in the folder or in a subfolder. Rejects with a sentence when it cannot be written. */
  create(item: Item, subfolder = ''): Promise<void> {
    return this.serial.run(async () => {
      const text = formatJsonFile(this.parts.file, item);
      await this.write(await this.freeName(item, subfolder), text);
    });
  }

  /** Replaces the item that has the same id. Rejects with NOT_FOUND when its file is gone or has a mistake by now. */
  update(item: Item): Promise<void> {
    return this.serial.run(async () => {
      const before = await this.find(item.id);
      const text = formatJsonFile(this.parts.file, item);
      await this.write(await this.renamed(before, item), text);
      await this.parts.replaced?.(before.item);
    });
  }

  /** Rejects with NOT_FOUND, like `update`. */
  remove(id: Item['id']): Promise<void> {
    return this.serial.run(async () => {
      const { file, item } = await this.find(id);
      const path = this.pathOf(file);
      try {
        await rm(path);
        await syncFolder(dirname(path));
      } catch (error) {
        throw fileRefusal(`${path} could not be deleted`, error);
      }
      await this.scan();
      await this.parts.replaced?.(item);
    });
  }

  /** Looks at the folder again. Only files that have changed are read. */
  rescan(): Promise<void> {
    return this.serial.run(() => this.scan());
  }

  /** Follows other programs' changes in the folder. A look that fails is logged with `failure` and the reason. */
  watch(log: Log, failure: string): Disposable {
    const watches = new Map<string, Disposable>();
    let isWatching = true;
    const look = async (): Promise<void> => {
      await this.rescan().catch((error: unknown) => log.warn(fileRefusal(failure, error).message));
      if (isWatching) follow();
    };
    const follow = (): void => {
      const wanted = ['', ...this.subfolders];
      for (const [folder, watch] of watches) {
        if (wanted.includes(folder)) continue;
        watch.dispose();
        watches.delete(folder);
      }
      for (const folder of wanted) {
        if (!watches.has(folder)) watches.set(folder, watchCalmly(this.pathOf(folder), log, look));
      }
    };
    follow();
    return toDisposable(() => {
      isWatching = false;
      for (const watch of watches.values()) watch.dispose();
    });
  }

  /** Resolves when no write is in progress any more. */
  settled(): Promise<void> {
    return this.serial.settled();
  }

  private pathOf(file: string): string {
    return join(this.parts.folder, file);
  }

  private async write(file: string, text: string): Promise<void> {
    await writeFileAtomically(this.pathOf(file), text, `.${this.parts.makeId()}${temporaryEnding}`);
    await this.scan();
  }

  /** The current file, not the file as it was at the last look at the folder. */
  private async find(id: Item['id']): Promise<FoundItem<Item>> {
    await this.scan();
    for (const [file, read] of this.inOrder()) {
      if ('item' in read && read.item.id === id) return { file, item: read.item };
    }
    throw new WirebenchError('NOT_FOUND', this.parts.gone);
  }

  /** Renames before the content changes: if the program ends in between, exactly one file has this item. */
  private async renamed({ file, item: before }: FoundItem<Item>, item: Item): Promise<string> {
    const { nameOf } = this.parts;
    const target = posix.join(posix.dirname(file), nameOf(item));
    const wasGiven = posix.basename(file) === nameOf(before);
    if (!wasGiven || target === file || (await stampOf(this.pathOf(target)))) return file;
    try {
      await rename(this.pathOf(file), this.pathOf(target));
      await syncFolder(dirname(this.pathOf(target)));
      return target;
    } catch (error) {
      throw fileRefusal(`${file} could not be renamed`, error);
    }
  }

  private async freeName(item: Item, subfolder: string): Promise<string> {
    const short = posix.join(subfolder, this.parts.nameOf(item));
    return (await stampOf(this.pathOf(short))) ? posix.join(subfolder, `${item.id}.json`) : short;
  }

  private async scan(): Promise<void> {
    const files = new Map<string, ReadFile<Item>>();
    const subfolders = await this.foldersWithin('', this.parts.levels ?? 0);
    for (const folder of ['', ...subfolders]) {
      for (const name of await namesIn(this.pathOf(folder))) {
        if (name.startsWith('.') || !name.endsWith('.json')) continue;
        const file = posix.join(folder, name);
        const stamp = await stampOf(this.pathOf(file));
        if (!stamp) continue;
        const known = this.files.get(file);
        files.set(file, known?.version === stamp.version ? known : await this.read(file, stamp));
      }
    }
    const isSame =
      files.size === this.files.size && [...files].every(([name, file]) => this.files.get(name) === file);
    this.files = files;
    this.subfolders = subfolders;
    if (!isSame) this.parts.listed(this.list());
  }

  private async foldersWithin(folder: string, levels: number): Promise<string[]> {
    if (levels === 0) return [];
    const names = (await foldersIn(this.pathOf(folder))).filter((name) => !name.startsWith('.'));
    const found: string[] = [];
    for (const name of names) {
      const path = posix.join(folder, name);
      found.push(path, ...(await this.foldersWithin(path, levels - 1)));
    }
    return found;
  }

  private async read(file: string, { version, isRegular }: FileStamp): Promise<ReadFile<Item>> {
    const problem = (message: string, line: number | null = null): ReadFile<Item> => ({
      version,
      problem: { line, message },
    });
    if (!isRegular) return problem('This is not a regular file, so it was not read.');
    const { largest } = this.parts.file;
    try {
      const bytes = await readSmallFile(this.pathOf(file), largest.bytes);
      if (!bytes) return problem(`The file is larger than ${largest.text}, so it was not read.`);
      const parsed = parseJsonFile(this.parts.file, bytes);
      return parsed.ok
        ? { version, item: parsed.value }
        : problem(parsed.problem.message, parsed.problem.line);
    } catch (error) {
      return problem(fileRefusal('The file could not be read', error).message);
    }
  }

  private inOrder(): [string, ReadFile<Item>][] {
    return [...this.files].toSorted(([left], [right]) => (left < right ? -1 : 1));
  }

  private list(): JsonList<Item> {
    const owners = new Map<string, string>();
    const items: Item[] = [];
    const problems: WorkspaceProblem[] = [];
    for (const [file, read] of this.inOrder()) {
      const owner = 'item' in read ? owners.get(read.item.id) : undefined;
      if ('problem' in read) {
        problems.push({ file, ...read.problem });
      } else if (owner !== undefined) {
        const message = `It has the same id as ${owner}. Write another id, or delete one of the two files.`;
        problems.push({ file, line: null, message });
      } else {
        owners.set(read.item.id, file);
        items.push(read.item);
      }
    }
    return { items: items.toSorted(this.parts.compare), problems };
  }
}
