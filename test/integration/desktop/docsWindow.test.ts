import { describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';

/** The program with the documentation open beside its window. */
async function showDocs(desktop: Desktop): Promise<void> {
  await windowOpened(desktop.application);
  await desktop.application.evaluate(({ BrowserWindow, Menu }) => {
    const help = Menu.shown?.template.find(({ label }) => label === '&Help')?.submenu ?? [];
    BrowserWindow.all[0]?.load();
    help.find(({ label }) => label === 'Documentation')?.click?.();
    BrowserWindow.all[1]?.load();
  });
}

describe('the documentation on the desktop', { timeout: desktopTimeoutMs }, () => {
  it('opens in a window of its own, once, without a way to the engine', async () => {
    await using desktop = await startDesktop({ packaged: true });
    await showDocs(desktop);
    const seen = await desktop.application.evaluate(
      async ({ BrowserWindow, calls, ipcMain }, _, { Caller }) => {
        const [main, docs] = BrowserWindow.all;
        const client = main && Caller.ask(ipcMain, main.webContents, main.webContents.mainFrame)?.client;
        // Asked for again, by the page of the window.
        await client?.call('host.show', { page: 'docs' });
        const given = (docs?.options['webPreferences'] ?? {}) as Record<string, unknown>;
        const { session, ...preferences } = given;
        return {
          sharesSession: session === main?.webContents.session,
          windows: BrowserWindow.all.length,
          url: docs?.webContents.getURL(),
          preferences,
          focused: calls.some(({ name }) => name === 'window.focus'),
        };
      },
    );
    expect(seen).toEqual({
      sharesSession: true,
      windows: 2,
      url: 'app://wirebench/docs/index.html',
      preferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      },
      focused: true,
    });
  });

  it('leads from page to page of itself, and nowhere else', async () => {
    await using desktop = await startDesktop({ packaged: true });
    await showDocs(desktop);
    const went = await desktop.application.evaluate(({ BrowserWindow }) => {
      const [main, docs] = BrowserWindow.all.map(({ webContents }) => webContents);
      const to = (urls: readonly string[], contents: typeof main): readonly string[] =>
        urls.filter((url) => contents?.navigate({ url, byPage: true }));
      return {
        docs: to(
          [
            'app://wirebench/docs/filter.html#kinds',
            'app://wirebench/',
            'app://wirebench/index.html',
            'app://wirebench/docs/../index.html',
            'app://wirebench/docs/search.json',
            'app://wirebench/docs/filter.html?x',
            'app://:password@wirebench/docs/filter.html',
            'app://other/docs/filter.html',
            'https://example.org/docs/filter.html',
            'file:///docs/filter.html',
          ],
          docs,
        ),
        main: to(['app://wirebench/docs/index.html', 'app://wirebench/'], main),
        opens: docs?.windowOpenHandler?.({ url: 'app://wirebench/docs/index.html' }),
      };
    });
    expect(went).toEqual({
      docs: ['app://wirebench/docs/filter.html#kinds'],
      main: ['app://wirebench/'],
      opens: { action: 'deny' },
    });
  });

  it('closes with the last window of a workspace, and does not keep the program', async () => {
    await using desktop = await startDesktop({ packaged: true });
    await showDocs(desktop);
    const left = await desktop.application.evaluate(({ BrowserWindow }) => {
      BrowserWindow.all[0]?.close();
      return BrowserWindow.all.length;
    });
    expect(left).toBe(process.platform === 'darwin' ? 1 : 0);
  });

  it('closes where its page is lost, and opens again', async () => {
    await using desktop = await startDesktop({ packaged: true });
    await showDocs(desktop);
    const lost = await desktop.application.evaluate(({ BrowserWindow }) => {
      BrowserWindow.all[1]?.webContents.crash();
      return BrowserWindow.all.length;
    });
    expect(lost).toBe(1);
    await showDocs(desktop);
    expect(await desktop.application.evaluate(({ BrowserWindow }) => BrowserWindow.all.length)).toBe(2);
  });

  it('has its pages, with the policy of all others', async () => {
    await using desktop = await startDesktop({ packaged: true });
    await windowOpened(desktop.application);
    const answers = await desktop.application.evaluate(async ({ protocol }) => {
      const seen: unknown[] = [];
      for (const path of ['docs/', 'docs/index.html', 'docs/docs.js', 'docs/search.json', 'docs']) {
        const answer = await protocol.handlers.get('app')?.(new Request(`app://wirebench/${path}`));
        const policy = answer?.headers.get('content-security-policy') ?? '';
        seen.push([path, answer?.status, policy.includes("script-src 'self';")]);
      }
      return seen;
    });
    expect(answers).toEqual([
      ['docs/', 200, true],
      ['docs/index.html', 200, true],
      ['docs/docs.js', 200, true],
      ['docs/search.json', 200, true],
      ['docs', 404, true],
    ]);
  });
});
