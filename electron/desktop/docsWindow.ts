import { app, BrowserWindow, session, type Session } from 'electron';
import { offerContextMenu } from './contextMenu.ts';
import { focusWindow } from './window.ts';
import { docsUrl } from './page.ts';
import { showWhenDrawn } from './showWindow.ts';
import { webPreferences } from './webPreferences.ts';
import { smallestSize } from './windowPlace.ts';
import { followTheme, surface } from './windowSurface.ts';
import { zoomByKeys } from './zoom.ts';

/** Wide enough for a page between the two lists beside it. */
const size = { width: 1160, height: 800 };

interface DocsWindowParts {
  /** An absolute path. */
  readonly icon: string;
  /** Serves the pages of the program to a session, if that is not done yet. */
  readonly serve: (session: Session) => void;
}

/**
 * The window of the documentation, of which there is one. Its page is from the program, too, and has no preload, so that it cannot reach
 * the engine. Except on macOS it closes with the last window of a workspace.
 */
export class DocsWindow {
  private window: BrowserWindow | null = null;
  private readonly parts: DocsWindowParts;

  /** To be called once. */
  constructor(parts: DocsWindowParts) {
    this.parts = parts;
    if (process.platform === 'darwin') return;
    app.on('browser-window-created', (_event, window) => {
      window.once('closed', () => this.closeIfAlone());
    });
  }

  /** Opens it, or brings it to the front as it is. */
  show(): void {
    if (this.window) focusWindow(this.window);
    else this.open();
  }

  isIts(window: BrowserWindow): boolean {
    return window === this.window;
  }

  /** In the session of the window in front, whose theme it has, too. */
  private open(): void {
    const beside = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const own = beside?.webContents.session ?? session.defaultSession;
    this.parts.serve(own);
    const window = new BrowserWindow({
      title: 'Wirebench documentation',
      ...size,
      minWidth: smallestSize.width,
      minHeight: smallestSize.height,
      show: false,
      backgroundColor: surface(),
      // Elsewhere the window has the program's icon.
      ...(process.platform === 'linux' ? { icon: this.parts.icon } : {}),
      webPreferences: webPreferences(own),
    });
    this.window = window;
    window.once('closed', () => {
      this.window = null;
    });
    const { webContents } = window;
    showWhenDrawn(window, () => window.show());
    followTheme(window);
    offerContextMenu(webContents);
    zoomByKeys(webContents);
    // There is nothing in it that would be lost.
    webContents.once('render-process-gone', () => window.close());
    // A page that cannot be loaded says so itself; the promise has nothing to add.
    window.loadURL(docsUrl).catch(() => undefined);
  }

  private closeIfAlone(): void {
    const { window } = this;
    if (window && BrowserWindow.getAllWindows().every((each) => each === window)) window.close();
  }
}
