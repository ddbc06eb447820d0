import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Tools } from '../../support/electronStandIn/application.ts';
import type * as electronStandIn from '../../support/electronStandIn/electron.ts';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';
import { tcpPeer } from '../../support/peers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { until } from '../../support/until.ts';

const options = { timeout: desktopTimeoutMs };

/** What the page is answered when it asks for another workspace, and the person chooses `file`. */
async function askFor(
  { application }: Desktop,
  folder: 'existing' | 'new',
  file: string | null,
): Promise<{ answer: unknown; dialogs: string[] }> {
  await windowOpened(application);
  return application.evaluate(
    async ({ ipcMain, BrowserWindow, answers, calls }, asked, { Caller }) => {
      answers.file = asked.file;
      const contents = BrowserWindow.all[0]?.webContents;
      const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
      const before = calls.length;
      const answer = await client?.call('workspace.openDialog', { folder: asked.folder });
      const dialogs = calls.slice(before).map(({ name }) => name);
      return { answer, dialogs: dialogs.filter((name) => name.startsWith('dialog.')) };
    },
    { folder, file },
  );
}

/** What the page is told of recent workspaces. It opens all of them. */
async function openRecent(
  { ipcMain, BrowserWindow }: typeof electronStandIn,
  _: unknown,
  { Caller }: Tools,
): Promise<unknown> {
  const contents = BrowserWindow.all[0]?.webContents;
  const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
  const recent = await client?.call('workspace.recent', {});
  for (const { id } of recent?.workspaces ?? []) await client?.call('workspace.open', { workspace: id });
  return recent;
}

/** The folders of the windows, in the order in which they were opened. */
async function workspacesOf({ application }: Desktop): Promise<readonly unknown[]> {
  return application.evaluate(({ BrowserWindow, ipcMain }, _, { Caller }) =>
    Promise.all(
      BrowserWindow.all.map(async ({ webContents }) => {
        const caller = Caller.ask(ipcMain, webContents, webContents.mainFrame);
        return (await caller?.client.call('app.info', {}))?.workspace;
      }),
    ),
  );
}

/** Whether an engine has the workspace open. */
function isOpen(workspace: string): boolean {
  return existsSync(join(workspace, '.lock', 'holder.json'));
}

async function closeWindow({ application }: Desktop, index: number): Promise<void> {
  await application.evaluate(({ BrowserWindow }, closed) => BrowserWindow.all[closed]?.close(), index);
}

/** Opens a session in the last window. */
async function openClient(
  { ipcMain, BrowserWindow }: typeof electronStandIn,
  port: number,
  { Caller }: Tools,
): Promise<unknown> {
  const contents = BrowserWindow.all.at(-1)?.webContents;
  const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
  const endpoint = { kind: 'tcp-client', address: `tcp://127.0.0.1:${port}` } as const;
  const connection = await client?.call('connections.create', { name: 'live', endpoint });
  const session =
    connection && (await client?.call('sessions.open', { connection: connection.id, environment: null }));
  return session?.id;
}

/** The sessions that the last window sees. */
async function sessionsOfLast(
  { ipcMain, BrowserWindow }: typeof electronStandIn,
  _: unknown,
  { Caller }: Tools,
): Promise<unknown> {
  const contents = BrowserWindow.all.at(-1)?.webContents;
  const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
  return new Promise((resolve) => {
    client?.subscribe('sessions.list', {}, ({ sessions }) => resolve(sessions.map(({ id }) => id)));
  });
}

/** What the dock shows. */
async function dockOf({ application }: Desktop): Promise<unknown> {
  return application.evaluate(({ app }) => app.dock && { badge: app.dock.badge, items: app.dock.items });
}

