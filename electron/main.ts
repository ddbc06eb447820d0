/**
 * Everything up to the one `await`, which is for the command line, runs before Electron is ready: sandbox, scheme and guards must.
 */
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { messageOf } from '../shared/base/errors.ts';
import { visibleLines } from '../shared/bytes/visibleText.ts';
import { contract } from '../shared/contract/contract.ts';
import { serve } from '../shared/rpc/serve.ts';
import { openBriefly } from './cli/alreadyOpen.ts';
import { checkArguments } from './cli/argumentText.ts';
import { processSurroundings } from './cli/processSurroundings.ts';
import { runCommandLine } from './cli/runCommandLine.ts';
import { sweepTemporaryFolders } from './cli/temporaryFolders.ts';
import { declareAppScheme, serveAppScheme } from './desktop/appScheme.ts';
import { createFileDialogs } from './desktop/dialogs.ts';
import { offerEnginePort } from './desktop/enginePort.ts';
import { cutFromNetwork, guardContents, guardSession } from './desktop/guards.ts';
import { createOtherWorkspaces } from './desktop/otherWorkspaces.ts';
import { ownArguments, parseLaunch } from './desktop/launch.ts';
import { describeProgram, showAbout } from './desktop/about.ts';
import { HostWindows } from './desktop/hostWindows.ts';
import { ProgramMenus } from './desktop/menus.ts';
import { builtPage, developedPage } from './desktop/pageSource.ts';
import { keepProfileApart } from './desktop/profile.ts';
import { closeBeforeQuit } from './desktop/quit.ts';
import { askToTakeOver } from './desktop/takeOver.ts';
import { keepWindow } from './desktop/window.ts';
import { configFolder } from './engine/base/configFolder.ts';
import type { EngineDeps } from './engine/base/deps.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { WorkspaceInUse } from './engine/lock/workspaceInUse.ts';
import { makeId } from './engine/base/makeId.ts';
import { createSystemClock } from './engine/base/systemClock.ts';
import { importWorkerUrl, mainFolder, storeWorkerUrl } from './workerUrls.ts';

const warn = (message: string): void => void process.stderr.write(`${visibleLines(message)}\n`);
const args = ownArguments(process.argv, app.isPackaged);
const launch = parseLaunch(args, process.cwd());

if (launch.kind === 'commandLine') {
  // Electron starts displays and windows only when this module has ended, so a machine without a display can run commands.
  const status = await runCommandLine(launch.args, processSurroundings());
  app.exit(status);
} else {
  app.enableSandbox();
  declareAppScheme();
  guardContents();
  const usual = join(app.getPath('home'), 'Wirebench');
  const workspace = launch.workspace ?? usual;
  // The usual one has the usual profile, however it was named.
  keepProfileApart(workspace === usual ? null : workspace);
  if (app.requestSingleInstanceLock()) {
    app
      .whenReady()
      .then(() => {
        checkArguments(args);
        return start(workspace, launch.takeOver);
      })
      .catch((error: unknown) => {
        dialog.showErrorBox('Wirebench could not start', messageOf(error));
        app.exit(1);
      });
  } else {
    app.quit();
  }
}

async function start(workspace: string, takeOver: boolean): Promise<void> {
  const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  guardSession();
  if (devServer === undefined) cutFromNetwork();
  serveAppScheme(devServer === undefined ? builtPage(builtFile('renderer')) : developedPage(devServer));
  describeProgram(app.getVersion());
  const menus = new ProgramMenus({ platform: process.platform, show: showAbout });
  const host = new HostWindows({ menus, show: showAbout });
  const window = Promise.withResolvers<() => void>();
  const engine = await openEngine({
    clock: createSystemClock(),
    log: { warn },
    makeId,
    workspace,
    configFolder: configFolder(),
    // A thread of Electron reads modules from inside the archive as the main thread does, so the workers are not unpacked.
    storeWorker: storeWorkerUrl(),
    importWorker: importWorkerUrl(),
    host: 'desktop',
    version: app.getVersion(),
    dialogs: createFileDialogs(),
    otherWorkspaces: createOtherWorkspaces(),
    show: async () => {
      (await window.promise)();
      return { window: true };
    },
    takeOver,
  });
  if (!engine) {
    app.exit(0);
    return;
  }
  void sweepTemporaryFolders(engine.store);
  closeBeforeQuit(
    () => engine.close(),
    (error) => warn(messageOf(error)),
  );
  offerEnginePort((transport, contents) =>
    serve(contract, { ...engine.handlers, ...host.handlersFor(contents) }, transport),
  );
  window.resolve(
    keepWindow({ preload: builtFile('preload/preload.cjs'), icon: builtFile('renderer/icon.png') }),
  );
}

/**
 * Null when there is nothing to open here: another program has the workspace, and shows it, or the person chose to leave it to another
 * machine.
 */
async function openEngine(deps: EngineDeps): Promise<Engine | null> {
  try {
    return await createEngine(deps);
  } catch (error) {
    if (!(error instanceof WorkspaceInUse)) throw error;
    if (error.mayBeTakenOver) {
      return (await askToTakeOver(error.message)) ? createEngine({ ...deps, takeOver: true }) : null;
    }
    const shown = await error.show();
    if (!shown) throw error;
    if ('url' in shown) await openBriefly(shown.url, deps.workspace);
    return null;
  }
}

function builtFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, mainFolder));
}
