import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rename, rm, truncate } from 'node:fs/promises';
import { backup, type BackupProgressInfo, type DatabaseSync } from 'node:sqlite';
import { codeOf, WirebenchError } from '../../../../shared/base/errors.ts';
import { fileProblem, sqliteCodeOf } from '../fileProblem.ts';
import { syncFile } from './syncFile.ts';

/** 256 pages (4 MiB) at a time, so that a file being written is only held for moments. */
const pagesAtATime = 256;

/** 8 times: one attempt in ten or so fails while records pour in, and none does once they stop. */
const mostAttempts = 8;

/** How far a copy is, from 0 to 1. Whoever sets `isCancelled` ends it. */
export interface CopyState {
  share: number;
  isCancelled: boolean;
}

/**
 * Writes a consistent copy of an open session file. The target must not exist, and gets its name when it is complete and on the disk. The
 * work is done outside this thread; the copy includes records that are committed meanwhile through the same connection. Rejects with
 * ABORTED, and leaves nothing, when it is cancelled.
 */
export async function copyRecording(source: DatabaseSync, target: string, state: CopyState): Promise<void> {
  const draft = `${target}.${randomUUID()}.part`;
  try {
    if (existsSync(target)) throw alreadyThere(target);
    await (await open(draft, 'wx', 0o600)).close();
    await copyPages(source, draft, target, state);
    await syncFile(draft);
    requireWanted(state);
    await giveName(draft, target);
    await syncFile(target);
  } catch (error) {
    throw fileProblem(error, target);
  } finally {
    await rm(draft, { force: true });
    await rm(`${draft}-journal`, { force: true });
  }
}

/**
 * Copies page by page into an empty file, and begins anew where a commit came in between: Node then rejects with result code 0, “not an
 * error”, because it asks the target for the code of a step that the source refused.
 */
async function copyPages(
  source: DatabaseSync,
  draft: string,
  target: string,
  state: CopyState,
): Promise<void> {
  const progress = ({ totalPages, remainingPages }: BackupProgressInfo): void => {
    requireWanted(state);
    state.share = totalPages === 0 ? 1 : 1 - remainingPages / totalPages;
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await backup(source, draft, { rate: pagesAtATime, progress });
      return;
    } catch (error) {
      if (sqliteCodeOf(error) !== 0) throw error;
      if (attempt === mostAttempts) throw notCopied(target);
      await truncate(draft);
      await rm(`${draft}-journal`, { force: true });
    }
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

function requireWanted({ isCancelled }: CopyState): void {
  if (isCancelled) throw new WirebenchError('ABORTED', 'The copy was cancelled.');
}

function notCopied(target: string): WirebenchError {
  return new WirebenchError(
    'BAD_REQUEST',
    `“${target}” could not be completed, because records came in too fast. Try again, or end the session first.`,
  );
}

function alreadyThere(target: string): WirebenchError {
  return new WirebenchError('BAD_REQUEST', `The file “${target}” already exists. Choose another name.`);
}
