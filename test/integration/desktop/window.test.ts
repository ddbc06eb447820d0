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

  it('gives the page exactly these rights', async () => {
    const { preferences, ownSession } = await desktop.application.evaluate(({ BrowserWindow, session }) => {
      const all = BrowserWindow.all[0]?.options['webPreferences'] as Record<string, unknown>;
      const { session: given, ...others } = all;
      return { preferences: others, ownSession: given === session.defaultSession };
    });
    expect(ownSession).toBe(true);
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

  it('loads its page and nothing else, and shows it once it is there', async () => {
    const before = await desktop.application.evaluate(({ calls }) =>
      calls.filter(({ name }) => name.startsWith('window.')),
    );
    expect(before).toEqual([{ name: 'window.loadURL', args: ['app://wirebench/'], ready: true }]);
    const shown = await desktop.application.evaluate(({ BrowserWindow, calls }) => {
      BrowserWindow.all[0]?.load();
      BrowserWindow.all[0]?.load();
      return calls.filter(({ name }) => name === 'window.show').length;
    });
    expect(shown).toBe(1);
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

  it('is shown although nothing says that its page is there', async () => {
    await using fresh = await startDesktop();
    await windowOpened(fresh.application);
    const shown = await fresh.application.evaluate(async ({ calls }) => {
      const names = (): string[] =>
        calls.map(({ name }) => name).filter((name) => name.startsWith('window.'));
      while (!names().includes('window.show')) await new Promise((resolve) => setTimeout(resolve, 20));
      return names();
    });
    expect(shown).toEqual(['window.loadURL', 'window.show']);
  });
});
