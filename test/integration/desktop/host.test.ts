import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';

/** None of these may be in a report. */
const secrets = ['hunter2', 'payments-gateway', '203.0.113.7', 'letterhead.txt', 'x-api-key', 'PLANTED'];

describe('what the desktop program is beside its window', () => {
  let desktop: Desktop;
  let config: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    config = await temporaryFolder();
    const environment = { WIREBENCH_CONFIG: config.path };
    desktop = await startDesktop({ environment });
    await windowOpened(desktop.application);
  }, desktopTimeoutMs);
  afterAll(async () => {
    await desktop[Symbol.asyncDispose]();
    await config[Symbol.asyncDispose]();
  });

  it('shows the folder of the log, in which the start stands', async () => {
    const opened = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow, calls }, _, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
        await client?.call('host.show', { page: 'logs' });
        return calls.findLast(({ name }) => name === 'shell.openPath')?.args[0];
      },
    );
    expect(opened).toBe(join(desktop.home, 'logs'));
    const text = await readFile(join(desktop.home, 'logs', 'wirebench.log'), 'utf8');
    expect(text).toMatch(/^\d{4}-[\dT:.-]+Z info \(.*main.*\) Wirebench 1\.2\.3 has started\.\n/);
  });

  it('says what goes wrong in a line of the log, with where', async () => {
    await desktop.application.evaluate(({ app, BrowserWindow }) => {
      const contents = BrowserWindow.all[0]?.webContents;
      app.emit('render-process-gone', {}, contents, { reason: 'oom', exitCode: 5 });
    });
    const text = await readFile(join(desktop.home, 'logs', 'wirebench.log'), 'utf8');
    expect(text).toContain(' A page has gone: oom, status 5.\n');
    expect(desktop.application.output).toContain('A page has gone: oom, status 5.\n');
  });

  it('saves a report that has counts and settings, and nothing that a person typed, named or sent', async () => {
    const report = join(desktop.home, 'report.md');
    const shown = await desktop.application.evaluate(
      async ({ app, ipcMain, BrowserWindow, answers, calls }, { path, planted }, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
        if (!client) throw new Error('There is no window.');
        const [password, name, address, file, header] = planted;
        const headers = [{ name: header ?? '', value: password ?? '' }];
        const endpoint = { kind: 'ws-client' as const, address: `ws://${address}:1/${file}`, headers };
        await client.call('connections.create', { name: name ?? '', endpoint });
        const server = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' } as const;
        const { id } = await client.call('connections.create', { name: 'PLANTED', endpoint: server });
        await client.call('sessions.open', { connection: id });
        await client.call('preferences.keep', {
          name: 'settings',
          text: JSON.stringify({
            textSize: 16,
            newReconnects: true,
            odd: 'PLANTED text',
            [password ?? '']: 1,
          }),
        });
        app.emit('child-process-gone', {}, { type: `PLANTED ${password}`, reason: file, exitCode: 1 });
        const events: NodeJS.EventEmitter = process;
        events.emit('uncaughtExceptionMonitor', new Error(`ENOENT: no such file, open '/x/${file}'`));
        answers.file = path;
        await client.call('host.show', { page: 'report' });
        return calls.findLast(({ name: called }) => called === 'shell.showItemInFolder')?.args;
      },
      { path: report, planted: secrets },
    );
    expect(shown).toEqual([report]);
    const text = await readFile(report, 'utf8');
    for (const secret of [...secrets, desktop.home]) expect(text).not.toContain(secret);
    expect(text).toContain('Wirebench: 1.2.3');
    expect(text).toContain('textSize: 16');
    expect(text).toContain('newReconnects: true');
    expect(text).toContain('- connections: 2\n');
    expect(text).toContain('- live sessions: tcp-server: 1\n');
    expect(text).toContain('Left out: addresses, names, paths, messages, recordings, secrets');
    expect(text).toMatch(/^\S+Z error ENOENT\b/m);
    // The log has it all, and stays on this machine.
    expect(await readFile(join(desktop.home, 'logs', 'wirebench.log'), 'utf8')).toContain('PLANTED hunter2');
  });

  it('keeps the computer awake while something is live, where the person wants it, and no longer', async () => {
    const held = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow, powerSaveBlocker }, _, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
        if (!client) throw new Error('There is no window.');
        const open = async (): Promise<() => Promise<unknown>> => {
          const endpoint = { kind: 'tcp-server', address: 'tcp://127.0.0.1:0' } as const;
          const { id } = await client.call('connections.create', { name: 'awake', endpoint });
          const session = await client.call('sessions.open', { connection: id });
          return () => client.call('sessions.close', { session: session.id });
        };
        const becomes = async (size: number): Promise<number> => {
          while (powerSaveBlocker.held.size !== size) await new Promise((resolve) => setTimeout(resolve, 5));
          return powerSaveBlocker.held.size;
        };
        const { promise: listed, resolve } = Promise.withResolvers<readonly { id: string }[]>();
        client.subscribe('sessions.list', {}, ({ sessions }) => resolve(sessions));
        for (const { id } of await listed) await client.call('sessions.release', { session: id });
        const seen = [await becomes(0)];
        const closes = [await open()];
        seen.push(await becomes(1));
        closes.push(await open());
        await client.call('host.set', { keepsAwake: false, looksForUpdates: false, theme: 'system' });
        seen.push(await becomes(0));
        await client.call('host.set', { keepsAwake: true, looksForUpdates: false, theme: 'system' });
        seen.push(await becomes(1));
        for (const close of closes) await close();
        seen.push(await becomes(0));
        return seen;
      },
    );
    expect(held).toEqual([0, 1, 0, 1, 0]);
  });

  it('has the theme that a window was given, around the pages and behind them', async () => {
    const seen = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow, nativeTheme, calls }, _, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
        await client?.call('host.set', { keepsAwake: true, looksForUpdates: false, theme: 'dark' });
        nativeTheme.emit('updated');
        return [
          nativeTheme.themeSource,
          calls.findLast(({ name }) => name.endsWith('BackgroundColor'))?.args[0],
        ];
      },
    );
    expect(seen).toEqual(['dark', '#111416']);
  });

  it('shows what happened in a window, and brings that to the front with what it was about', async () => {
    const seen = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow, Notification, calls }, _, { Caller }) => {
        const [window] = BrowserWindow.all;
        if (!window) throw new Error('There is no window.');
        const client = Caller.ask(ipcMain, window.webContents, window.webContents.mainFrame)?.client;
        await client?.call('host.notify', { title: 'Done', body: 'Sent 5 times.', command: 'open.c1' });
        window.minimized = true;
        const before = calls.length;
        Notification.all[0]?.emit('click');
        const { promise: asked, resolve } = Promise.withResolvers<string>();
        client?.subscribe('host.asked', {}, ({ command }) => resolve(command));
        return {
          told: Notification.all.map(({ options: told }) => told),
          asked: await asked,
          window: calls.slice(before).map(({ name }) => name),
        };
      },
    );
    expect(seen).toEqual({
      told: [{ title: 'Done', body: 'Sent 5 times.' }],
      asked: 'open.c1',
      window: ['window.restore', 'window.show', 'window.focus'],
    });
  });
});
