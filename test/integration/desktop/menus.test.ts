import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';

describe('the menus of the desktop program', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await startDesktop();
    await windowOpened(desktop.application);
  }, desktopTimeoutMs);
  afterAll(() => desktop[Symbol.asyncDispose]());

  it('have roles before the page tells its actions, so every system shows its own words and keys', async () => {
    const template = await desktop.application.evaluate(({ calls }) =>
      JSON.stringify(calls.find(({ name }) => name === 'Menu.setApplicationMenu')?.args[0]),
    );
    for (const role of ['undo', 'zoomIn', 'reload', 'toggleDevTools']) expect(template).toContain(role);
    expect(template).not.toContain('CommandOrControl+N');
  });

  it('take the actions of a window, and give back which one was chosen, also to a page that comes later', async () => {
    const seen = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow, Menu }, _, { Caller }) => {
        const [window] = BrowserWindow.all;
        if (!window) throw new Error('There is no window.');
        const ask = () => Caller.ask(ipcMain, window.webContents, window.webContents.mainFrame)?.client;
        const item = {
          ...{ command: 'connection.new', label: 'New Connection', keys: 'Mod+N' },
          ...{ isPossible: true, isChecked: null, under: null },
        };
        const none = { application: [], edit: [], view: [], connection: [], help: [] };
        BrowserWindow.focused = window;
        await ask()?.call('host.showMenus', { menus: { ...none, file: [[item]] } });
        const menu = window.menu ?? Menu.shown;
        const files = menu?.template.find(({ label }) => label === '&File')?.submenu ?? [];
        files[0]?.click?.();
        files[0]?.click?.();
        const asked: string[] = [];
        const { promise, resolve } = Promise.withResolvers<void>();
        ask()?.subscribe('host.asked', {}, ({ command }) => {
          asked.push(command);
          if (asked.length === 2) resolve();
        });
        await promise;
        return { label: files[0]?.label, accelerator: files[0]?.accelerator, asked };
      },
    );
    expect(seen).toEqual({
      label: 'New Connection',
      accelerator: 'CommandOrControl+N',
      asked: ['connection.new', 'connection.new'],
    });
  });

  it('show what the system knows of the program', async () => {
    const names = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow, calls }, _, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
        await client?.call('host.show', { page: 'about' });
        return calls.map(({ name }) => name);
      },
    );
    expect(names).toContain('app.showAboutPanel');
  });
});
