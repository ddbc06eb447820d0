import { app, BrowserWindow, nativeTheme } from 'electron';
import { offerContextMenu } from './contextMenu.ts';
import { pageUrl } from './page.ts';

/** `--surface-0` of the page's theme, so that a window does not flash before its page is drawn. */
const surfaces = { light: '#ffffff', dark: '#111416' } as const;

/** A page that crashes again within 10 s would crash forever. */
const reloadPauseMs = 10_000;

/** The absolute paths of the files that a window needs. */
interface WindowFiles {
  readonly preload: string;
  readonly icon: string;
}

/**
 * Opens the window, brings it to the front when the program is started again, and quits with it where that is usual. Returns a function
 * that brings it to the front.
 */
export function keepWindow(files: WindowFiles): () => void {
  let window: BrowserWindow | null = null;
  const showWindow = (): void => {
    if (window) {
      focusWindow(window);
      return;
    }
    window = openWindow(files);
    window.once('closed', () => {
      window = null;
    });
  };
  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  showWindow();
  return showWindow;
}

/** It has the place and size that it had when last closed. */
function openWindow({ preload, icon }: WindowFiles): BrowserWindow {
  const window = new BrowserWindow({
    name: 'workbench',
    windowStatePersistence: true,
    title: 'Wirebench',
    width: 1280,
    height: 800,
    minWidth: 720,
    minHeight: 480,
    show: false,
    backgroundColor: surface(),
    // Elsewhere the window has the program's icon.
    ...(process.platform === 'linux' ? { icon } : {}),
    webPreferences: Object.freeze({
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries are fetched from the network.
      spellcheck: false,
    }),
  });
  window.once('ready-to-show', () => window.show());
  followTheme(window);
  offerContextMenu(window.webContents);
  reloadAfterCrash(window);
  // A page that cannot be loaded says so itself; the promise has nothing to add.
  window.loadURL(pageUrl).catch(() => undefined);
  return window;
}

function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function surface(): string {
  return nativeTheme.shouldUseDarkColors ? surfaces.dark : surfaces.light;
}

function followTheme(window: BrowserWindow): void {
  const follow = (): void => window.setBackgroundColor(surface());
  nativeTheme.on('updated', follow);
  window.once('closed', () => nativeTheme.off('updated', follow));
}

/** Sessions belong to the engine, so a lost page costs nothing but a reload. */
function reloadAfterCrash(window: BrowserWindow): void {
  let reloadedAt = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || performance.now() - reloadedAt < reloadPauseMs) return;
    reloadedAt = performance.now();
    window.webContents.reload();
  });
}
