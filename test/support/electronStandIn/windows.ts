import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { record, state } from './recording.ts';
import { session } from './session.ts';
import { WebContents } from './webContents.ts';

/** What Wirebench says of an item of a menu. */
export interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly enabled?: boolean;
  readonly checked?: boolean;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly submenu?: readonly MenuItem[];
  readonly click?: () => void;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];

  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all;
  }

  static focused: BrowserWindow | null = null;

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.focused;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.all.find(({ webContents }) => webContents === contents) ?? null;
  }

  /** As they were given. */
  readonly options: Record<string, unknown>;
  readonly webContents = new WebContents();
  /** Its own, which stands for the one of the application. */
  menu: { template: MenuItem[] } | null = null;
  minimized = false;
  private bounds: Rectangle;
  private maximized = false;
  private fullScreen = false;
  private destroyed = false;
  private loaded = '';
  private readonly closer = (): void => this.close();

  constructor(options: Record<string, unknown>) {
    super();
    // As they are now, before they are written into.
    this.options = { ...options, webPreferences: { ...(options['webPreferences'] as object) } };
    record('BrowserWindow', this.options);
    writeInto(options['webPreferences']);
    const { session: given = session.defaultSession } = (options['webPreferences'] ?? {}) as {
      session?: unknown;
    };
    this.webContents.session = given;
    const { x = 0, y = 0, width = 800, height = 600 } = options as Partial<Rectangle>;
    this.bounds = { x, y, width, height };
    BrowserWindow.all.push(this);
    app.closers.add(this.closer);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  /** Nothing is loaded until a test calls `load`. */
  loadURL(url: string): Promise<void> {
    record('window.loadURL', url);
    this.loaded = url;
    return Promise.resolve();
  }

  /** The page is loaded, and drawn at last. */
  load(): void {
    this.webContents.navigate({ url: this.loaded });
    this.emit('ready-to-show');
  }

  show(): void {
    record('window.show');
  }

  focus(): void {
    record('window.focus');
    this.emit('focus');
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  restore(): void {
    record('window.restore');
    this.minimized = false;
  }

  setMenu(menu: { template: MenuItem[] }): void {
    this.menu = menu;
  }

  setBackgroundColor(colour: string): void {
    record('window.setBackgroundColor', colour);
  }

  getBounds(): Rectangle {
    return this.bounds;
  }

  getNormalBounds(): Rectangle {
    return this.bounds;
  }

  setBounds(bounds: Rectangle): void {
    record('window.setBounds', bounds);
    this.bounds = bounds;
    this.emit('move');
    this.emit('resize');
  }

  isMaximized(): boolean {
    return this.maximized;
  }

  /** Shows the window, too. */
  maximize(): void {
    record('window.maximize');
    this.maximized = true;
    this.emit('maximize');
  }

  isFullScreen(): boolean {
    return this.fullScreen;
  }

  setFullScreen(flag: boolean): void {
    record('window.setFullScreen', flag);
    this.fullScreen = flag;
    this.emit(flag ? 'enter-full-screen' : 'leave-full-screen');
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  /** As a person closes it. */
  close(): void {
    let prevented = false;
    this.emit('close', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (!prevented) this.destroy();
  }

  /** Asks nobody. */
  destroy(): void {
    app.closers.delete(this.closer);
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1);
    this.destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (BrowserWindow.all.length === 0 && !state.isQuitting) app.emit('window-all-closed');
  }
}

/** Electron keeps what it derives from the other options with these, which a frozen object does not take. */
function writeInto(webPreferences: unknown): void {
  if (typeof webPreferences === 'object' && webPreferences !== null && !Object.isExtensible(webPreferences)) {
    throw new TypeError('Cannot add property, object is not extensible');
  }
}