describe('another workspace', () => {
  it('is opened in a window of its own, which is shown when it is opened again', options, async () => {
    await using folder = await temporaryFolder();
    const chosen = join(folder.path, '-a b');
    await mkdir(chosen);
    await using desktop = await startDesktop({ packaged: true });
    const asked = { answer: { isOpened: true }, dialogs: ['dialog.showOpenDialog'] };
    expect(await askFor(desktop, 'existing', chosen)).toEqual(asked);
    expect(await workspacesOf(desktop)).toEqual([join(desktop.home, 'Wirebench'), chosen]);
    expect(await askFor(desktop, 'existing', chosen)).toEqual(asked);
    expect(await workspacesOf(desktop)).toHaveLength(2);
    const last = await desktop.application.evaluate(({ calls }) => calls.at(-1)?.name);
    expect(last).toBe('window.focus');
  });

  it('is a new folder, too, and none where the person chose none', options, async () => {
    await using folder = await temporaryFolder();
    await using desktop = await startDesktop();
    expect((await askFor(desktop, 'new', null)).answer).toEqual({ isOpened: false });
    const chosen = join(folder.path, 'new');
    expect(await askFor(desktop, 'new', chosen)).toEqual({
      answer: { isOpened: true },
      dialogs: ['dialog.showSaveDialog'],
    });
    expect(await workspacesOf(desktop)).toEqual([join(desktop.home, 'Wirebench'), chosen]);
  });

  it('is made of a folder with other things only when the person says so', options, async () => {
    await using folder = await temporaryFolder();
    await using desktop = await startDesktop();
    await writeFile(join(folder.path, 'thesis.txt'), '');
    expect(await askFor(desktop, 'existing', folder.path)).toEqual({
      answer: { isOpened: false },
      dialogs: ['dialog.showOpenDialog', 'dialog.showMessageBox'],
    });
    // As git clones it: what else is in it stands beside the connections.
    await mkdir(join(folder.path, 'connections'));
    expect(await askFor(desktop, 'existing', folder.path)).toEqual({
      answer: { isOpened: true },
      dialogs: ['dialog.showOpenDialog'],
    });
  });

  it('is found again among the recent ones, and opened by its name there alone', options, async () => {
    await using folder = await temporaryFolder();
    const environment = { WIREBENCH_CONFIG: join(folder.path, 'config') };
    const other = join(folder.path, 'other');
    {
      await using first = await startDesktop({ environment, args: ['--workspace', other] });
      await windowOpened(first.application);
      expect(await first.application.evaluate(openRecent)).toEqual({ workspaces: [], problem: null });
    }
    await using desktop = await startDesktop({ environment, packaged: true });
    await windowOpened(desktop.application);
    const listed = await desktop.application.evaluate(openRecent);
    expect(listed).toMatchObject({ workspaces: [{ path: other, isGone: false }], problem: null });
    expect(await workspacesOf(desktop)).toEqual([join(desktop.home, 'Wirebench'), other]);
  });

  it('has an engine and a profile of its own, in the same program', options, async () => {
    await using folder = await temporaryFolder();
    await using desktop = await startDesktop();
    await askFor(desktop, 'new', join(folder.path, 'other'));
    const { lists, profiles } = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow, session }, _, { Caller }) => {
        const clients = BrowserWindow.all.map(({ webContents }) => {
          const client = Caller.ask(ipcMain, webContents, webContents.mainFrame)?.client;
          if (!client) throw new Error('A window was handed no port.');
          return client;
        });
        const endpoint = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' } as const;
        await clients[1]?.call('connections.create', { name: 'there', endpoint });
        const listed = clients.map(async (client) => {
          const first = Promise.withResolvers<string[]>();
          client.subscribe('connections.list', {}, ({ isLoaded, isWhole, connections }) => {
            if (isLoaded && isWhole) first.resolve(connections.map(({ name }) => name));
          });
          return first.promise;
        });
        const sessions = BrowserWindow.all.map(
          (window) => (window.options['webPreferences'] as { session: unknown }).session,
        );
        return {
          lists: await Promise.all(listed),
          profiles: sessions.map((each) => each === session.defaultSession),
        };
      },
    );
    expect(lists).toEqual([[], ['there']]);
    expect(profiles).toEqual([true, false]);
  });

  it('says in the window why it cannot be opened, and leaves that as it is', options, async () => {
    await using folder = await temporaryFolder();
    await using desktop = await startDesktop();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    await expect(askFor(desktop, 'new', join(file, 'below'))).rejects.toThrow('cannot be used');
    expect(await workspacesOf(desktop)).toHaveLength(1);
  });
});

