import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeOf } from '../../../shared/base/errors.ts';
import { Owner } from '../../../shared/base/lifecycle.ts';
import type { Clock, Log } from '../base/deps.ts';
import { createAuthority, type Authority } from '../secrets/authority.ts';
import { CollectionReader } from './collectionReader.ts';
import { consentFolders } from './allowedNames.ts';
import { CollectionUploads } from './collectionUploads.ts';
import { ConnectionFiles } from './connectionFiles.ts';
import { Deletions } from './deletions.ts';
import { KnownSecrets } from './knownSecrets.ts';
import { MessageFiles } from './messageFiles.ts';
import { EnvironmentFiles } from './environmentFiles.ts';
import { fileRefusal, makeFolder, sweepFolder } from '../files/files.ts';
import { watchCalmly } from '../files/folderWatch.ts';
import { Secrets } from '../secrets/secrets.ts';
import { secretsIn } from '../../../shared/model/secret.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';
import { WorkspaceVariables } from './workspaceVariables.ts';
import { settingsFileName, WorkspaceSettings } from './workspaceSettings.ts';

/**
 * A folder of plain files: `workspace.json`, `connections` with folders of JSON files, `environments/*.json`, `secrets/*`, and
 * `sessions/*.wbs`, which `recordings.ts` manages. Files that a browser brought are in `files`.
 */
export interface Workspace {
  /** Absolute. */
  readonly folder: string;
  readonly sessionsFolder: string;
  readonly connections: ConnectionFiles;
  readonly messages: MessageFiles;
  readonly environments: EnvironmentFiles;
  /** What templates stand for here. */
  readonly variables: WorkspaceVariables;
  /** The files that may be sent. */
  readonly files: WorkspaceFiles;
  readonly secrets: Secrets;
  /** Finds the values of secrets where they should not stand. */
  readonly knownSecrets: KnownSecrets;
  /** What a window imports from other programs. */
  readonly uploads: CollectionUploads;
  /** Signs the certificates of the servers that are opened here. */
  readonly authority: Authority;
  readonly settings: WorkspaceSettings;
  /** What was deleted and may come back. */
  readonly deletions: Deletions;
  /** Stops watching, after writes in progress. */
  close(): Promise<void>;
}

interface WorkspaceParts {
  readonly folder: string;
  /** Where a person's consent is kept: no workspace may bring it along. */
  readonly configFolder: string | null;
  readonly makeId: () => string;
  readonly log: Log;
  readonly clock: Clock;
  /** Where the thread starts that reads a collection. */
  readonly importWorker: URL;
  /** The environment of the process. */
  readonly process?: Readonly<Record<string, string | undefined>>;
}

/** Creates missing folders, reads the settings and the environments, and follows others' changes. Rejects with a sentence. */
export async function createWorkspace(parts: WorkspaceParts): Promise<Workspace> {
  const { folder, configFolder, makeId, log, clock } = parts;
  const root = resolve(folder);
  const connectionsFolder = join(root, 'connections');
  const sessionsFolder = join(root, 'sessions');
  await prepareFolders(root, sessionsFolder);
  await prepareLists(root, connectionsFolder, configFolder, log);
  await ignoreWhatIsNotForGit(root, log);
  const deletions = new Deletions(makeId);
  const secrets = new Secrets({
    folder: join(root, 'secrets'),
    makeId,
    warn: (sentence) => log.warn(sentence),
  });
  const messages = new MessageFiles(connectionsFolder, makeId, () => connections.whenRead());
  const forget = async (ids: Iterable<string>): Promise<void> => {
    // A change of folders has read everything, and holds up the first reading: who waited for that within one would wait for ever.
    if (!connections.list.value.isWhole) await connections.whenRead();
    // It was ended before it was done: what was not read may use any secret.
    if (!connections.list.value.isWhole) return;
    await deletions.whenSaid(() =>
      forgetUnused({ secrets, deletions, log }, ids, [connections.list.value, environments.list.value]),
    );
  };
  const replaced = (before: object): Promise<void> => forget(secretsIn(before).keys());
  const connections = new ConnectionFiles(connectionsFolder, makeId, messages, replaced);
  const environments = new EnvironmentFiles({ folder: join(root, 'environments'), makeId, replaced });
  const variables = new WorkspaceVariables({
    ...{ folder: root, configFolder, environments, connections, secrets, makeId, clock },
    process: parts.process ?? process.env,
  });
  const files = new WorkspaceFiles({ folder: root, configFolder, makeId, clock });
  await files.clean();
  const settings = new WorkspaceSettings(root, makeId);
  const reader = new CollectionReader(parts.importWorker);
  const target = { connections, messages, environments, secrets, makeId, reader };
  const uploads = new CollectionUploads(target, clock);
  const following = await readAndFollow({ root, log, settings, connections, messages, environments });
  return {
    folder: root,
    sessionsFolder,
    connections,
    messages,
    environments,
    variables,
    files,
    secrets,
    knownSecrets: new KnownSecrets({ connections, environments, secrets }),
    uploads,
    authority: createAuthority({
      folder: secrets.folder,
      nowMs: Date.now,
      makeId,
      warn: (message) => log.warn(message),
    }),
    settings,
    deletions,
    async close() {
      following.stop();
      await deletions.close();
      await reader.close();
      await uploads.settled();
      await connections.close();
      await messages.close();
      await environments.settled();
      // Deletes secrets that were chosen for an option or a variable and never saved with it.
      if (secrets.keptNow.size > 0) {
        await following.rescan();
        await forget(secrets.keptNow);
      }
      await variables.allowed.settled();
      await files.close();
      await secrets.settled();
      await settings.settled();
    },
  };
}

