import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';

describe('the desktop window', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await startDesktop();
    await windowOpened(desktop.application);
  }, desktopTimeoutMs);
  afterAll(() => desktop[Symbol.asyncDispose]());

  it('turns the sandbox on and declares its scheme before Electron is ready', async () => {
    const early = await desktop.application.evaluate(({ calls }) => calls.filter(({ ready }) => !ready));
    expect(early.map(({ name }) => name)).toEqual([
      'app.enableSandbox',
      'protocol.registerSchemesAsPrivileged',
      'app.requestSingleInstanceLock',
    ]);
    expect(early[1]?.args).toEqual([
      [
        {
          scheme: 'app',
          privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
        },
      ],
    ]);
  });

  it('gives the page exactly these rights, in one frozen literal', async () => {
    const { preferences, frozen } = await desktop.application.evaluate(({ BrowserWindow }) => {
      const webPreferences = BrowserWindow.all[0]?.options['webPreferences'];
      return { preferences: webPreferences, frozen: Object.isFrozen(webPreferences) };
    });
    expect(frozen).toBe(true);
    expect(preferences).toEqual({
      preload: expect.stringMatching(/out[\\/]preload[\\/]preload\.cjs$/),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    });
  });

  it('loads its page and nothing else, and shows it once it is drawn', async () => {
    const before = await desktop.application.evaluate(({ calls }) =>
      calls.filter(({ name }) => name.startsWith('window.')),
    );
    expect(before).toEqual([{ name: 'window.loadURL', args: ['app://wirebench/'], ready: true }]);
    const shown = await desktop.application.evaluate(({ BrowserWindow, calls }) => {
      BrowserWindow.all[0]?.emit('ready-to-show');
      return calls.at(-1)?.name;
    });
    expect(shown).toBe('window.show');
  });

  it('has the colour of its theme from the start, and follows when the system changes', async () => {
    const colours = await desktop.application.evaluate(({ BrowserWindow, nativeTheme, calls }) => {
      const first = BrowserWindow.all[0]?.options['backgroundColor'];
      nativeTheme.shouldUseDarkColors = false;
      nativeTheme.emit('updated');
      return [first, calls.findLast(({ name }) => name === 'window.setBackgroundColor')?.args[0]];
    });
    expect(colours).toEqual(['#111416', '#ffffff']);
  });

  it('keeps its place and size', async () => {
    const options = await desktop.application.evaluate(({ BrowserWindow }) => {
      const { name, windowStatePersistence, minWidth, minHeight } = BrowserWindow.all[0]?.options ?? {};
      return { name, windowStatePersistence, minWidth, minHeight };
    });
    expect(options).toEqual({
      name: 'workbench',
      windowStatePersistence: true,
      minWidth: 720,
      minHeight: 480,
    });
  });

  it('loads a page that crashed again, but not one that crashes at once', async () => {
    const reloads = await desktop.application.evaluate(({ BrowserWindow, calls }) => {
      const contents = BrowserWindow.all[0]?.webContents;
      contents?.emit('render-process-gone', {}, { reason: 'crashed' });
      contents?.emit('render-process-gone', {}, { reason: 'crashed' });
      return calls.filter(({ name }) => name === 'webContents.reload').length;
    });
    expect(reloads).toBe(1);
  });
});
