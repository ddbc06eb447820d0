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
import { allWritten } from './cli/allWritten.ts';
import { checkArguments } from './cli/argumentText.ts';
import { processSurroundings } from './cli/processSurroundings.ts';
import { runCommandLine } from './cli/runCommandLine.ts';
import { sweepTemporaryFolders } from './cli/temporaryFolders.ts';
import { declareAppScheme, serveAppScheme } from './desktop/appScheme.ts';
import { createFileDialogs } from './desktop/dialogs.ts';
import { offerEnginePort } from './desktop/enginePort.ts';
import { guardAll } from './desktop/guards.ts';
import { runInPlaceOfWindow } from './desktop/inPlaceOfWindow.ts';
import { createOtherWorkspaces } from './desktop/otherWorkspaces.ts';
import { ownArguments, parseLaunch } from './desktop/launch.ts';
import { createDesktopHost } from './desktop/desktopHost.ts';
import { LogFile } from './desktop/logFile.ts';
import { ProgramLog } from './desktop/programLog.ts';
import { takeLoginEnvironment } from './desktop/takeLoginEnvironment.ts';
import { builtPage, developedPage } from './desktop/pageSource.ts';
import { keepProfileApart } from './desktop/profile.ts';
import { askToTakeOver } from './desktop/takeOver.ts';
import { keepWindow } from './desktop/window.ts';
import { configFolder } from './engine/base/configFolder.ts';
import type { EngineDeps } from './engine/base/deps.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { WorkspaceInUse } from './engine/lock/workspaceInUse.ts';
import { makeId } from './engine/base/makeId.ts';
import { createSystemClock } from './engine/base/systemClock.ts';
import { importWorkerUrl, mainFolder, storeWorkerUrl } from './workerUrls.ts';

// When stderr cannot be written, nothing can be said any more, and no dialog should say that.
process.stderr.on('error', () => undefined);
const warn = (message: string): void => void process.stderr.write(`${visibleLines(message)}\n`);
/** For whoever waits in a terminal for a window: it is there, but not of this start. */
const openElsewhere = 'Wirebench is open already. Its window was brought to the front, and this start ends.';
/** Made by the build. */
const noticesFile = 'THIRD-PARTY-NOTICES.txt';
const args = ownArguments(process.argv, app.isPackaged);
const launch = parseLaunch(args, process.cwd());
const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];

if (launch.kind === 'commandLine') {
  // Electron starts displays and windows only when this module has ended, so a machine without a display can run commands.
  await runInPlaceOfWindow(async () => {
    const status = await runCommandLine(launch.args, processSurroundings());
    await allWritten(process.stdout, process.stderr);
    return status;
  });
} else {
  // It would take the switch off the command line, and where somebody needs that, as root or in a container, no page would start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  declareAppScheme();
  guardAll({ offline: devServer === undefined });
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
    warn(openElsewhere);
    app.quit();
  }
}

async function start(workspace: string, takeOver: boolean): Promise<void> {
  serveAppScheme(devServer === undefined ? builtPage(builtFile('renderer')) : developedPage(devServer));
  const log = new ProgramLog(new LogFile(app.getPath('logs')));
  void takeLoginEnvironment((sentence) => log.warn(sentence));
  const window = Promise.withResolvers<() => void>();
  const engine = await openEngine({
    clock: createSystemClock(),
    log,
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
  const host = createDesktopHost({
    log,
    engines: () => [engine],
    close: () => engine.close(),
    notices: app.isPackaged ? join(process.resourcesPath, noticesFile) : builtFile(`renderer/${noticesFile}`),
  });
  host.follow(engine, new AbortController().signal);
  offerEnginePort((transport, contents) =>
    serve(contract, { ...engine.handlers, ...host.windows.handlersFor(contents) }, transport),
  );
  window.resolve(
    keepWindow({
      preload: builtFile('preload/preload.cjs'),
      icon: builtFile('renderer/icon.png'),
      places: join(app.getPath('userData'), 'window.json'),
      warn: (sentence) => log.warn(sentence),
    }),
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
    else warn(openElsewhere);
    return null;
  }
}

function builtFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, mainFolder));
}
