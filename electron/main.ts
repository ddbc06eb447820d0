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
import { allWritten } from './cli/allWritten.ts';
import { checkArguments } from './cli/argumentText.ts';
import { processSurroundings } from './cli/processSurroundings.ts';
import { runCommandLine } from './cli/runCommandLine.ts';
import { declareAppScheme, serveAppScheme } from './desktop/appScheme.ts';
import { offerEnginePort } from './desktop/enginePort.ts';
import { Errands } from './desktop/errands.ts';
import { guardAll } from './desktop/guards.ts';
import { runInPlaceOfWindow } from './desktop/inPlaceOfWindow.ts';
import { ownArguments, parseLaunch } from './desktop/launch.ts';
import { isFirstStart, Launches } from './desktop/launches.ts';
import { openLaunch } from './desktop/openLaunch.ts';
import { OpenWorkspaces, realFolder } from './desktop/openWorkspaces.ts';
import { createDesktopHost } from './desktop/desktopHost.ts';
import { DocsWindow } from './desktop/docsWindow.ts';
import { LogFile } from './desktop/logFile.ts';
import { ProgramLog } from './desktop/programLog.ts';
import { takeLoginEnvironment } from './desktop/takeLoginEnvironment.ts';
import { RecentPlaces } from './desktop/recentPlaces.ts';
import { builtPage, developedPage } from './desktop/pageSource.ts';
import { profileOf } from './desktop/profile.ts';
import { openWindow } from './desktop/window.ts';
import { openElsewhere, openEngine } from './desktopEngine.ts';
import type { Engine } from './engine/engine.ts';
import { mainFolder } from './workerUrls.ts';

// When stderr cannot be written, nothing can be said any more, and no dialog should say that.
process.stderr.on('error', () => undefined);
const warn = (message: string): void => void process.stderr.write(`${visibleLines(message)}\n`);
/** Made by the build. */
const noticesFile = 'THIRD-PARTY-NOTICES.txt';
/** As in `electron-builder.yml`: by it Windows knows windows, shortcuts and notifications for one program. */
const appId = 'dev.wirebench.Wirebench';
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
  if (process.platform === 'win32') app.setAppUserModelId(appId);
  const launches = new Launches(launch);
  if (isFirstStart(args)) {
    app
      .whenReady()
      .then(() => {
        checkArguments(args);
        return start(launches);
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

async function start(launches: Launches): Promise<void> {
  const page = devServer === undefined ? builtPage(builtFile('renderer')) : developedPage(devServer);
  const log = new ProgramLog(new LogFile(app.getPath('logs')));
  void takeLoginEnvironment((sentence) => log.warn(sentence));
  const usual = await realFolder(join(app.getPath('home'), 'Wirebench'));
  const workspaces: OpenWorkspaces<Engine> = new OpenWorkspaces({
    openEngine: (folder, takeOver, show) =>
      openEngine({
        ...{ folder, takeOver, show, log },
        open: (other) => workspaces.show(other),
        // Each engine knows the same list.
        recentChanged: () => workspaces.engines.slice(0, 1).forEach((engine) => recent.noteWorkspace(engine)),
      }),
    opened: (engine, closed) => {
      host.follow(engine, closed);
      recent.noteWorkspace(engine);
    },
    openWindow: (folder) => {
      const { session, places } = profileOf(folder, usual);
      serveAppScheme(page, session);
      const files = { preload: builtFile('preload/preload.cjs'), icon: builtFile('renderer/icon.png') };
      return openWindow({ ...files, session, places, warn: (sentence) => log.warn(sentence) });
    },
    unseen: (unseen) => recent.noteUnseen(unseen),
    warn: (error) => log.warn(messageOf(error)),
  });
  const host = createDesktopHost({
    log,
    workspaces,
    docs: new DocsWindow({
      icon: builtFile('renderer/icon.png'),
      serve: (session) => serveAppScheme(page, session),
    }),
    notices: app.isPackaged ? join(process.resourcesPath, noticesFile) : builtFile(`renderer/${noticesFile}`),
  });
  const recent = new RecentPlaces({
    open: (folder) => void workspaces.show(folder).catch((error: unknown) => log.warn(messageOf(error))),
    warn: (error) => log.warn(messageOf(error)),
    platform: process.platform,
  });
  const errands = new Errands<Engine>((path) => recent.noteFile(path));
  offerEnginePort((transport, contents) => {
    const engine = workspaces.engineOf(contents);
    return (
      engine &&
      serve(
        contract,
        { ...engine.handlers, ...host.windows.handlersFor(contents), ...errands.handlersFor(engine) },
        transport,
      )
    );
  });
  await launches.serve(
    (asked) => openLaunch(asked, { workspaces, errands, usual }),
    (error) => dialog.showErrorBox('This could not be opened', messageOf(error)),
  );
  if (workspaces.current === null) app.exit(0);
}

function builtFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, mainFolder));
}
