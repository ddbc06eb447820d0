import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeId } from '../../electron/engine/base/makeId.ts';
import { createSystemClock } from '../../electron/engine/base/systemClock.ts';
import { importWorkerUrl } from '../../electron/workerUrls.ts';
import { createWorkspace, type Workspace } from '../../electron/engine/workspace/workspace.ts';
import { endpointSchema } from '../../shared/model/connection.ts';
import { environmentSchema, type EnvironmentContent } from '../../shared/model/environment.ts';
import { noConfigFolder } from './noConfigFolder.ts';

/** An endpoint like any other. */
export const someEndpoint = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:6379' });

/** An environment with one variable. */
export function environmentOf(name: string, variable: { name: string; value: string }): EnvironmentContent {
  return environmentSchema.parse({ version: 1, id: 'x', name, variables: [variable] });
}

/** A workspace as the engine has it. */
export interface TestedWorkspace extends AsyncDisposable {
  readonly workspace: Workspace;
  /** The folder of the connections. */
  readonly folder: string;
  /** The tree, a line each: `gateway/`, `gateway/redis`. */
  readonly lines: () => string[];
  readonly problems: () => string[];
}

/**
 * A workspace in a folder, as the engine has it, apart from the parts that are given: nobody can consent to anything there, and the
 * environment of the process is empty.
 */
export async function workspaceIn(
  folder: string,
  parts: Partial<Parameters<typeof createWorkspace>[0]> = {},
): Promise<Workspace & AsyncDisposable> {
  const workspace = await createWorkspace({
    folder,
    configFolder: noConfigFolder,
    makeId,
    clock: createSystemClock(),
    importWorker: importWorkerUrl(),
    log: { warn: () => undefined },
    process: {},
    ...parts,
  });
  return Object.assign(workspace, { [Symbol.asyncDispose]: () => workspace.close() });
}

export async function openTestedWorkspace(root: string): Promise<TestedWorkspace> {
  const workspace = await workspaceIn(root);
  await workspace.connections.whenRead();
  await workspace.messages.whenRead();
  const { list } = workspace.connections;
  return {
    workspace,
    folder: join(root, 'connections'),
    lines: () => [
      ...list.value.folders.map(({ path }) => `${path}/`),
      ...list.value.connections.map(({ folder, name }) => (folder === '' ? name : `${folder}/${name}`)),
    ],
    problems: () => list.value.problems.map(({ file, message }) => `${file}: ${message}`),
    [Symbol.asyncDispose]: () => workspace.close(),
  };
}

/** Every file below a folder with its content, by its path. */
export async function filesBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

/** The files that differ, are new or are gone. */
export function changedFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
}
