import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { codeOf } from '../../../shared/base/errors.ts';
import { fileRefusal, makeFolder } from '../files/files.ts';
import { swapFile } from '../files/swapFile.ts';
import { unsettled } from './fileRefusals.ts';

/** A file that was deleted, as it was. */
interface RemovedFile {
  /** Relative to the folder of all, with `/` on every system. */
  readonly file: string;
  readonly text: string;
}

/**
 * Reads a file that is about to be deleted. It is compared with what was listed as it goes, so that what is read here and is deleted then is
 * the same. Empty where it is gone already. Throws a sentence.
 */
export function textBefore(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw fileRefusal(`${path} could not be deleted`, error);
  }
}

/**
 * Writes a deleted file again, at its place, or beside it where another one is there by now. Folders that are gone meanwhile are made.
 * Rejects with a sentence.
 */
export async function restoreFile(root: string, { file, text }: RemovedFile, freshId: string): Promise<void> {
  const path = join(root, file);
  const ending = /(?:\.message)?\.json$/.exec(file)?.[0] ?? '';
  const beside = posix.join(posix.dirname(file), `${freshId}${ending}`);
  try {
    await makeFolder(dirname(path));
    for (const to of [file, beside]) {
      const outcome = await swapFile({ from: null, to: join(root, to), text, id: freshId });
      if (outcome === 'done') return;
    }
  } catch (error) {
    throw fileRefusal(`${path} could not be written again`, error);
  }
  throw unsettled(path);
}
