import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebContents } from '../../support/electronStandIn/webContents.ts';
import { desktopTimeoutMs, startDesktop, windowOpened, type Desktop } from '../../support/desktop.ts';

const isMac = process.platform === 'darwin';
/** The key that commands have on this system. */
const command = isMac ? { meta: true } : { control: true };
const other = isMac ? { control: true } : { meta: true };

describe('the keys of the window', () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await startDesktop();
    await windowOpened(desktop.application);
  }, desktopTimeoutMs);
  afterAll(() => desktop[Symbol.asyncDispose]());
  beforeEach(() =>
    desktop.application.evaluate(({ BrowserWindow }) => BrowserWindow.all[0]?.webContents.setZoomLevel(1)),
  );

  type Key = Parameters<WebContents['press']>[0];
  /** What each key did: whether page and menu saw it, and the zoom after it. */
  const press = (...keys: readonly Key[]): Promise<{ passed: boolean[]; zoomLevel: number | undefined }> =>
    desktop.application.evaluate(({ BrowserWindow }, all) => {
      const contents = BrowserWindow.all[0]?.webContents;
      const passed = all.map((key) => contents?.press(key) ?? true);
      return { passed, zoomLevel: contents?.getZoomLevel() };
    }, keys);

  it.each([
    // Also on the keypad, and on keyboards where it needs no Shift.
    ['+', {}, 1.5],
    ['+', { shift: true }, 1.5],
    ['=', {}, 1.5],
    ['-', {}, 0.5],
    ['_', { shift: true }, 0.5],
    ['0', {}, 0],
  ])('zoom: %s %j', async (key, shift, zoomLevel) => {
    expect(await press({ type: 'keyDown', key, ...command, ...shift })).toEqual({
      passed: [false],
      zoomLevel,
    });
  });

  it.each([
    ['a key alone', { type: 'keyDown', key: '+' }],
    ['another key', { type: 'keyDown', key: '1', ...command }],
    [
      'a chord with Alt, which writes a character on some keyboards',
      { type: 'keyDown', key: '0', ...command, alt: true },
    ],
    ['the command key of other systems', { type: 'keyDown', key: '0', ...other }],
    ['a key that is released', { type: 'keyUp', key: '0', ...command }],
  ] as const)('do not zoom: %s', async (_, key) => {
    expect(await press(key)).toEqual({ passed: [true], zoomLevel: 1 });
  });

  it('zoom no further than one can read', async () => {
    const key = (name: string): Key => ({ type: 'keyDown', key: name, ...command });
    expect((await press(...Array.from({ length: 30 }, () => key('=')))).zoomLevel).toBe(6);
    expect((await press(...Array.from({ length: 60 }, () => key('-')))).zoomLevel).toBe(-5);
  });

  it('zoom by the wheel, too', async () => {
    const zoomLevel = await desktop.application.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.all[0]?.webContents;
      contents?.emit('zoom-changed', {}, 'in');
      return contents?.getZoomLevel();
    });
    expect(zoomLevel).toBe(1.5);
  });
});
