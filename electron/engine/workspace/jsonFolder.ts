import { join, posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Log } from '../base/deps.ts';
import { Serial } from '../base/serial.ts';
import { fileRefusal, makeFolder, stampOf } from '../files/files.ts';
import { watchTree } from '../files/treeWatch.ts';
import type { SwapOutcome } from '../files/swapFile.ts';
import type { Removed } from './deletions.ts';
import type { FolderContent, ReadFile } from './folderContent.ts';
import { folderFile, folderFileName, noFolderFacts, type FolderFacts } from './folderFile.ts';
import { formatJsonFile } from './jsonFile.ts';
import type { FolderAccess, JsonFolderParts, Rewritten } from './jsonFolderParts.ts';
import { movedAway, notRead, refuseUnread, unsettled, wrongFacts } from './fileRefusals.ts';
import type { FoundItem, Identified, JsonList } from './jsonList.ts';
import { JsonReader } from './jsonReader.ts';
import { restoreFile, textBefore } from './removedFiles.ts';
import { swapJsonFile, type JsonFileVersion } from './swapJsonFile.ts';
import { clearLeftovers } from './jsonTree.ts';

/** Three times: another program that writes a file more often than that in a few milliseconds is still at work. */
const mostAttempts = 3;

/**
 * A folder of JSON files, one item each. A file that was named after its item is renamed with it; a file that a person named keeps its
 * name, so that its history stays in one piece. A file with a mistake in it is reported, and never written or deleted from here. What
 * another program writes at the same moment is never overwritten.
 */
export class JsonFolder<Item extends Identified> {
  private readonly parts: JsonFolderParts<Item>;
  private readonly serial: Serial;
  private readonly reader: JsonReader<Item>;

  constructor(parts: JsonFolderParts<Item>) {
    this.parts = parts;
    this.reader = new JsonReader(parts);
    this.serial = parts.serial ?? new Serial();
  }

  /** The list as of the last look. */
  get list(): JsonList<Item> {
    return this.reader.list;
  }

  /** Throws NOT_FOUND, and WRONG_STATE where it may be in what cannot be read. */
  get(id: Item['id']): Item {
    return this.foundOf(id).item;
  }

  /** Writes the file of a new item, in the folder or in a subfolder. Rejects with a sentence when it cannot be written. */
  create(item: Item, subfolder = ''): Promise<void> {
    return this.serial.run(() => this.writeNew(item, subfolder));
  }

  /** Replaces the item that has the same id. Rejects with NOT_FOUND when its file is gone or has a mistake by now. */
  update(item: Item): Promise<void> {
    return this.rewrite(item.id, () => ({ item }));
  }

  /**
   * Changes an item as it now stands in its file, or moves it to another folder. `change` may throw to refuse. Rejects with WRONG_STATE
   * when another program keeps changing the file.
   */
  rewrite(id: Item['id'], change: (found: FoundItem<Item>) => Rewritten<Item>): Promise<void> {
    return this.serial.run(async () => {
      const { item } = await this.change(id, change);
      await this.parts.replaced?.(item);
    });
  }

  /**
   * Rejects with NOT_FOUND, like `update`, and with WRONG_STATE when the item stands in another file by now than was last listed. `agree` may
   * throw to refuse. Nobody is told that it was removed until what is returned lapses.
   */
  remove(id: Item['id'], agree: (found: FoundItem<Item>) => void = () => undefined): Promise<Removed> {
    return this.serial.run(async () => {
      let text = '';
      const { file, item } = await this.change(id, (found) => {
        agree(found);
        text = textBefore(this.pathOf(found.file));
        return null;
      });
      return {
        said: [item],
        restore: () => this.restore(file, text),
        lapse: async () => this.parts.replaced?.(item),
      };
    });
  }