interface Following {
  /** Looks at connections and environments once more. */
  rescan(): Promise<void>;
  stop(): void;
}

/**
 * Reads what is there, and follows others' changes. What cannot be read is logged. Connections and messages, of which there may be thousands,
 * are read when somebody needs them.
 */
async function readAndFollow({
  root,
  log,
  settings,
  connections,
  messages,
  environments,
}: Pick<Workspace, 'settings' | 'connections' | 'messages' | 'environments'> & {
  readonly root: string;
  readonly log: Log;
}): Promise<Following> {
  const failed = (what: string) => (error: unknown) => log.warn(fileRefusal(what, error).message);
  const notListed = failed('The environments could not be listed');
  const watching = new Owner();
  watching.add(watchCalmly(root, log, () => settings.reread(), settingsFileName));
  await settings.reread();
  await environments.open().catch(notListed);
  watching.add(environments.watch(log));
  const lookAtMessages = (): Promise<void> =>
    messages.lookAgain().catch(failed('The messages could not be listed'));
  watching.add(connections.follow(log, lookAtMessages));
  return {
    async rescan() {
      await connections.rescan().catch(failed('The connections could not be listed'));
      await environments.rescan().catch(notListed);
    },
    stop: () => watching.dispose(),
  };
}

/** The workspace is opened where one of its lists cannot be read: the list says why, and what is in the others can be used. */
async function prepareFolders(root: string, sessionsFolder: string): Promise<void> {
  try {
    await makeFolder(sessionsFolder);
    await sweepFolder(root);
  } catch (error) {
    throw fileRefusal(`The workspace folder ${root} cannot be used`, error);
  }
}

/** Makes the folder of the connections, and deletes what a killed program had not finished writing. A failure is logged. */
async function prepareLists(
  root: string,
  connectionsFolder: string,
  configFolder: string | null,
  log: Log,
): Promise<void> {
  for (const folder of [connectionsFolder, join(root, 'environments'), join(root, 'secrets')]) {
    try {
      if (folder === connectionsFolder) await makeFolder(folder);
      await sweepFolder(folder);
    } catch (error) {
      log.warn(fileRefusal(`${folder} cannot be used`, error).message);
    }
  }
  // Who allows something is told why it cannot be kept there.
  for (const folder of consentFolders(configFolder)) await sweepFolder(folder).catch(() => undefined);
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
 * Deletes those of the secrets that no connection, no environment and no folder uses any more, nor one that was deleted and may come back.
 * Nothing is deleted while a file cannot be read, since it may refer to any.
 * Only secrets that one of them had before it was changed here, or that were kept in this run, may be given: any other may belong to a
 * connection on another git branch.
 */
async function forgetUnused(
  { secrets, deletions, log }: Pick<Workspace, 'secrets' | 'deletions'> & { readonly log: Log },
  ids: Iterable<string>,
  lists: readonly { readonly problems: readonly unknown[] }[],
): Promise<void> {
  if (lists.some(({ problems }) => problems.length > 0)) return;
  const used = secretsIn([...lists, ...deletions.said]);
  await secrets
    .remove([...ids].filter((id) => !used.has(id)))
    .catch((error: unknown) =>
      log.warn(fileRefusal('Secrets that nothing needs any more could not be deleted', error).message),
    );
}
