import type { Dirent } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { basename, join, posix, resolve } from 'node:path';
import { WirebenchError } from '../../shared/base/errors.ts';
import { formatCount } from '../../shared/base/quantity.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import type { RawImportFile } from '../../shared/import/importedTree.ts';
import {
  isCollectionFile,
  largestImportBytes,
  mostImportFiles,
  sizeProblem,
} from '../../shared/import/importFiles.ts';
import { deepestFolder } from '../../shared/model/connectionFolder.ts';
import { fileRefusal, readSmallFile } from '../engine/files/files.ts';

/** 100,000 entries of folders: more is a disk or a home, and not the folder of a collection. */
const mostEntries = 100_000;

/**
 * Reads the file, or what may belong to a collection in the folder; a link that is named is followed. Of what is in a folder, links are not
 * followed, and what is no regular file is not opened: they are listed with the reason. Rejects with a sentence.
 */
export async function readSource(path: string): Promise<readonly RawImportFile[]> {
  try {
    const whole = await realpath(path);
    const found = await stat(whole);
    const { paths, unread } = found.isDirectory() ? await new Walk(whole, path).run() : single;
    const files: RawImportFile[] = [];
    let left = largestImportBytes;
    for (const each of paths) {
      const bytes = await readSmallFile(join(whole, each), left);
      if (bytes === null) throw refusal(path, sizeProblem(Infinity) ?? '');
      left -= bytes.length;
      files.push({ path: each === '' ? basename(resolve(path)) : each, bytes });
    }
    return [...files, ...unread];
  } catch (error) {
    throw fileRefusal(`“${visibleLine(path)}” was not imported`, error);
  }
}

const single = { paths: [''], unread: [] };

/** A walk through a folder, which ends with a sentence where there is too much in it. */
class Walk {
  private readonly root: string;
  private readonly name: string;
  private readonly paths: string[] = [];
  private readonly unread: RawImportFile[] = [];
  private entryCount = 0;

  constructor(root: string, name: string) {
    this.root = root;
    this.name = name;
  }

  async run(): Promise<{ readonly paths: readonly string[]; readonly unread: readonly RawImportFile[] }> {
    await this.enter('', 0);
    return { paths: this.paths.toSorted(), unread: this.unread };
  }

  private async enter(folder: string, depth: number): Promise<void> {
    for await (const entry of await opendir(join(this.root, folder))) {
      this.entryCount += 1;
      if (this.entryCount > mostEntries)
        throw refusal(
          this.name,
          `There are more than ${formatCount(mostEntries)} files and folders in it. Import the folder of the collection itself.`,
        );
      await this.take(entry, posix.join(folder, entry.name), depth);
    }
  }

  private async take(entry: Dirent, path: string, depth: number): Promise<void> {
    if (entry.isDirectory()) {
      if (!isCollectionFile(`${path}/x.yml`)) return;
      if (depth >= deepestFolder) this.leave(path, `It is more than ${deepestFolder} folders deep.`);
      else await this.enter(path, depth + 1);
    } else if (entry.isSymbolicLink()) {
      this.leave(path, 'It is a link, and links in a folder are not followed.');
    } else if (isCollectionFile(path)) {
      if (entry.isFile()) this.paths.push(path);
      else this.leave(path, 'It is not a regular file.');
    }
    if (this.paths.length + this.unread.length > mostImportFiles)
      throw refusal(this.name, `It has more than ${formatCount(mostImportFiles)} files of collections.`);
  }

  private leave(path: string, problem: string): void {
    this.unread.push({ path, problem });
  }
}

function refusal(path: string, problem: string): WirebenchError {
  return new WirebenchError('BAD_REQUEST', `“${visibleLine(path)}” was not imported. ${problem}`);
}
