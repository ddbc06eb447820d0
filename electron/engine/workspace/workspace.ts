import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { Log } from '../deps.ts';
import { ConnectionFiles } from './connectionFiles.ts';
import { fileRefusal, removeLeftovers, temporaryEnding } from './files.ts';
import { watchFolder } from './folderWatch.ts';
import { settingsFileName, WorkspaceSettings } from './workspaceSettings.ts';

/** 100 ms: a checkout changes many files within it, and a person does not notice it. */
const settleMs = 100;
/** One minute: nobody writes a small file for that long. */
const leftoverAgeMs = 60_000;

/** A folder of plain files: `workspace.json`, `connections/*.json`, and `sessions/*.wbs`, of which `recordings.ts` takes care. */
export interface Workspace {
  /** Absolute. */
  readonly folder: string;
  readonly sessionsFolder: string;
  readonly connections: ConnectionFiles;
  readonly settings: WorkspaceSettings;
  /** Ends the watching, after what is being written. */
  close(): Promise<void>;
}

export interface WorkspaceParts {
  readonly folder: string;
  readonly makeId: () => string;
  readonly log: Log;
}

/** Makes the folders that are not there, reads the settings and the connections, and follows what others change in them. Rejects with a sentence. */
export async function createWorkspace({ folder, makeId, log }: WorkspaceParts): Promise<Workspace> {
  const root = resolve(folder);
  const connectionsFolder = join(root, 'connections');
  const sessionsFolder = join(root, 'sessions');
  try {
    await mkdir(connectionsFolder, { recursive: true });
    await mkdir(sessionsFolder, { recursive: true });
    await removeLeftovers(connectionsFolder, temporaryEnding, leftoverAgeMs);
    await removeLeftovers(root, temporaryEnding, leftoverAgeMs);
  } catch (error) {
    throw fileRefusal(`The workspace folder ${root} cannot be used`, error);
  }
  const connections = new ConnectionFiles(connectionsFolder, makeId);
  const rescan = (): Promise<void> =>
    connections
      .rescan()
      .catch((error: unknown) => log.warn(fileRefusal('The connections could not be listed', error).message));
  const settings = new WorkspaceSettings(root, makeId);
  const watching = new Owner();
  watching.add(watchCalmly(connectionsFolder, log, () => true, rescan));
  const isSettings = (name: string | null): boolean => name === null || name === settingsFileName;
  watching.add(watchCalmly(root, log, isSettings, () => settings.reread()));
  await settings.reread();
  await rescan();
  return {
    folder: root,
    sessionsFolder,
    connections,
    settings,
    async close() {
      watching.dispose();
      await connections.settled();
      await settings.settled();
    },
  };
}

/** Looks once at what changes within a tenth of a second. `matters` is asked with the name that changed; null where none was told. */
function watchCalmly(
  folder: string,
  log: Log,
  matters: (name: string | null) => boolean,
  look: () => Promise<void>,
): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watching = watchFolder(folder, log, (name) => {
    if (!matters(name)) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void look();
    }, settleMs);
  });
  return toDisposable(() => {
    watching.dispose();
    clearTimeout(timer);
  });
}