  /** Of many that come back one after the other, each looks at its own folder only, unless that is gone by now. */
  private async restore(file: string, text: string): Promise<void> {
    const write = (): Promise<void> => restoreFile(this.parts.folder, { file, text }, this.parts.makeId());
    const folder = file.split('/').slice(0, -1).join('/');
    if (!this.contentOf(folder)) return this.changeFolders(write);
    await this.serial.run(() => write().then(() => this.reader.refresh([folder])));
  }

  /** Looks at the folder again. Only files that have changed are read. */
  rescan(): Promise<void> {
    return this.serial.run(() => this.scan());
  }

  /**
   * The first look at a large folder: what was read is listed bit by bit, and writes and other looks come in between. Nothing may be written
   * to it before it is whole. What cannot be read is a problem of the list. Rejects when the signal fires.
   */
  readInSteps(signal: AbortSignal): Promise<void> {
    return this.reader.readInSteps((step) => this.serial.run(step), signal);
  }

  /** The same, and repairs what a killed program left. */
  async open(signal: AbortSignal): Promise<void> {
    await this.readInSteps(signal);
    await this.serial.run(async () => {
      const { found, failure } = await clearLeftovers(this.parts.folder, this.reader.tree);
      if (found) await this.scan();
      if (failure) throw fileRefusal(`${failure.path} could not be put back or deleted`, failure.error);
    });
  }

  /** Looks at the folder again, for a change that runs in the shared serial already. */
  scan(): Promise<void> {
    return this.reader.scan();
  }

  /** One folder as it was last read. */
  contentOf(folder: string): FolderContent<Item> | undefined {
    return this.reader.contentOf(folder);
  }

  /** Runs a change of whole folders when no other write is in progress. The folder is looked at before and afterwards. */
  changeFolders<Result>(change: (inside: FolderAccess<Item>) => Promise<Result>): Promise<Result> {
    return this.serial.run(async () => {
      await this.scan();
      try {
        return await change({
          list: () => this.list,
          contentOf: (folder) => this.contentOf(folder),
          writeFacts: (folder, facts) => this.writeFacts(folder, facts),
          refresh: () => this.scan(),
        });
      } finally {
        await this.scan();
        await this.parts.foldersChanged?.();
      }
    });
  }

  /**
   * Follows other programs' changes in the folder; `alsoLook` looks when it does. What could not be read is tried again every 5 s. A look that
   * fails is logged with `failure` and the reason.
   */
  watch(log: Log, failure: string, alsoLook: () => Promise<void> = () => Promise.resolve()): Disposable {
    const look = async (): Promise<void> => {
      try {
        await this.rescan();
        await alsoLook();
      } catch (error) {
        log.warn(fileRefusal(failure, error).message);
      }
    };
    const folders = { identities: () => this.reader.identities(), isUnread: () => this.list.unread !== null };
    return watchTree(this.parts.folder, folders, log, look);
  }

  /** Resolves when no write is in progress any more. */
  settled(): Promise<void> {
    return this.serial.settled();
  }

  private foundOf(id: Item['id']): FoundItem<Item> {
    const found = this.list.found.get(id);
    if (found) return found;
    const { unread } = this.list;
    if (unread) throw notRead(this.parts.subject, unread);
    throw new WirebenchError('NOT_FOUND', this.parts.gone);
  }

  private pathOf(file: string): string {
    return join(this.parts.folder, file);
  }

  /** The current file, not the file as it was at the last look at the folder. */
  private async find(id: Item['id']): Promise<FoundItem<Item>> {
    const known = this.list.found.get(id);
    if (known) await this.reader.refresh([known.folder]);
    if (!this.list.found.has(id)) await this.scan();
    return this.foundOf(id);
  }

  /** Throws unless the folder is there and is read: what is written elsewhere would be lost to sight. */
  private async mustHold(folder: string): Promise<void> {
    await (this.contentOf(folder) ? this.reader.refresh([folder]) : this.scan());
    const content = this.contentOf(folder);
    if (folder === '' && !content) await makeFolder(this.parts.folder);
    else refuseUnread(folder, content);
  }

