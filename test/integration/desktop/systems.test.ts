import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened } from '../../support/desktop.ts';
import { needs, onLinux } from '../../support/needs.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

// On the other systems, every test of this folder asks the same of the system itself.
describe('the desktop program', needs(onLinux), () => {
  it.each([
    ['win32', 'app.setAppUserModelId', 'app.setJumpList'],
    ['darwin', 'Menu.setApplicationMenu', 'dock.setMenu'],
  ])(
    'opens its window as on %s, tells the lists of the system, and complains of nothing',
    { timeout: desktopTimeoutMs },
    async (system, early, list) => {
      await using folder = await temporaryFolder();
      const environment = { STAND_IN_PLATFORM: system, WIREBENCH_CONFIG: join(folder.path, 'config') };
      await using desktop = await startDesktop({ environment });
      const { application, home } = desktop;
      await windowOpened(application);
      const seen = await application.evaluate(
        async ({ calls, ipcMain, BrowserWindow }, wanted, { Caller }) => {
          const contents = BrowserWindow.all[0]?.webContents;
          const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
          const { workspace } = (await client?.call('app.info', {})) ?? {};
          const told = (name: string): unknown => calls.find((call) => call.name === name)?.args[0];
          while (told(wanted.list) === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
          return {
            workspace,
            early: told(wanted.early) !== undefined,
            list: JSON.stringify(told(wanted.list)),
          };
        },
        { early, list },
      );
      const workspace = join(home, 'Wirebench');
      expect(seen).toEqual({ workspace, early: true, list: expect.stringContaining(basename(workspace)) });
      expect(application.output).toBe('');
    },
  );

  it(
    'takes the environment of the login shell as on macOS, where Finder opened it',
    { timeout: desktopTimeoutMs },
    async () => {
      await using home = await temporaryFolder();
      // Each shell reads one of these at a log-in.
      for (const name of ['.profile', '.bash_profile', '.zprofile'])
        await writeFile(join(home.path, name), 'export SEEN_BY_TEST="from the shell"\n');
      await using desktop = await startDesktop({
        packaged: true,
        environment: { STAND_IN_PLATFORM: 'darwin', HOME: home.path, TERM: null, SHLVL: null },
      });
      const seen = await desktop.application.evaluate(async () => {
        while (!process.env['SEEN_BY_TEST']) await new Promise((resolve) => setTimeout(resolve, 5));
        return process.env['SEEN_BY_TEST'];
      });
      expect(seen).toBe('from the shell');
    },
  );
});
