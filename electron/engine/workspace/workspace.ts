import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Log } from '../deps.ts';
import { ConnectionFiles, temporaryEnding } from './connectionFiles.ts';
import { fileRefusal, removeLeftovers } from './files.ts';
import { watchFolder } from './folderWatch.ts';

/** 100 ms: a checkout changes many files within it, and a person does not notice it. */
const settleMs = 100;
/** One minute: nobody writes a small file for that long. */
const leftoverAgeMs = 60_000;

/** A folder of plain files: `connections/*.json`, and `sessions/*.wbs`, of which `recordings.ts` takes care. */
export interface Workspace {
  /** Absolute. */
  readonly folder: string;
  readonly sessionsFolder: string;
  readonly connections: ConnectionFiles;
  /** Ends the watching, after what is being written. */
  close(): Promise<void>;
}

export interface WorkspaceParts {
  readonly folder: string;
  readonly makeId: () => string;
  readonly log: Log;
}

/** Makes the folders that are not there, reads the connections, and follows what others change in them. Rejects with a sentence. */
export async function createWorkspace({ folder, makeId, log }: WorkspaceParts): Promise<Workspace> {
  const root = resolve(folder);
  const connectionsFolder = join(root, 'connections');
  const sessionsFolder = join(root, 'sessions');
  try {
    await mkdir(connectionsFolder, { recursive: true });
    await mkdir(sessionsFolder, { recursive: true });
    await removeLeftovers(connectionsFolder, temporaryEnding, leftoverAgeMs);
  } catch (error) {
    throw fileRefusal(`The workspace folder ${root} cannot be used`, error);
  }
  const connections = new ConnectionFiles(connectionsFolder, makeId);
  const rescan = (): Promise<void> =>
    connections
      .rescan()
      .catch((error: unknown) => log.warn(fileRefusal('The connections could not be listed', error).message));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watching = watchFolder(connectionsFolder, log, () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void rescan();
    }, settleMs);
  });
  await rescan();
  return {
    folder: root,
    sessionsFolder,
    connections,
    async close() {
      watching.dispose();
      clearTimeout(timer);
      await connections.settled();
    },
  };
}
