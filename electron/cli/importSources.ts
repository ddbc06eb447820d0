import { readdir, stat } from 'node:fs/promises';
import { basename, join, posix, resolve } from 'node:path';
import { WirebenchError } from '../../shared/base/errors.ts';
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

/** Reads the file, or what may belong to a collection in the folder. Links within a folder are not followed. Rejects with a sentence. */
export async function readSource(path: string): Promise<readonly RawImportFile[]> {
  const whole = resolve(path);
  try {
    const found = await stat(whole);
    const paths = found.isDirectory() ? await filesBelow(whole, '', 0) : [''];
    if (paths.length > mostImportFiles)
      throw refusal(
        path,
        `The folder has more than ${mostImportFiles.toLocaleString('en')} files of collections.`,
      );
    const files: RawImportFile[] = [];
    let left = largestImportBytes;
    for (const each of paths) {
      const bytes = await readSmallFile(join(whole, each), left);
      if (bytes === null) throw refusal(path, sizeProblem(Infinity) ?? '');
      left -= bytes.length;
      files.push({ path: each === '' ? basename(whole) : each, bytes });
    }
    return files;
  } catch (error) {
    throw fileRefusal(`“${visibleLine(path)}” was not imported`, error);
  }
}

async function filesBelow(root: string, folder: string, depth: number): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = posix.join(folder, entry.name);
    if (entry.isFile() && isCollectionFile(path)) found.push(path);
    if (entry.isDirectory() && depth < deepestFolder && isCollectionFile(`${path}/x.yml`))
      found.push(...(await filesBelow(root, path, depth + 1)));
    if (found.length > mostImportFiles) break;
  }
  return found;
}

function refusal(path: string, problem: string): WirebenchError {
  return new WirebenchError('BAD_REQUEST', `“${visibleLine(path)}” was not imported. ${problem}`);
}
