import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';

const elsewhere = [
  'https://example.org/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'app://wirebench.example.org/',
  'app://other/',
  'app://wirebench/other.html',
  'data:text/html,<h1>hello</h1>',
  'javascript:alert(1)',
  'about:blank',
];

describe('what a page may not do', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await startDesktop({ packaged: true });
    await windowOpened(desktop.application);
  }, desktopTimeoutMs);
  afterAll(() => desktop[Symbol.asyncDispose]());

  /** Whether the event was prevented, on a window's contents and on contents that appear later. */
  const prevents = (event: string, details: Record<string, unknown>): Promise<boolean[]> =>
    desktop.application.evaluate(
      ({ app, BrowserWindow, WebContents }, { name, properties }) => {
        const later = new WebContents();
        app.emit('web-contents-created', {}, later);
        return [BrowserWindow.all[0]?.webContents, later].map((contents) => {
          let prevented = false;
          const preventDefault = (): void => {
            prevented = true;
          };
          contents?.emit(name, { ...properties, preventDefault });
          return prevented;
        });
      },
      { name: event, properties: details },
    );

  it.each(elsewhere)('does not go to %s', async (url) => {
    expect(await prevents('will-navigate', { url, isMainFrame: true })).toEqual([true, true]);
    expect(await prevents('will-frame-navigate', { url, isMainFrame: true })).toEqual([true, true]);
  });

  it('may reload itself', async () => {
    const url = 'app://wirebench/';
    expect(await prevents('will-navigate', { url, isMainFrame: true })).toEqual([false, false]);
    expect(await prevents('will-frame-navigate', { url, isMainFrame: true })).toEqual([false, false]);
  });

  it('cannot lead a frame of its own anywhere', async () => {
    const url = 'app://wirebench/';
    expect(await prevents('will-frame-navigate', { url, isMainFrame: false })).toEqual([true, true]);
  });

  it('is not redirected and attaches no webview', async () => {
    expect(await prevents('will-redirect', { url: 'app://wirebench/' })).toEqual([true, true]);
    expect(await prevents('will-attach-webview', {})).toEqual([true, true]);
  });

  it('opens no window', async () => {
    const answer = await desktop.application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.all[0]?.webContents.windowOpenHandler?.({ url: 'https://example.org/' }),
    );
    expect(answer).toEqual({ action: 'deny' });
  });

  it.each(['clipboard-read', 'media', 'notifications', 'openExternal', 'fullscreen', 'usb', 'fileSystem'])(
    'is not given the permission %s',
    async (permission) => {
      const answers = await desktop.application.evaluate(({ session: { defaultSession } }, name) => {
        const given: unknown[] = [defaultSession.permissionCheck?.(null, name)];
        defaultSession.permissionRequest?.({}, name, (answer) => given.push(answer));
        return given;
      }, permission);
      expect(answers).toEqual([false, false]);
    },
  );

  it('sends no datagrams past the proxy, by WebRTC', async () => {
    const policies = await desktop.application.evaluate(({ app, BrowserWindow, WebContents }) => {
      const later = new WebContents();
      app.emit('web-contents-created', {}, later);
      return [BrowserWindow.all[0]?.webContents.webRtcPolicy, later.webRtcPolicy];
    });
    expect(policies).toEqual(['disable_non_proxied_udp', 'disable_non_proxied_udp']);
  });

  it('has no more rights in a session that is made later', async () => {
    const answers = await desktop.application.evaluate(({ session }) => {
      const made = session.fromPartition('made later');
      const given: unknown[] = [made.permissionCheck?.(null, 'media'), made.devicePermission?.({})];
      made.permissionRequest?.({}, 'media', (answer) => given.push(answer));
      made.displayMedia?.({}, (answer) => given.push(answer));
      made.beforeRequest?.listener({ url: 'https://example.org/' }, (answer) => given.push(answer));
      made.emit(
        'will-download',
        { preventDefault: () => given.push('prevented') },
        { getURL: () => 'https://example.org/' },
      );
      return given;
    });
    expect(answers).toEqual([false, false, false, null, { cancel: true }, 'prevented']);
  });

  it('gets no device and no picture of the screen', async () => {
    const answers = await desktop.application.evaluate(({ session: { defaultSession } }) => {
      const given: unknown[] = [defaultSession.devicePermission?.({ deviceType: 'hid' })];
      defaultSession.displayMedia?.({}, (answer) => given.push(answer));
      return given;
    });
    expect(answers).toEqual([false, null]);
  });

  it.each([
    ['https://example.org/tool.exe', true],
    ['data:text/plain,x', true],
    ['blob:https://example.org/1', true],
    ['blob:app://wirebench.example.org/1', true],
    ['blob:app://wirebench/1', false],
  ])('downloads %s: prevented %s', async (url, isPrevented) => {
    const { prevented, dialogs } = await desktop.application.evaluate(
      ({ session: { defaultSession } }, address) => {
        let wasPrevented = false;
        const asked: unknown[] = [];
        const event = { preventDefault: () => (wasPrevented = true) };
        const item = {
          getURL: () => address,
          setSaveDialogOptions: (options: unknown) => asked.push(options),
        };
        defaultSession.emit('will-download', event, item);
        return { prevented: wasPrevented, dialogs: asked };
      },
      url,
    );
    expect(prevented).toBe(isPrevented);
    // Its title is no address.
    expect(dialogs).toEqual(isPrevented ? [] : [{ title: 'Save a file' }]);
  });

  it.each([
    ['https://example.org/', true],
    ['http://127.0.0.1:8080/', true],
    ['ws://127.0.0.1:8080/', true],
    ['file:///etc/passwd', true],
    ['ftp://example.org/', true],
    ['no address at all', true],
    ['app://wirebench/index.html', false],
    ['data:image/png;base64,AA==', false],
    ['devtools://devtools/bundled/devtools_app.html', false],
  ])('fetches only what is its own: cancels %s: %s', async (url, cancel) => {
    const { urls, answer } = await desktop.application.evaluate(
      ({ session: { defaultSession } }, requested) => {
        let answered: unknown;
        defaultSession.beforeRequest?.listener({ url: requested }, (value) => {
          answered = value;
        });
        return { urls: defaultSession.beforeRequest?.urls, answer: answered };
      },
      url,
    );
    expect(urls).toEqual(['<all_urls>']);
    expect(answer).toEqual({ cancel });
  });
});
