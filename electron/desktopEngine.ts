import { app } from 'electron';
import { openBriefly } from './cli/alreadyOpen.ts';
import { sweepTemporaryFolders } from './cli/temporaryFolders.ts';
import { createFileDialogs } from './desktop/dialogs.ts';
import { createOtherWorkspaces } from './desktop/otherWorkspaces.ts';
import { systemProxy } from './desktop/systemProxy.ts';
import { askToTakeOver } from './desktop/takeOver.ts';
import { configFolder } from './engine/base/configFolder.ts';
import type { EngineDeps, Log } from './engine/base/deps.ts';
import { makeId } from './engine/base/makeId.ts';
import { createSystemClock } from './engine/base/systemClock.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { WorkspaceInUse } from './engine/lock/workspaceInUse.ts';
import { importWorkerUrl, storeWorkerUrl } from './workerUrls.ts';

/** For whoever waits in a terminal for a window: it is there, but not of this start. */
export const openElsewhere = 'Wirebench is open already. It was brought to the front, and this start ends.';

/** How an engine stands among the windows of the program. */
interface EngineWishes {
  readonly folder: string;
  /** Opens the workspace even if another machine seems to have it open. */
  readonly takeOver: boolean;
  /** Brings the window of this workspace to the front. */
  readonly show: () => Promise<void>;
  /** Shows another workspace. */
  readonly open: (folder: string) => Promise<unknown>;
  /** Some of the recent workspaces were forgotten. */
  readonly recentChanged: () => void;
  readonly log: Log;
}

/**
 * Makes the engine of a workspace. Null when there is nothing to open here: another program has the workspace, and shows it, or the person
 * chose to leave it to another machine. Rejects with a sentence.
 */
export async function openEngine(wishes: EngineWishes): Promise<Engine | null> {
  const deps = engineDeps(wishes);
  const engine = await createEngine(deps).catch((error: unknown) => afterRefusal(error, deps));
  if (engine) void sweepTemporaryFolders(engine.store);
  return engine;
}

function engineDeps({ folder, takeOver, show, open, recentChanged, log }: EngineWishes): EngineDeps {
  return {
    clock: createSystemClock(),
    log,
    makeId,
    workspace: folder,
    configFolder: configFolder(),
    // A thread of Electron reads modules from inside the archive as the main thread does, so the workers are not unpacked.
    storeWorker: storeWorkerUrl(),
    importWorker: importWorkerUrl(),
    host: 'desktop',
    version: app.getVersion(),
    dialogs: createFileDialogs(),
    otherWorkspaces: createOtherWorkspaces(open, recentChanged),
    systemProxy,
    show: async () => {
      await show();
      return { window: true };
    },
    takeOver,
  };
}

async function afterRefusal(error: unknown, deps: EngineDeps): Promise<Engine | null> {
  if (!(error instanceof WorkspaceInUse)) throw error;
  if (error.mayBeTakenOver) {
    return (await askToTakeOver(error.message)) ? createEngine({ ...deps, takeOver: true }) : null;
  }
  const shown = await error.show();
  if (!shown) throw error;
  if ('url' in shown) await openBriefly(shown.url, deps.workspace);
  else deps.log.warn(openElsewhere);
  return null;
}
