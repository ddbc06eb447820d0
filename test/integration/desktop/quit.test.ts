import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';

const options = { timeout: desktopTimeoutMs };

/** A desktop program with servers of these names, which listen. */
async function startListening(names: readonly string[], button: number): Promise<Desktop> {
  const desktop = await startDesktop({ environment: { STAND_IN_BUTTON: String(button) } });
  await windowOpened(desktop.application);
  await desktop.application.evaluate(async ({ ipcMain, BrowserWindow }, wanted, { Caller }) => {
    const contents = BrowserWindow.all[0]?.webContents;
    const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
    if (!client) throw new Error('There is no window.');
    for (const name of wanted) {
      const endpoint = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' } as const;
      const { id } = await client.call('connections.create', { name, endpoint });
      await client.call('sessions.open', { connection: id });
    }
  }, names);
  return desktop;
}

function hasQuit({ application }: Desktop): Promise<void> {
  return application.evaluate(async ({ state }) => {
    while (!state.quit) await new Promise((resolve) => setTimeout(resolve, 5));
  });
}

/** What the person was asked. */
function questions({ application }: Desktop): Promise<unknown[]> {
  return application.evaluate(({ calls }) =>
    calls.filter(({ name }) => name === 'dialog.showMessageBox').map(({ args }) => args[0]),
  );
}

async function recordings({ home }: Desktop): Promise<string[]> {
  return readdir(join(home, 'Wirebench', 'sessions'));
}

describe('the end of the desktop program', () => {
  it('asks while connections are open, and closes them and finishes their files', options, async () => {
    await using desktop = await startListening(['one', 'two'], 0);
    await desktop.application.evaluate(({ app }) => app.quit());
    await hasQuit(desktop);
    expect(await questions(desktop)).toEqual([
      expect.objectContaining({
        message: '2 connections are open',
        detail: '“one” and “two” will be closed. What was recorded so far is kept.',
        buttons: ['Close Them and Quit', 'Cancel'],
        defaultId: 1,
        cancelId: 1,
      }),
    ]);
    expect(await recordings(desktop)).toEqual(
      ['one', 'two'].map((name) => expect.stringMatching(new RegExp(`${name}.*\\.wbs$`))),
    );
  });

  it('is asked for with the last window of a workspace, also beside the documentation', options, async () => {
    await using desktop = await startListening(['one'], 1);
    const left = await desktop.application.evaluate(async ({ BrowserWindow, Menu }) => {
      const help = Menu.shown?.template.find(({ label }) => label === '&Help')?.submenu ?? [];
      help.find(({ label }) => label === 'Documentation')?.click?.();
      const opened = BrowserWindow.all.length;
      BrowserWindow.all[0]?.close();
      await new Promise((resolve) => setImmediate(resolve));
      return [opened, BrowserWindow.all.length];
    });
    // On macOS, the program goes on without a window, and its connections with it.
    const isMac = process.platform === 'darwin';
    expect(left).toEqual([2, isMac ? 1 : 2]);
    expect(await questions(desktop)).toHaveLength(isMac ? 0 : 1);
  });

  it('does not come when the person would rather go on, and is asked for again', options, async () => {
    await using desktop = await startListening(['a', 'b', 'c', 'd', 'e'], 1);
    const quit = await desktop.application.evaluate(async ({ app, state, answers, BrowserWindow }) => {
      app.quit();
      app.quit();
      await new Promise((resolve) => setImmediate(resolve));
      const first = state.quit || BrowserWindow.all.length === 0;
      answers.button = 0;
      app.quit();
      return first;
    });
    expect(quit).toBe(false);
    await hasQuit(desktop);
    expect(await questions(desktop)).toEqual(
      [1, 2].map(() => expect.objectContaining({ detail: expect.stringContaining('“c” and 2 more') })),
    );
  });

  it('keeps the last window until the person has answered', options, async () => {
    await using desktop = await startListening(['one'], 1);
    const windows = await desktop.application.evaluate(({ BrowserWindow }) => {
      BrowserWindow.all[0]?.close();
      return BrowserWindow.all.length;
    });
    // On macOS, the program goes on without a window.
    expect(windows).toBe(process.platform === 'darwin' ? 0 : 1);
  });

  it('asks nothing where nothing is open', options, async () => {
    await using desktop = await startListening([], 1);
    await desktop.application.evaluate(({ app }) => app.quit());
    await hasQuit(desktop);
    expect(await questions(desktop)).toEqual([]);
  });

  it('comes whatever holds a window up', options, async () => {
    await using desktop = await startListening([], 1);
    const status = await desktop.application.evaluate(async ({ app, state, BrowserWindow }) => {
      BrowserWindow.all[0]?.on('close', (event: { preventDefault(): void }) => event.preventDefault());
      app.quit();
      while (state.exitStatus === null) await new Promise((resolve) => setTimeout(resolve, 5));
      return state.exitStatus;
    });
    expect(status).toBe(0);
  });

  it.each(['session-end', 'shutdown', 'SIGTERM'] as const)(
    'asks nothing at the end of the system (%s), and closes everything',
    options,
    async (way) => {
      await using desktop = await startListening(['one'], 1);
      const prevented = await desktop.application.evaluate(({ BrowserWindow, powerMonitor }, how) => {
        let isHeld = false;
        const event = { preventDefault: () => void (isHeld = true) };
        if (how === 'session-end') BrowserWindow.all[0]?.emit(how);
        else if (how === 'shutdown') powerMonitor.emit(how, event);
        else process.emit(how);
        return isHeld;
      }, way);
      await hasQuit(desktop);
      expect(prevented).toBe(way === 'shutdown');
      expect(await questions(desktop)).toEqual([]);
      expect(await recordings(desktop)).toEqual([expect.stringMatching(/\.wbs$/)]);
    },
  );
});
