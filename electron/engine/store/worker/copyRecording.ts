import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { backup, type DatabaseSync } from 'node:sqlite';
import { codeOf, WirebenchError } from '../../../../shared/base/errors.ts';
import { fileProblem } from '../fileProblem.ts';
import { syncFile } from './syncFile.ts';

/** 256 pages (4 MiB) at a time, so that a file being written is only held for moments. */
const pagesAtATime = 256;

/**
 * Writes a consistent copy of an open session file. The target must not exist, and gets its name when it is complete and on the disk. The
 * work is done outside this thread; the copy includes records that are committed meanwhile through the same connection.
 */
export async function copyRecording(source: DatabaseSync, target: string): Promise<void> {
  const draft = `${target}.${randomUUID()}.part`;
  try {
    if (existsSync(target)) throw alreadyThere(target);
    await (await open(draft, 'wx', 0o600)).close();
    await backup(source, draft, { rate: pagesAtATime });
    await syncFile(draft);
    await giveName(draft, target);
    await syncFile(target);
  } catch (error) {
    throw fileProblem(error, target);
  } finally {
    await rm(draft, { force: true });
    await rm(`${draft}-journal`, { force: true });
  }
}

/** Linking refuses an existing name, as renaming does not; where the file system has no links, the draft is renamed. */
async function giveName(draft: string, target: string): Promise<void> {
  try {
    await link(draft, target);
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || existsSync(target)) throw alreadyThere(target);
    await rename(draft, target);
  }
}

function alreadyThere(target: string): WirebenchError {
  return new WirebenchError('BAD_REQUEST', `There is a file “${target}” already. Choose another name.`);
}
