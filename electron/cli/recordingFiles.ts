import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeOf } from '../../shared/base/errors.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { fileProblem } from '../engine/store/fileProblem.ts';
import { UsageError } from './command.ts';

/** The file that an option such as `--save` writes. Existing files are never overwritten. */
export async function newFilePath(option: string, file: string | undefined): Promise<string | null> {
  if (file === undefined) return null;
  const path = resolve(file);
  if (await exists(path)) {
    throw new UsageError(
      `${visibleLine(file)} already exists, and ${option} does not overwrite files. Choose another name.`,
    );
  }
  if (!(await exists(dirname(path)))) {
    throw new UsageError(`There is no folder ${visibleLine(dirname(path))} to save into. Create it first.`);
  }
  return path;
}

/** The recording named as an argument. Whether it can be read turns out when it is opened. */
export async function existingRecordingPath(file: string): Promise<string> {
  const path = resolve(file);
  if (await exists(path)) return path;
  throw new UsageError(`There is no file ${visibleLine(file)}.`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw fileProblem(error, path);
    },
  );
}
