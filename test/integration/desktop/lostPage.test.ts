import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';

/** Calls of these, in their order. */
const watched = [
  'webContents.reload',
  'webContents.forcefullyCrashRenderer',
  'dialog.showMessageBox',
  'app.quit',
  'window.show',
];

describe('a page that is lost', () => {
  let desktop: Desktop;
  beforeEach(async () => {
    desktop = await startDesktop();
    await windowOpened(desktop.application);
  }, desktopTimeoutMs);
  afterEach(() => desktop[Symbol.asyncDispose]());

  const happened = (): Promise<string[]> =>
    desktop.application.evaluate(({ calls }, names) => {
      return calls.map(({ name }) => name).filter((name) => names.includes(name));
    }, watched);

  const box = (): Promise<unknown> =>
    desktop.application.evaluate(
      ({ calls }) => calls.findLast(({ name }) => name === 'dialog.showMessageBox')?.args[0],
    );

  it.each(['crashed', 'oom', 'killed', 'abnormal-exit', 'launch-failed'])(
    'is loaded anew: %s',
    async (reason) => {
      await desktop.application.evaluate(
        ({ BrowserWindow }, why) => BrowserWindow.all[0]?.webContents.crash(why),
        reason,
      );
      expect(await happened()).toEqual(['webContents.reload']);
    },
  );

  it('is left alone where it ended in order', async () => {
    await desktop.application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.all[0]?.webContents.crash('clean-exit'),
    );
    expect(await happened()).toEqual([]);
  });

  it.each([
    ['Reload', 0, ['webContents.reload', 'dialog.showMessageBox', 'webContents.reload']],
    ['Quit', 1, ['webContents.reload', 'dialog.showMessageBox', 'webContents.reload', 'app.quit']],
  ] as const)('is asked about when it crashes again at once: %s', async (_, button, calls) => {
    await desktop.application.evaluate(async ({ BrowserWindow, answers }, pressed) => {
      answers.button = pressed;
      BrowserWindow.all[0]?.webContents.crash();
      BrowserWindow.all[0]?.webContents.crash();
      await new Promise((resolve) => setImmediate(resolve));
    }, button);
    expect((await happened()).slice(0, calls.length)).toEqual(calls);
    expect(await box()).toMatchObject({
      message: 'The window has crashed twice in a row',
      buttons: ['Reload', 'Quit'],
    });
  });

  it.each([
    ['Wait', 0, []],
    ['Reload', 1, ['webContents.forcefullyCrashRenderer', 'webContents.reload']],
  ] as const)('is asked about while it does not respond: %s', async (_, button, calls) => {
    await desktop.application.evaluate(async ({ BrowserWindow, answers }, pressed) => {
      const [window] = BrowserWindow.all;
      window?.emit('unresponsive');
      window?.emit('unresponsive');
      answers.press(pressed);
      await new Promise((resolve) => setTimeout(resolve, 0));
      await new Promise((resolve) => setTimeout(resolve, 0));
    }, button);
    expect(await happened()).toEqual(['dialog.showMessageBox', ...calls]);
    expect(await box()).toMatchObject({
      message: 'The window does not respond',
      buttons: ['Wait', 'Reload', 'Quit'],
      defaultId: 0,
      cancelId: 0,
    });
  });

  it('may be left by quitting, which a busy page cannot prevent', async () => {
    await desktop.application.evaluate(({ BrowserWindow, answers }) => {
      BrowserWindow.all[0]?.emit('unresponsive');
      answers.press(2);
    });
    const order = ['dialog.showMessageBox', 'webContents.forcefullyCrashRenderer', 'app.quit'];
    await desktop.application.evaluate(async ({ calls }) => {
      while (!calls.some(({ name }) => name === 'app.quit'))
        await new Promise((resolve) => setTimeout(resolve, 5));
    });
    expect((await happened()).slice(0, 3)).toEqual(order);
  });

  it('is asked about no longer once it responds, and again the next time', async () => {
    await desktop.application.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.all;
      window?.emit('unresponsive');
      window?.emit('responsive');
      await new Promise((resolve) => setImmediate(resolve));
      window?.emit('unresponsive');
    });
    expect(await happened()).toEqual(['dialog.showMessageBox', 'dialog.showMessageBox']);
  });
});
