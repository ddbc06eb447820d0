import type { FileEndings, FolderContent } from './folderContent.ts';
import type { JsonFolderParts } from './jsonFolderParts.ts';
import { listJson, type Identified, type JsonList } from './jsonList.ts';
import { isSameTree, readSome, readStep, readTree, type Tree, type TreeReading } from './jsonTree.ts';

const emptyList = { isWhole: false, unread: null, items: [], found: new Map(), folders: [], problems: [] };

/** What stands in a folder of JSON files, as it was last read; `listed` of its parts is told whenever that has changed. */
export class JsonReader<Item extends Identified> {
  private readonly parts: JsonFolderParts<Item>;
  private current: Tree<Item> = new Map();
  /** The tree that `list` is made of. */
  private listed: Tree<Item> = this.current;
  list: JsonList<Item> = emptyList;

  constructor(parts: JsonFolderParts<Item>) {
    this.parts = parts;
  }

  get tree(): Tree<Item> {
    return this.current;
  }

  get endings(): FileEndings {
    return this.parts.endings ?? { own: '.json', foreign: null };
  }

  contentOf(folder: string): FolderContent<Item> | undefined {
    return this.current.get(folder);
  }

  /** Reads everything, except files that have not changed since. */
  async scan(): Promise<void> {
    this.put(await readTree(this.reading, this.current), true);
  }

  /** Reads these folders again, and what is new below them. */
  async refresh(folders: readonly string[]): Promise<void> {
    this.put(await readSome(this.reading, this.current, folders), this.list.isWhole);
  }

  /**
   * Reads everything for the first time, a few folders in each step: `between` runs the steps, and others between them. What was read is
   * listed whenever it has doubled, and at the end; until then, an id may pass to another file.
   */
  async readInSteps(
    between: (step: () => Promise<void>) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    // A change of folders has read everything before: in steps, what is gone since then would stay.
    if (this.list.isWhole) return between(() => this.scan());
    const waiting = [''];
    while (waiting.length > 0) {
      signal.throwIfAborted();
      await between(() => this.step(waiting));
    }
    this.put(this.current, true);
  }

  /** Which folders there are, for those who watch them. */
  identities(): ReadonlyMap<string, string> {
    const read = [...this.current].filter(([, { identity }]) => identity !== '');
    return new Map(read.map(([folder, { identity }]) => [folder, identity]));
  }

  private get reading(): TreeReading<Item> {
    return {
      root: this.parts.folder,
      kind: this.parts.file,
      levels: this.parts.levels ?? 0,
      endings: this.endings,
    };
  }

  private async step(waiting: string[]): Promise<void> {
    const tree = await readStep(this.reading, this.current, waiting);
    if (waiting.length > 0 && tree.size >= 2 * this.listed.size) this.put(tree, this.list.isWhole);
    else this.current = tree;
  }

  private put(tree: Tree<Item>, isWhole: boolean): void {
    const before = this.list;
    const isSame = isWhole === before.isWhole && isSameTree(this.listed, tree);
    this.current = tree;
    this.listed = tree;
    if (isSame) return;
    const { nameOf, compare, copied } = this.parts;
    this.list = listJson({
      ...{ isWhole, contents: tree, nameOf, compare, copied },
      // Which file has an id by right is known only when all were read.
      before: before.isWhole ? before : emptyList,
    });
    this.parts.listed(this.list);
  }
}