describe('the window of a workspace', () => {
  it('takes its engine with it', options, async () => {
    await using folder = await temporaryFolder();
    await using desktop = await startDesktop();
    await askFor(desktop, 'new', join(folder.path, 'other'));
    expect(isOpen(join(folder.path, 'other'))).toBe(true);
    await closeWindow(desktop, 1);
    await until(() => !isOpen(join(folder.path, 'other')));
    expect(await workspacesOf(desktop)).toEqual([join(desktop.home, 'Wirebench')]);
    await askFor(desktop, 'existing', join(folder.path, 'other'));
    expect(await workspacesOf(desktop)).toHaveLength(2);
  });

  it('takes live sessions with it only when the person says so', options, async () => {
    await using folder = await temporaryFolder();
    const other = join(folder.path, 'other');
    await using server = await tcpPeer((socket) => void socket.on('error', () => undefined));
    await using desktop = await startDesktop({ environment: { STAND_IN_BUTTON: '1' } });
    await askFor(desktop, 'new', other);
    await desktop.application.evaluate(openClient, server.port);
    const asked = await desktop.application.evaluate(async ({ BrowserWindow, answers, calls }) => {
      Object.defineProperty(process, 'platform', { value: 'linux' });
      const close = async (): Promise<number> => {
        BrowserWindow.all[1]?.close();
        await new Promise((resolve) => setImmediate(resolve));
        return BrowserWindow.all.length;
      };
      const windows = [await close()];
      answers.button = 0;
      windows.push(await close());
      const questions = calls.filter(({ name }) => name === 'dialog.showMessageBox');
      return { windows, questions: questions.map(({ args }) => args[0]) };
    });
    expect(asked.windows).toEqual([2, 1]);
    const question = {
      message: 'One connection is open',
      detail: '“live” will be closed. What was recorded so far is kept.',
      buttons: ['Close It and the Window', 'Cancel'],
    };
    expect(asked.questions).toEqual([1, 2].map(() => expect.objectContaining(question)));
    await until(() => !isOpen(other));
  });

  it('leaves them on macOS, where the dock tells of them until a window shows them', options, async () => {
    await using folder = await temporaryFolder();
    const other = join(folder.path, 'other');
    const peers: Socket[] = [];
    await using server = await tcpPeer((socket) => void peers.push(socket.on('error', () => undefined)));
    await using desktop = await startDesktop();
    await askFor(desktop, 'new', other);
    const opened = await desktop.application.evaluate(openClient, server.port);
    await until(() => peers.length === 1);
    await desktop.application.evaluate(({ app, Dock }) => {
      Object.defineProperty(process, 'platform', { value: 'darwin' });
      app.dock = new Dock();
    });
    await closeWindow(desktop, 1);
    const told = { badge: '1', items: ['other: 1 open connection', undefined] };
    await until(async () => isDeepStrictEqual(await dockOf(desktop), told));
    await askFor(desktop, 'existing', other);
    expect(await desktop.application.evaluate(sessionsOfLast)).toEqual([opened]);
    expect(await dockOf(desktop)).toEqual({ badge: '', items: [] });
    await closeWindow(desktop, 1);
    expect(isOpen(other)).toBe(true);
    peers[0]?.destroy();
    await until(() => !isOpen(other));
    expect(await dockOf(desktop)).toEqual({ badge: '', items: [] });
  });
});
