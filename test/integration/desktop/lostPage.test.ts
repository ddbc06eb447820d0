import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';

/** Calls of these are told, in their order. */
const watched = [
  'webContents.reload',
  'webContents.forcefullyCrashRenderer',
  'dialog.showMessageBox',
  'app.quit',
];

describe('a page that is lost', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await startDesktop();
    await windowOpened(desktop.application);
  }, desktopTimeoutMs);
  afterAll(() => desktop[Symbol.asyncDispose]());
  // The clock goes on by as much as lies between two crashes that have nothing to do with each other.
  beforeEach(() =>
    desktop.application.evaluate(({ calls, app }) => {
      const now = performance.now.bind(performance);
      performance.now = () => now() + 11_000;
      calls.length = 0;
      // The next test needs the program, too.
      app.quit = () => void calls.push({ name: 'app.quit', args: [], ready: true });
    }),
  );

  /** What the program did, once it has done as much as that. */
  const happened = (least: number): Promise<string[]> =>
    desktop.application.evaluate(
      async ({ calls }, { names, length }) => {
        const told = (): string[] => calls.map(({ name }) => name).filter((name) => names.includes(name));
        while (told().length < length) await new Promise((resolve) => setTimeout(resolve, 5));
        await new Promise((resolve) => setImmediate(resolve));
        return told();
      },
      { names: watched, length: least },
    );

  const crash = (...reasons: readonly string[]): Promise<void> =>
    desktop.application.evaluate(({ BrowserWindow }, all) => {
      for (const reason of all) BrowserWindow.all[0]?.webContents.crash(reason);
    }, reasons);

  /** What the window tells of, and then the button that a person presses. */
  const tell = (events: readonly string[], button: number | null = null): Promise<void> =>
    desktop.application.evaluate(
      async ({ BrowserWindow, answers }, told) => {
        for (const event of told.events) BrowserWindow.all[0]?.emit(event);
        if (told.button !== null) answers.press(told.button);
        await new Promise((resolve) => setImmediate(resolve));
      },
      { events, button },
    );

  const box = (): Promise<unknown> =>
    desktop.application.evaluate(
      ({ calls }) => calls.findLast(({ name }) => name === 'dialog.showMessageBox')?.args[0],
    );

  it.each(['crashed', 'oom', 'killed', 'abnormal-exit', 'launch-failed'])(
    'is loaded anew: %s',
    async (reason) => {
      await crash(reason);
      expect(await happened(1)).toEqual(['webContents.reload']);
    },
  );

  it('is left alone where it ended in order', async () => {
    await crash('clean-exit');
    expect(await happened(0)).toEqual([]);
  });

  it.each([
    ['Reload', 0, 'webContents.reload'],
    ['Quit', 1, 'app.quit'],
  ] as const)('is asked about when it crashes again at once: %s', async (_, button, last) => {
    await desktop.application.evaluate(({ answers }, pressed) => {
      answers.button = pressed;
    }, button);
    await crash('crashed', 'crashed');
    expect(await box()).toMatchObject({
      message: 'The window has crashed twice in a row',
      buttons: ['Reload', 'Quit'],
    });
    const calls = ['webContents.reload', 'dialog.showMessageBox', last];
    expect(await happened(calls.length)).toEqual(calls);
  });

  it('is asked about while it does not respond, once', async () => {
    await tell(['unresponsive', 'unresponsive']);
    expect(await box()).toMatchObject({
      message: 'The window does not respond',
      buttons: ['Wait', 'Reload', 'Quit'],
      defaultId: 0,
      cancelId: 0,
    });
    expect(await happened(1)).toEqual(['dialog.showMessageBox']);
    await tell([], 0);
    expect(await happened(1)).toEqual(['dialog.showMessageBox']);
  });

  it.each([
    ['Reload', 1, 'webContents.reload'],
    // A busy page may not let itself be closed; one that ended does.
    ['Quit', 2, 'app.quit'],
  ] as const)('is ended when a person says so: %s', async (_, button, last) => {
    await tell(['unresponsive'], button);
    const calls = ['dialog.showMessageBox', 'webContents.forcefullyCrashRenderer', last];
    expect(await happened(calls.length)).toEqual(calls);
  });

  it('is loaded anew when a person has not quit after all, and the window has the focus again', async () => {
    await tell(['unresponsive'], 2);
    expect(await happened(3)).toHaveLength(3);
    await tell(['focus', 'focus']);
    expect((await happened(4)).slice(3)).toEqual(['webContents.reload']);
  });

  it('is not asked about after a person ended it, however soon it crashes then', async () => {
    await tell(['unresponsive'], 1);
    expect(await happened(3)).toHaveLength(3);
    await crash('crashed');
    expect((await happened(4)).slice(3)).toEqual(['webContents.reload']);
  });

  it('is asked about no longer once it responds, and again the next time', async () => {
    await tell(['unresponsive', 'responsive']);
    await tell(['unresponsive'], 0);
    expect(await happened(2)).toEqual(['dialog.showMessageBox', 'dialog.showMessageBox']);
  });
});
