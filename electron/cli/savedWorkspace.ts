import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import type { WorkspaceProblem } from '../../shared/model/connection.ts';
import { configFolder } from '../engine/base/configFolder.ts';
import { makeId } from '../engine/base/makeId.ts';
import { createSystemClock } from '../engine/base/systemClock.ts';
import { ConnectionFiles, type ConnectionList } from '../engine/workspace/connectionFiles.ts';
import { EnvironmentFiles, type EnvironmentList } from '../engine/workspace/environmentFiles.ts';
import { MessageFiles } from '../engine/workspace/messageFiles.ts';
import type { MessageList } from '../engine/workspace/savedMessages.ts';
import { WorkspaceFiles } from '../engine/workspace/workspaceFiles.ts';
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

/** What is wrong with something in a folder of the workspace, in a line. */
export function describeUnread(
  folder: 'connections' | 'environments',
  { file, line, column, message }: WorkspaceProblem,
): string {
  const path = file === '' ? folder : `${folder}/${visibleLine(file)}`;
  const place = line === null ? '' : `, line ${line}${column === null ? '' : `, column ${column}`}`;
  return `${path}${place}: ${visibleLine(message)}`;
}

/** Throws a `UsageError` where what is asked for may be in something that cannot be read: that it is not there would be false. */
export function refuseUnread(
  what: string,
  ...lists: readonly { readonly unread: WorkspaceProblem | null }[]
): void {
  const unread = lists.map((list) => list.unread).find((problem) => problem !== null);
  if (unread) throw new UsageError(`${what} was not found. ${describeUnread('connections', unread)}`);
}

/** The saved connections of a workspace, which is only read. */
export async function savedConnections(folder: string): Promise<ConnectionList> {
  const { connections } = filesOf(folder);
  await connections.rescan();
  return connections.list.value;
}

/** The saved connections and messages of a workspace, which is only read. */
export async function savedConnectionsAndMessages(
  folder: string,
): Promise<{ readonly connections: ConnectionList; readonly messages: MessageList }> {
  const { connections, messages } = filesOf(folder);
  await connections.rescan();
  await messages.rescan();
  return { connections: connections.list.value, messages: messages.list.value };
}

function filesOf(folder: string): {
  readonly connections: ConnectionFiles;
  readonly messages: MessageFiles;
} {
  const place = join(folder, 'connections');
  const messages = new MessageFiles(place, makeId);
  return { messages, connections: new ConnectionFiles(place, makeId, messages) };
}

/** The environments of a workspace, which is only read, and the files that hold none. */
export async function savedEnvironments(folder: string): Promise<EnvironmentList> {
  const files = new EnvironmentFiles({
    folder: join(folder, 'environments'),
    makeId,
    replaced: () => Promise.resolve(),
  });
  await files.rescan();
  return files.list.value;
}

/** The files that messages of a workspace may name. */
export function workspaceFilesOf(folder: string): WorkspaceFiles {
  return new WorkspaceFiles({
    ...{ folder, makeId, clock: createSystemClock() },
    configFolder: configFolder(),
  });
}
