import { BrowserWindow, type Session } from 'electron';
import { offerContextMenu } from './contextMenu.ts';
import { keepPlace, placeToOpen } from './keepPlace.ts';
import { reviveLostPage } from './lostPage.ts';
import { pageUrl } from './page.ts';
import { showWhenDrawn } from './showWindow.ts';
import { webPreferences } from './webPreferences.ts';
import { besideOthers, smallestSize, type WindowPlace } from './windowPlace.ts';
import { followTheme, surface } from './windowSurface.ts';
import { zoomByKeys } from './zoom.ts';

/** What a window needs. */
interface WindowNeeds {
  /** Absolute paths of files of the program. */
  readonly preload: string;
  readonly icon: string;
  /** Where its page keeps what is its own. */
  readonly session: Session;
  /** The absolute path of the file that keeps where the window was. */
  readonly places: string;
  /** Writes a sentence where warnings go. */
  readonly warn: (sentence: string) => void;
}

/** Opens a window, where and as it was last. */
export function openWindow({ preload, icon, session, places, warn }: WindowNeeds): BrowserWindow {
  const { bounds, state, zoomLevel } = placeToOpen(places);
  const window = new BrowserWindow({
    title: 'Wirebench',
    ...besideOthers(
      bounds,
      BrowserWindow.getAllWindows().map((other) => other.getBounds()),
    ),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    backgroundColor: surface(),
    // Elsewhere the window has the program's icon.
    ...(process.platform === 'linux' ? { icon } : {}),
    webPreferences: webPreferences(session, preload),
  });
  const { webContents } = window;
  showWhenDrawn(window, () => showAs(window, state));
  webContents.once('did-navigate', () => webContents.setZoomLevel(zoomLevel));
  keepPlace(window, { path: places, warn });
  followTheme(window);
  offerContextMenu(webContents);
  zoomByKeys(webContents);
  reviveLostPage(window);
  // A page that cannot be loaded says so itself; the promise has nothing to add.
  window.loadURL(pageUrl).catch(() => undefined);
  return window;
}

/** Only now, since a window that is made so has no smaller size to go back to. */
function showAs(window: BrowserWindow, state: WindowPlace['state']): void {
  if (state === 'maximized') window.maximize();
  else window.show();
  if (state === 'fullScreen') window.setFullScreen(true);
}

/** Brings a window to the front. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
