import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';
import { tcpService } from '../../support/tcpService.ts';

describe('the engine’s port', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await startDesktop();
    await windowOpened(desktop.application);
  }, desktopTimeoutMs);
  afterAll(() => desktop[Symbol.asyncDispose]());

  it('answers the page', async () => {
    const info = await desktop.application.evaluate(async ({ ipcMain, BrowserWindow }, _, { Caller }) => {
      const contents = BrowserWindow.all[0]?.webContents;
      return contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client.call('app.info', {});
    });
    expect(info).toEqual({
      version: '1.2.3',
      workspace: expect.stringMatching(/[\\/]Wirebench$/),
      host: 'desktop',
      fileDialogs: true,
      otherWorkspaces: true,
    });
  });

  it.each([
    ['has gone', { gone: true }],
    ['is a frame in the page', { inner: true }],
    ['is the top frame of other contents', { other: true }],
    ['is of another origin', { origin: 'https://example.org' }],
    ['is of an origin that begins like ours', { origin: 'app://wirebench.example.org' }],
    ['is of no origin', { origin: 'null' }],
    ['is a file', { origin: 'file://' }],
  ])('is not handed to a sender that %s', async (_, sender) => {
    const handed = await desktop.application.evaluate(
      (
        { ipcMain, BrowserWindow, WebContents, WebFrameMain },
        { gone, inner, other, origin }: Record<string, string | boolean>,
        { Caller },
      ) => {
        const contents = other ? new WebContents() : BrowserWindow.all[0]?.webContents;
        if (!contents) throw new Error('There is no window.');
        const real = contents.mainFrame;
        const frame = inner || other ? new WebFrameMain() : real;
        if (inner) frame.parent = real;
        const before = frame.origin;
        frame.origin = typeof origin === 'string' ? origin : frame.origin;
        const caller = Caller.ask(ipcMain, contents, gone ? null : frame);
        frame.origin = before;
        return caller !== null;
      },
      sender,
    );
    expect(handed).toBe(false);
  });

  it('closes on what is no envelope', async () => {
    const closed = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow }, messages, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        if (!contents) throw new Error('There is no window.');
        const outcomes: boolean[] = [];
        for (const message of messages) {
          const caller = Caller.ask(ipcMain, contents, contents.mainFrame);
          caller?.postRaw(message);
          outcomes.push((await caller?.closed) ?? false);
        }
        return outcomes;
      },
      [
        'hello',
        null,
        { head: {}, body: 'text' },
        { head: {}, more: 1 },
        { head: { type: 'call', id: 0, method: 'app.info', input: {} } },
        { head: { type: 'call', id: 1, method: 'app.info', input: {}, extra: true } },
      ],
    );
    expect(closed).toEqual([true, true, true, true, true, true]);
  });

  it.each(['another port', 'a navigation', 'a crash', 'the end of the window'])(
    'closes with %s',
    async (end) => {
      const closed = await desktop.application.evaluate(
        async ({ ipcMain, BrowserWindow }, how, { Caller }) => {
          const contents = BrowserWindow.all[0]?.webContents;
          if (!contents) throw new Error('There is no window.');
          const first = Caller.ask(ipcMain, contents, contents.mainFrame);
          await first?.client.call('app.info', {});
          if (how === 'another port') Caller.ask(ipcMain, contents, contents.mainFrame);
          if (how === 'a navigation') {
            contents.navigate({ url: 'app://wirebench/', byPage: true });
          }
          if (how === 'a crash') contents.crash();
          if (how === 'the end of the window') contents.emit('destroyed');
          return first?.closed;
        },
        end,
      );
      expect(closed).toBe(true);
    },
  );

  it('is handed to a page that is loaded after a crash', async () => {
    const version = await desktop.application.evaluate(async ({ ipcMain, BrowserWindow }, _, { Caller }) => {
      const contents = BrowserWindow.all[0]?.webContents;
      contents?.crash();
      contents?.navigate({ url: 'app://wirebench/' });
      const caller = contents && Caller.ask(ipcMain, contents, contents.mainFrame);
      return (await caller?.client.call('app.info', {}))?.version;
    });
    expect(version).toBe('1.2.3');
  });

  it.each([
    ['only changes its fragment', { url: 'app://wirebench/#tab', isSameDocument: true, byPage: true }, true],
    ['is refused another address', { url: 'https://example.org/', byPage: true }, false],
    [
      'is refused one for a frame in it',
      { url: 'https://example.org/', byPage: true, isMainFrame: false },
      false,
    ],
  ])('stays open while the page %s', async (_, navigation, isDone) => {
    const { done, info } = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow }, asked, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        if (!contents) throw new Error('There is no window.');
        const caller = Caller.ask(ipcMain, contents, contents.mainFrame);
        const navigated = contents.navigate(asked);
        return { done: navigated, info: await caller?.client.call('app.info', {}) };
      },
      navigation,
    );
    expect([done, info?.host]).toEqual([isDone, 'desktop']);
  });

  it('is none for a page that belongs to no workspace', async () => {
    const given = await desktop.application.evaluate(({ ipcMain, WebContents }, _, { Caller }) => {
      const contents = new WebContents();
      return Caller.ask(ipcMain, contents, contents.mainFrame) !== null;
    });
    expect(given).toBe(false);
  });

  it('carries a whole session: open, send, see the bytes', async () => {
    await using service = await tcpService((text, socket) => void socket.write(`you said ${text}`));
    const received = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow }, address, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
        if (!client) throw new Error('There is no port.');
        const endpoint = { kind: 'tcp-client', address } as const;
        const { id: connection } = await client.call('connections.create', { name: 'echo', endpoint });
        const { id: session } = await client.call('sessions.open', { connection });
        await new Promise<void>((resolve) => {
          client.subscribe('sessions.watch', { session }, ({ phase }) => {
            if (phase === 'open') resolve();
          });
        });
        const body = new TextEncoder().encode('PING');
        await client.call('sessions.send', { session, to: 'all', kind: 'data' }, { body });
        const source = { session };
        const row = await new Promise<number>((resolve) => {
          client.subscribe('records.tail', { source, rows: 10 }, ({ output }) => {
            const incoming = output.rows.find(({ direction }) => direction === 'in');
            if (incoming) resolve(incoming.seq);
          });
        });
        const answer = await client.call('records.bytes', { source, seq: row, offset: 0, length: 100 });
        await client.call('sessions.close', { session });
        return answer.body;
      },
      service.url,
    );
    expect(new TextDecoder().decode(received)).toBe('you said PING');
    expect(service.received()).toBe('PING');
  });

  it('lets the person choose files; the page sees ids and no path of a file that it could name', async () => {
    const asked = await desktop.application.evaluate(
      async ({ ipcMain, BrowserWindow, calls }, _, { Caller }) => {
        const contents = BrowserWindow.all[0]?.webContents;
        const client = contents && Caller.ask(ipcMain, contents, contents.mainFrame)?.client;
        const answer = await new Promise((resolve) => {
          client?.subscribe('recordings.openDialog', {}, resolve, resolve);
        });
        return { answer, options: calls.findLast(({ name }) => name === 'dialog.showOpenDialog')?.args[0] };
      },
    );
    expect(asked.answer).toBe(null);
    expect(asked.options).toMatchObject({
      properties: ['openFile'],
      filters: [{ name: 'Wirebench recordings', extensions: ['wbs'] }],
    });
  });
});
