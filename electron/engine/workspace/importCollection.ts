import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import type { Result } from '../../../shared/base/result.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import type {
  ImportedCollection,
  ImportedFolder,
  RawImportFile,
} from '../../../shared/import/importedTree.ts';
import { NoteList } from '../../../shared/import/noteList.ts';
import {
  deepestFolder,
  folderDepth,
  joinFolders,
  mostConnections,
  type FolderPath,
} from '../../../shared/model/connectionFolder.ts';
import { baseEnvironmentId, type Environment } from '../../../shared/model/environment.ts';
import type { ImportReport } from '../../../shared/model/importReport.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { CollectionReader } from './collectionReader.ts';
import type { ConnectionFiles } from './connectionFiles.ts';
import type { EnvironmentFiles } from './environmentFiles.ts';
import { tooManyConnections } from './fileRefusals.ts';
import { writeImported } from './importedFiles.ts';
import { writeVariables, type WrittenVariables } from './importedVariables.ts';
import type { MessageFiles } from './messageFiles.ts';

/** The parts of a workspace that an import writes into. */
export interface ImportTarget {
  readonly connections: ConnectionFiles;
  readonly messages: MessageFiles;
  readonly environments: EnvironmentFiles;
  readonly secrets: Secrets;
  readonly reader: Pick<CollectionReader, 'read'>;
  readonly makeId: () => string;
}

/**
 * Imports the files of a collection of another program, as a new folder in `into`. `label` is what a person calls the files. Rejects with a
 * sentence, and then nothing was written; what could not be taken over is in the report.
 */
export async function importCollection(
  target: ImportTarget,
  label: string,
  files: readonly RawImportFile[],
  into: FolderPath,
): Promise<ImportReport> {
  await target.environments.rescan();
  const read = await readForBase(target, files);
  if (!read.ok)
    throw new WirebenchError('BAD_REQUEST', `“${visibleLine(label)}” was not imported. ${read.problem}`);
  const collection = read.value;
  if (folderDepth(into) + levelsOf(collection.root) > deepestFolder)
    throw new WirebenchError(
      'LIMIT',
      `“${visibleLine(label)}” was not imported. Its folders would be more than ${deepestFolder} levels deep there. Choose a place further up.`,
    );
  await refuseTooMany(collection, target);
  const { environments, variablesOf, undo } = await writeVariables(collection, target);
  try {
    const folder = await writeFolder(collection, target, into, variablesOf);
    return reportOf(collection, folder, environments);
  } catch (error) {
    await undo().catch((undoing: unknown) => {
      throw new WirebenchError(
        'INTERNAL',
        `${messageOf(error)} The variables were written already, and could not be taken back: ${messageOf(undoing)}`,
      );
    });
    throw error;
  }
}

/** Reads again where somebody has changed the base meanwhile, since names of variables depend on it. */
async function readForBase(
  { environments, reader }: ImportTarget,
  files: readonly RawImportFile[],
): Promise<Result<ImportedCollection, string>> {
  for (;;) {
    const base = environments.find(baseEnvironmentId);
    const read = await reader.read(files, { baseVariables: baseOf(environments) });
    if (environments.find(baseEnvironmentId) === base) return read;
  }
}

function baseOf(environments: EnvironmentFiles): ReadonlyMap<string, string | null> {
  const variables = environments.find(baseEnvironmentId)?.variables ?? [];
  return new Map(variables.map(({ name, value, secret }) => [name, secret === null ? value : null]));
}

async function refuseTooMany(
  { root }: ImportedCollection,
  { connections, messages }: ImportTarget,
): Promise<void> {
  await connections.rescan();
  await messages.rescan();
  const all = connectionsIn(root);
  if (connections.list.value.connections.length + all.length > mostConnections) throw tooManyConnections();
  messages.mustHoldMore(all.reduce((count, { item }) => count + item.messages.length, 0));
}

/** Null where there is nothing to be written. */
async function writeFolder(
  { root }: ImportedCollection,
  { connections, messages, makeId }: ImportTarget,
  into: FolderPath,
  variablesOf: WrittenVariables['variablesOf'],
): Promise<FolderPath | null> {
  if (connectionsIn(root).length === 0) return null;
  const { path } = await connections.folders.add(into, root.name, (hidden) =>
    writeImported(root, hidden, { makeId, variablesOf }),
  );
  await messages.rescan();
  return path;
}

interface Placed {
  /** Within what was imported. */
  readonly path: string;
  readonly item: ImportedFolder['connections'][number];
}

function connectionsIn(folder: ImportedFolder, path = ''): readonly Placed[] {
  return [
    ...folder.connections.map((item) => ({ path: joinFolders(path, item.name), item })),
    ...folder.folders.flatMap((each) => connectionsIn(each, joinFolders(path, each.name))),
  ];
}

/** How many levels of folders it makes. */
function levelsOf({ folders }: ImportedFolder): number {
  return 1 + Math.max(0, ...folders.map(levelsOf));
}

/** The variables of folders, by their paths. */
function variablesIn({ variables, folders }: ImportedFolder, path: string): readonly string[] {
  return [
    ...variables.map(({ name }) => joinFolders(path, name)),
    ...folders.flatMap((each) => variablesIn(each, joinFolders(path, each.name))),
  ];
}

function reportOf(
  { program, root, base, changed, left }: ImportedCollection,
  folder: FolderPath | null,
  environments: readonly Environment[],
): ImportReport {
  const taken = new NoteList();
  const placed = connectionsIn(root, folder ?? '');
  for (const { path, item } of placed) {
    taken.add(path, `Connection to ${item.endpoint.address}`);
    for (const { name } of item.messages) taken.add(`${path}/${name}`, 'Message');
  }
  for (const { name } of environments) taken.add(name, 'Environment');
  for (const { name: place, variables } of environments)
    for (const { name, secret } of variables)
      taken.add(
        `${place}/${name}`,
        secret === null ? 'Variable of the environment' : 'Secret variable of the environment',
      );
  for (const { name, isSecret } of base)
    taken.add(name, isSecret ? 'Secret variable of the base' : 'Variable of the base');
  const ofFolders = variablesIn(root, folder ?? '');
  for (const name of ofFolders) taken.add(name, 'Variable of the folder');
  return {
    program,
    folder,
    connections: placed.length,
    messages: placed.reduce((count, { item }) => count + item.messages.length, 0),
    environments: environments.length,
    variables:
      base.length +
      ofFolders.length +
      environments.reduce((count, { variables }) => count + variables.length, 0),
    taken: taken.finish(),
    changed,
    left,
  };
}
