import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import { makeId } from '../engine/base/makeId.ts';
import { ConnectionFiles, type ConnectionList } from '../engine/workspace/connectionFiles.ts';
import { MessageFiles } from '../engine/workspace/messageFiles.ts';
import { defaultWorkspace } from '../headless.ts';
import { UsageError } from './command.ts';

/** The folder of a workspace that is there. Throws a `UsageError`. */
export async function existingWorkspace(workspace: string | undefined): Promise<string> {
  if (workspace === '') throw new UsageError('--workspace must not be empty.');
  const folder = resolve(workspace ?? defaultWorkspace());
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return folder;
  throw new UsageError(`There is no workspace folder ${visibleLine(folder)}. Name it with --workspace.`);
}

/** The saved connections of a workspace, which is only read. */
export async function savedConnections(folder: string): Promise<ConnectionList> {
  const place = join(folder, 'connections');
  const files = new ConnectionFiles(place, makeId, new MessageFiles(place, makeId));
  await files.rescan();
  return files.list.value;
}