  private async writeNew(item: Item, folder: string): Promise<void> {
    const text = formatJsonFile(this.parts.file, item);
    await this.mustHold(folder);
    for (const name of this.namesFor(item)) {
      const to = posix.join(folder, name);
      if (await stampOf(this.pathOf(to))) continue;
      if ((await this.swap(null, to, text)) !== 'done') continue;
      await this.reader.refresh([folder]);
      return;
    }
    throw unsettled(this.pathOf(folder));
  }

  private async change(
    id: Item['id'],
    change: (found: FoundItem<Item>) => Rewritten<Item> | null,
  ): Promise<FoundItem<Item>> {
    const seen = this.list.found.get(id)?.file;
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const found = await this.find(id);
      const next = change(found);
      if (!next && seen !== undefined && seen !== found.file) throw movedAway(this.pathOf(found.file));
      if (next?.folder !== undefined && next.folder !== found.folder) await this.mustHold(next.folder);
      const text = next && formatJsonFile(this.parts.file, next.item);
      const to = next && (await this.placeFor(found, next));
      if ((await this.exchange(found, next?.item ?? null, text, to)) !== 'done') continue;
      const touched = [found.folder, ...(next?.folder === undefined ? [] : [next.folder])];
      await this.reader.refresh(touched);
      await this.keepIfEmpty(found.folder);
      return found;
    }
    throw unsettled(this.pathOf(this.foundOf(id).file));
  }

  /** Nothing is written when nothing changes. */
  private async exchange(
    found: FoundItem<Item>,
    item: Item | null,
    text: string | null,
    to: string | null,
  ): Promise<SwapOutcome> {
    const read = this.contentOf(found.folder)?.files.get(posix.basename(found.file));
    const isSame = read && 'item' in read && isDeepStrictEqual(read.item, item);
    if (isSame === true && to === found.file) return 'done';
    return this.swap(found, to, isSame === true ? null : text);
  }

  private swap(from: JsonFileVersion | null, to: string | null, text: string | null): Promise<SwapOutcome> {
    const { folder, makeId } = this.parts;
    return swapJsonFile(folder, { from, to, text }, makeId());
  }

  /** Where the file of a changed item belongs. A name that a person gave stays, and so does one whose successor is taken. */
  private async placeFor(
    { file, folder, item: before }: FoundItem<Item>,
    next: Rewritten<Item>,
  ): Promise<string> {
    const { nameOf } = this.parts;
    const target = next.folder ?? folder;
    const name = posix.basename(file);
    const wanted = name === nameOf(before) ? nameOf(next.item) : name;
    for (const each of [wanted, name, ...this.namesFor(next.item)]) {
      const path = posix.join(target, each);
      if (path === file || !(await stampOf(this.pathOf(path)))) return path;
    }
    throw unsettled(this.pathOf(file));
  }

  private namesFor(item: Item): readonly string[] {
    const ending = this.reader.endings.own;
    return [this.parts.nameOf(item), `${item.id}${ending}`, `${this.parts.makeId()}${ending}`];
  }

  /** Git keeps no empty folder: the file in it does. */
  private async keepIfEmpty(folder: string): Promise<void> {
    const content = this.contentOf(folder);
    if (folder === '' || !content || content.own) return;
    if (content.files.size === 0 && content.foreign.length === 0 && content.subfolders.length === 0)
      await this.writeFacts(folder, noFolderFacts);
  }

  private async writeFacts(folder: string, facts: FolderFacts): Promise<void> {
    const file = posix.join(folder, folderFileName);
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const own: ReadFile<FolderFacts> | null = this.contentOf(folder)?.own ?? null;
      if (own && 'problem' in own) throw wrongFacts(file, own);
      if (own && isDeepStrictEqual(own.item, facts)) return;
      const from = own && { file, digest: own.digest };
      const outcome = await this.swap(from, file, formatJsonFile(folderFile, facts));
      await this.reader.refresh([folder]);
      if (outcome === 'done') return;
    }
    throw unsettled(this.pathOf(file));
  }
}
