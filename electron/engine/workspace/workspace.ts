import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeOf } from '../../../shared/base/errors.ts';
import { Owner } from '../../../shared/base/lifecycle.ts';
import type { Log } from '../base/deps.ts';
import { createAuthority, type Authority } from '../secrets/authority.ts';
import { ConnectionFiles, type ConnectionList } from './connectionFiles.ts';
import { MessageFiles } from './messageFiles.ts';
import { fileRefusal, makeFolder, removeLeftovers, temporaryEnding } from '../files/files.ts';
import { watchCalmly } from '../files/folderWatch.ts';
import { Secrets } from '../secrets/secrets.ts';
import { secretsIn } from '../../../shared/model/secret.ts';
import { settingsFileName, WorkspaceSettings } from './workspaceSettings.ts';

/** One minute: nobody writes a small file for that long. */
const leftoverAgeMs = 60_000;

/** A folder of plain files: `workspace.json`, `connections` with folders of JSON files, `secrets/*`, and `sessions/*.wbs`, which `recordings.ts` manages. */
export interface Workspace {
  /** Absolute. */
  readonly folder: string;
  readonly sessionsFolder: string;
  readonly connections: ConnectionFiles;
  readonly messages: MessageFiles;
  readonly secrets: Secrets;
  /** Signs the certificates of the servers that are opened here. */
  readonly authority: Authority;
  readonly settings: WorkspaceSettings;
  /** Stops watching, after writes in progress. */
  close(): Promise<void>;
}

interface WorkspaceParts {
  readonly folder: string;
  readonly makeId: () => string;
  readonly log: Log;
}

/** Creates missing folders, reads the settings and the connections, and follows others' changes to them. Rejects with a sentence. */
export async function createWorkspace({ folder, makeId, log }: WorkspaceParts): Promise<Workspace> {
  const root = resolve(folder);
  const connectionsFolder = join(root, 'connections');
  const sessionsFolder = join(root, 'sessions');
  await prepareFolders(root, [connectionsFolder, sessionsFolder]);
  await ignoreWhatIsNotForGit(root, log);
  const secrets = new Secrets({ folder: join(root, 'secrets'), makeId });
  const messages = new MessageFiles(connectionsFolder, makeId);
  const connections = new ConnectionFiles(connectionsFolder, makeId, messages, (before, list) =>
    forgetUnused(secrets, secretsIn(before).keys(), list, log),
  );
  const rescan = (): Promise<void> =>
    connections
      .rescan()
      .catch((error: unknown) => log.warn(fileRefusal('The connections could not be listed', error).message));
  const lookAtMessages = (): Promise<void> =>
    messages
      .rescan()
      .catch((error: unknown) => log.warn(fileRefusal('The messages could not be listed', error).message));
  const settings = new WorkspaceSettings(root, makeId);
  const watching = new Owner();
  watching.add(watchCalmly(root, log, () => settings.reread(), settingsFileName));
  await settings.reread();
  await connections
    .recover()
    .catch((error: unknown) => log.warn(fileRefusal('The connections could not be listed', error).message));
  await lookAtMessages();
  watching.add(connections.watch(log, lookAtMessages));
  return {
    folder: root,
    sessionsFolder,
    connections,
    messages,
    secrets,
    authority: createAuthority({
      folder: secrets.folder,
      nowMs: Date.now,
      makeId,
      warn: (message) => log.warn(message),
    }),
    settings,
    async close() {
      watching.dispose();
      await connections.settled();
      await messages.settled();
      // Deletes secrets that were chosen for an option and never saved with a connection.
      await rescan();
      await forgetUnused(secrets, secrets.keptNow, connections.list.value, log);
      await secrets.settled();
      await settings.settled();
    },
  };
}

async function prepareFolders(root: string, folders: readonly string[]): Promise<void> {
  try {
    for (const folder of folders) await makeFolder(folder);
    for (const folder of [join(root, 'connections'), join(root, 'secrets'), root]) {
      await removeLeftovers(folder, temporaryEnding, leftoverAgeMs);
    }
  } catch (error) {
    throw fileRefusal(`The workspace folder ${root} cannot be used`, error);
  }
}

/** A `.gitignore` that somebody else wrote is left alone. */
async function ignoreWhatIsNotForGit(root: string, log: Log): Promise<void> {
  try {
    await writeFile(join(root, '.gitignore'), 'sessions/\nsecrets/\n', { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST')
      log.warn(fileRefusal('The workspace’s .gitignore could not be written', error).message);
  }
}

/**
 * Deletes those of the secrets that no connection uses any more. Nothing is deleted while a file cannot be read, since it may refer to any.
 * Only secrets that a connection had before it was changed here, or that were kept in this run, may be given: any other may belong to a
 * connection on another git branch.
 */
async function forgetUnused(
  secrets: Secrets,
  ids: Iterable<string>,
  list: ConnectionList,
  log: Log,
): Promise<void> {
  if (list.problems.length > 0) return;
  const used = secretsIn(list.connections);
  await secrets
    .remove([...ids].filter((id) => !used.has(id)))
    .catch((error: unknown) =>
      log.warn(fileRefusal('Secrets that nothing needs any more could not be deleted', error).message),
    );
}
