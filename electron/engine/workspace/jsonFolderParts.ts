import type { Serial } from '../base/serial.ts';
import type { FileEndings, FolderContent } from './folderContent.ts';
import type { FolderFacts } from './folderFile.ts';
import type { JsonFileKind } from './jsonFile.ts';
import type { Identified, JsonList } from './jsonList.ts';

/** What a folder of JSON files is made of. */
export interface JsonFolderParts<Item extends Identified> {
  readonly folder: string;
  readonly file: JsonFileKind<Item>;
  /** The file name for an item, as `redis-prod-x7k2mq.json`. */
  readonly nameOf: (item: Item) => string;
  /** Sorts the list of items. */
  readonly compare: (left: Item, right: Item) => number;
  /** The beginning of a sentence about the requested item, as “This connection”. */
  readonly subject: string;
  /** A sentence: the requested item is not here. */
  readonly gone: string;
  /** How many levels of subfolders are searched, each of which may have a `folder.json`; 0 when absent. */
  readonly levels?: number;
  readonly makeId: () => string;
  /** Shared by those whose files stand in the same folders: they write one after the other. */
  readonly serial?: Serial;
  /** What the names of its files end with, where files of another kind stand in the same folders; `.json` when absent. */
  readonly endings?: FileEndings;
  /**
   * An item as it is shown when another file has its id: with another id, which its file gets when it is next written. Absent where two
   * files with one id are a mistake.
   */
  readonly copied?: (item: Item, file: string) => Item;
  /** Called with the list whenever it has changed. */
  readonly listed: (list: JsonList<Item>) => void;
  /** Called after a change of whole folders, while nothing else is written, and awaited: what else stands in them was moved, too. */
  readonly foldersChanged?: () => Promise<void>;
  /** Called with an item as it was before it was updated or removed from here, and awaited; it must not reject. */
  readonly replaced?: (before: Item) => Promise<void>;
}

/** What an item becomes: its content, and its folder when that is another one. */
export interface Rewritten<Item> {
  readonly item: Item;
  readonly folder?: string;
}

/** What a change of whole folders may use; paths are relative to the root. */
export interface FolderAccess<Item extends Identified> {
  readonly list: () => JsonList<Item>;
  readonly contentOf: (folder: string) => FolderContent<Item> | undefined;
  readonly writeFacts: (folder: string, facts: FolderFacts) => Promise<void>;
  readonly refresh: () => Promise<void>;
}
