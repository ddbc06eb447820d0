import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensureTestBuild } from './build.ts';
import { Application, type ApplicationOptions } from './electronStandIn/application.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export interface Desktop extends AsyncDisposable {
  readonly application: Application;
  /** The home folder of the program. */
  readonly home: string;
}

/** Building may come first, on a machine that does other things as well. */
export const desktopTimeoutMs = 180_000;

/** The built desktop app on a home folder of its own, with the stand-in for Electron. `files`: what is in that folder before. */
export async function startDesktop(
  options: Omit<ApplicationOptions, 'main' | 'home'> & {
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): Promise<Desktop> {
  const main = join(await ensureTestBuild(), 'main', 'main.js');
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), text);
  }
  const application = await Application.start({ ...options, main, home: folder.path });
  return {
    application,
    home: folder.path,
    async [Symbol.asyncDispose]() {
      await application[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Waits until the window was opened: everything else is in place by then. */
export function windowOpened(application: Application): Promise<void> {
  return application.evaluate(async ({ BrowserWindow, calls, state }) => {
    while (BrowserWindow.all.length === 0) {
      const box = calls.find(({ name }) => name === 'dialog.showErrorBox');
      if (state.exitStatus !== null)
        throw new Error(`It has ended without a window: ${box?.args.join(': ')}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });
}
