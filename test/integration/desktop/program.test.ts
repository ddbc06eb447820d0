import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened } from '../../support/desktop.ts';

const options = { timeout: desktopTimeoutMs };

describe('the desktop program', () => {
  it('ends sessions and finishes files before it quits', options, async () => {
    await using desktop = await startDesktop();
    const { application } = desktop;
    await windowOpened(application);
    const atOnce = await application.evaluate(
      async ({ app, ipcMain, BrowserWindow, state }, _, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
        const endpoint = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' } as const;
        const connection = await client?.call('connections.create', { name: 'open', endpoint });
        if (connection) await client?.call('sessions.open', { connection: connection.id });
        app.quit();
        app.quit();
        return state.quit;
      },
    );
    expect(atOnce).toBe(false);
    await application.evaluate(async ({ state }) => {
      while (!state.quit) await new Promise((resolve) => setTimeout(resolve, 5));
    });
    const files = await readdir(join(desktop.home, 'Wirebench', 'sessions'));
    expect(files).toEqual([expect.stringMatching(/\.wbs$/)]);
  });

  it('comes to the front when it is started a second time, and ends with its window', options, async () => {
    await using desktop = await startDesktop();
    await windowOpened(desktop.application);
    const shown = await desktop.application.evaluate(async ({ app, BrowserWindow, calls }) => {
      const [window] = BrowserWindow.all;
      if (window) window.minimized = true;
      const before = calls.length;
      app.emit('second-instance', {}, ['wirebench', '--anything'], '/', { args: [], workingFolder: '/' });
      while (calls.at(-1)?.name !== 'window.focus') await new Promise((resolve) => setTimeout(resolve, 5));
      return { names: calls.slice(before).map(({ name }) => name), windows: BrowserWindow.all.length };
    });
    expect(shown).toEqual({ names: ['window.restore', 'window.show', 'window.focus'], windows: 1 });
    // It quits, except on macOS, where it is activated later.
    const quits = await desktop.application.evaluate(async ({ app, BrowserWindow, calls }) => {
      BrowserWindow.all[0]?.close();
      const hasQuit = calls.some(({ name }) => name === 'app.quit');
      if (hasQuit) return true;
      app.emit('activate', {}, false);
      while (BrowserWindow.all.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      return false;
    });
    expect(quits).toBe(process.platform !== 'darwin');
  });

  it(
    'leaves it to the first one when it is the second, and tells it what it was started for',
    options,
    async () => {
      await using desktop = await startDesktop({ second: true, args: ['--workspace', 'here'] });
      const { names, told, windows } = await desktop.application.evaluate(({ calls, BrowserWindow }) => ({
        names: calls.map(({ name }) => name),
        told: calls.find(({ name }) => name === 'app.requestSingleInstanceLock')?.args,
        windows: BrowserWindow.all.length,
      }));
      expect(names).toContain('app.quit');
      expect(told).toEqual([{ args: ['--workspace', 'here'], workingFolder: desktop.home }]);
      expect(windows).toBe(0);
      // Whoever started it in a terminal is told.
      expect(desktop.application.output).toBe(
        'Wirebench is open already. It was brought to the front, and this start ends.\n',
      );
      expect(existsSync(join(desktop.home, 'Wirebench'))).toBe(false);
    },
  );

  it.each(['--no-sandbox', '--no-sandbox=1'])(
    'leaves the sandbox off where it is told %s, as root or in a container',
    options,
    async (sandbox) => {
      await using desktop = await startDesktop({ packaged: true, args: [sandbox] });
      await windowOpened(desktop.application);
      const names = await desktop.application.evaluate(({ calls }) => calls.map(({ name }) => name));
      expect(names).not.toContain('app.enableSandbox');
    },
  );

  it('takes another workspace, with a profile of its own', options, async () => {
    await using desktop = await startDesktop({ args: ['--workspace', 'elsewhere'] });
    await windowOpened(desktop.application);
    const { used, profile, workspace } = await desktop.application.evaluate(
      async ({ app, ipcMain, BrowserWindow, calls }, _, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
        const info = await client?.call('app.info', {});
        const paths = calls.filter(({ name }) => name === 'session.fromPath').map(({ args }) => args[0]);
        return { used: paths, profile: app.getPath('userData'), workspace: info?.workspace };
      },
    );
    expect(workspace).toBe(join(desktop.home, 'elsewhere'));
    // The lock of the program is in the profile, so that a second start reaches the first, whatever workspace is named.
    expect(profile).toBe(join(desktop.home, 'profile'));
    expect(used).toEqual([expect.stringMatching(/profile[\\/]workspaces[\\/][0-9a-f]{16}$/)]);
  });

  it('has the usual profile for the usual workspace, also where that is named', options, async () => {
    await using desktop = await startDesktop({ args: ['--workspace', 'Wirebench'] });
    await windowOpened(desktop.application);
    const own = await desktop.application.evaluate(({ BrowserWindow, session }) => {
      const preferences = BrowserWindow.all[0]?.options['webPreferences'] as
        | { session?: unknown }
        | undefined;
      return preferences?.session === session.defaultSession;
    });
    expect(own).toBe(true);
  });

  it('says why it could not start', options, async () => {
    await using desktop = await startDesktop({ args: ['--workspace=file'], files: { file: '' } });
    const shown = await desktop.application.evaluate(async ({ calls, state }) => {
      while (state.exitStatus === null) await new Promise((resolve) => setTimeout(resolve, 5));
      return { status: state.exitStatus, box: calls.find(({ name }) => name === 'dialog.showErrorBox') };
    });
    expect(shown.status).toBe(1);
    expect(shown.box?.args).toEqual(['Wirebench could not start', expect.stringContaining('cannot be used')]);
  });

  it('takes no workspace whose name was not UTF-8', options, async () => {
    await using desktop = await startDesktop({
      args: ['--workspace', '\ufffd'],
      environment: { npm_lifecycle_event: 'start' },
    });
    const shown = await desktop.application.evaluate(async ({ calls, state }) => {
      while (state.exitStatus === null) await new Promise((resolve) => setTimeout(resolve, 5));
      return { status: state.exitStatus, box: calls.find(({ name }) => name === 'dialog.showErrorBox') };
    });
    expect(shown.status).toBe(1);
    expect(shown.box?.args).toEqual([
      'Wirebench could not start',
      expect.stringContaining('replaces bytes that are not UTF-8'),
    ]);
    expect(existsSync(join(desktop.home, '\ufffd'))).toBe(false);
  });

  it('runs a command in place of a window', options, async () => {
    await using desktop = await startDesktop({ args: ['--version'] });
    const { status, names } = await desktop.application.evaluate(({ state, calls }) => ({
      status: state.exitStatus,
      names: calls.map(({ name }) => name),
    }));
    expect(desktop.application.output).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect([status, names]).toEqual([0, ['app.exit']]);
  });

  it('runs a command behind what was put in front for Chromium', options, async () => {
    const args = ['--no-sandbox', '--version'];
    await using desktop = await startDesktop({ args, packaged: true });
    expect(await desktop.application.evaluate(({ state }) => state.exitStatus)).toBe(0);
    expect(desktop.application.output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(['thrown', 'rejected'])(
    'ends a command with a sentence and no dialog where nobody caught an error: %s',
    options,
    async (how) => {
      await using desktop = await startDesktop({ args: ['listen', 'tcp://127.0.0.1:0'], endless: true });
      const { status, names } = await desktop.application.evaluate(async ({ calls, state }, thrown) => {
        setTimeout(() => {
          if (thrown === 'thrown') throw new Error('nobody caught this');
          void Promise.reject(new Error('nobody caught this'));
        });
        while (state.exitStatus === null) await new Promise((resolve) => setTimeout(resolve, 5));
        return { status: state.exitStatus, names: calls.map(({ name }) => name) };
      }, how);
      expect([status, names]).toEqual([1, ['app.exit']]);
      expect(desktop.application.output).toContain(
        'Something in Wirebench went wrong: Error: nobody caught this',
      );
    },
  );

  it('ends a command that is wrong with status 2', options, async () => {
    await using desktop = await startDesktop({ args: ['conect', 'tcp://127.0.0.1:1'], packaged: true });
    expect(await desktop.application.evaluate(({ state }) => state.exitStatus)).toBe(2);
    expect(desktop.application.output).toContain('There is no command “conect”');
  });
});
