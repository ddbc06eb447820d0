import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Application } from '../../support/electronStandIn/application.ts';
import { desktopTimeoutMs, startDesktop, windowOpened } from '../../support/desktop.ts';
import { until } from '../../support/until.ts';

const options = { timeout: desktopTimeoutMs };

interface Opened {
  readonly options: Readonly<Record<string, unknown>> | undefined;
  readonly shownBy: readonly string[];
  readonly zoomLevel: number | undefined;
}

/** How the window opens and is shown. */
function opened(application: Application): Promise<Opened> {
  return application.evaluate(({ BrowserWindow, calls }) => {
    const [window] = BrowserWindow.all;
    window?.load();
    const { x, y, width, height } = window?.options ?? {};
    const shownBy = calls
      .map(({ name }) => name)
      .filter((name) => /^window\.(?:show|maximize|setFullScreen)$/.test(name));
    return {
      options: { x, y, width, height },
      shownBy,
      zoomLevel: window?.webContents.getZoomLevel(),
    };
  });
}

const secondDisplay = {
  id: 2,
  bounds: { x: 1920, y: 0, width: 2560, height: 1440 },
  workArea: { x: 1920, y: 0, width: 2560, height: 1440 },
  scaleFactor: 2,
};

/** What a program of the same home would find in its profile. */
const keptIn = (home: string): Promise<string> => readFile(join(home, 'profile', 'window.json'), 'utf8');

describe('the place of the window', () => {
  it('is the middle of the display at first, and no smaller than can be used', options, async () => {
    await using desktop = await startDesktop();
    await windowOpened(desktop.application);
    expect((await opened(desktop.application)).options).toEqual({
      x: 320,
      y: 156,
      width: 1280,
      height: 800,
    });
    const least = await desktop.application.evaluate(({ BrowserWindow }) => {
      const { minWidth, minHeight } = BrowserWindow.all[0]?.options ?? {};
      return { minWidth, minHeight };
    });
    expect(least).toEqual({ minWidth: 640, minHeight: 400 });
  });

  it('is the last one at the next start, with its zoom', options, async () => {
    await using desktop = await startDesktop();
    await windowOpened(desktop.application);
    await desktop.application.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.all;
      window?.setBounds({ x: 100, y: 200, width: 900, height: 700 });
      window?.maximize();
      window?.webContents.setZoomLevel(1.5);
      window?.close();
    });
    const kept = await keptIn(desktop.home);
    await using next = await startDesktop({ files: { 'profile/window.json': kept } });
    await windowOpened(next.application);
    expect(await opened(next.application)).toEqual({
      options: { x: 100, y: 200, width: 900, height: 700 },
      shownBy: ['window.maximize'],
      zoomLevel: 1.5,
    });
  });

  it(
    'fills the screen at the next start where it did, and has its own size to go back to',
    options,
    async () => {
      const bounds = { x: 100, y: 200, width: 900, height: 700 };
      const kept = [{ display: '1920x1080+0+0@1', bounds, state: 'fullScreen', zoomLevel: 0 }];
      await using desktop = await startDesktop({ files: { 'profile/window.json': JSON.stringify(kept) } });
      await windowOpened(desktop.application);
      expect(await opened(desktop.application)).toEqual({
        options: bounds,
        shownBy: ['window.show', 'window.setFullScreen'],
        zoomLevel: 0,
      });
      await until(async () => (await keptIn(desktop.home)) === `${JSON.stringify(kept)}\n`);
    },
  );

  it('is kept while the window is open, too, since a program may be killed', options, async () => {
    await using desktop = await startDesktop();
    await windowOpened(desktop.application);
    await desktop.application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.all[0]?.setBounds({ x: 7, y: 200, width: 900, height: 700 }),
    );
    await until(async () => (await keptIn(desktop.home)).includes('"x":7'));
  });

  it('is another one on each display, with another zoom', options, async () => {
    await using desktop = await startDesktop();
    await windowOpened(desktop.application);
    const move = (x: number, zoomLevel: number | null): Promise<void> =>
      desktop.application.evaluate(
        ({ BrowserWindow, screen }, to) => {
          screen.displays = [screen.getPrimaryDisplay(), to.display];
          const [window] = BrowserWindow.all;
          window?.setBounds({ x: to.x, y: 100, width: 900, height: 700 });
          if (to.zoomLevel !== null) window?.webContents.setZoomLevel(to.zoomLevel);
        },
        { x, zoomLevel, display: secondDisplay },
      );
    const places = async (): Promise<unknown> => {
      const kept = JSON.parse(await keptIn(desktop.home)) as { display: string; zoomLevel: number }[];
      return kept.map(({ display, zoomLevel }) => [display, zoomLevel]);
    };
    await move(50, 1);
    await until(async () => String(await places()) === '1920x1080+0+0@1,1');
    await move(2500, -2);
    await until(async () => String(await places()) === '2560x1440+1920+0@2,-2,1920x1080+0+0@1,1');
    await move(60, null);
    await until(async () => String(await places()) === '1920x1080+0+0@1,1,2560x1440+1920+0@2,-2');
  });

  it('is on a display again when its own is taken away', options, async () => {
    await using desktop = await startDesktop();
    await windowOpened(desktop.application);
    const bounds = await desktop.application.evaluate(({ BrowserWindow, screen }, second) => {
      const [window] = BrowserWindow.all;
      const first = screen.getPrimaryDisplay();
      screen.displays = [first, second];
      window?.setBounds({ x: 2500, y: 100, width: 900, height: 700 });
      screen.displays = [first];
      screen.emit('display-removed', {}, second);
      return window?.getBounds();
    }, secondDisplay);
    expect(bounds).toEqual({ x: 1020, y: 100, width: 900, height: 700 });
  });

  it('cannot be kept: says so, and goes on', options, async () => {
    await using desktop = await startDesktop({ files: { 'profile/window.json/in the way': '' } });
    await windowOpened(desktop.application);
    await desktop.application.evaluate(({ BrowserWindow }) =>
      BrowserWindow.all[0]?.setBounds({ x: 7, y: 200, width: 900, height: 700 }),
    );
    await until(() => desktop.application.output.includes('The place of the window could not be kept in '));
    const windows = await desktop.application.evaluate(({ BrowserWindow }) => BrowserWindow.all.length);
    expect(windows).toBe(1);
  });
});
