import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import type { MessagePortMain } from './ports.ts';
import { record } from './recording.ts';

/** A frame that a message comes from; a test changes it into one that is not ours. */
export class WebFrameMain {
  private static made = 0;

  origin = 'app://wirebench';
  parent: WebFrameMain | null = null;
  detached = false;
  readonly frameTreeNodeId = (WebFrameMain.made += 1);
  /** What was posted to the frame. */
  readonly posted: { channel: string; message: unknown; ports: readonly MessagePortMain[] }[] = [];

  postMessage(channel: string, message: unknown, ports: readonly MessagePortMain[]): void {
    this.posted.push({ channel, message, ports });
  }
}

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

type OpenHandler = (details: { url: string }) => { action: string };

export class WebContents extends EventEmitter {
  readonly mainFrame = new WebFrameMain();
  windowOpenHandler: OpenHandler | null = null;

  setWindowOpenHandler(handler: OpenHandler): void {
    this.windowOpenHandler = handler;
  }

  reload(): void {
    record('webContents.reload');
  }
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

  readonly options: Record<string, unknown>;
  readonly webContents = new WebContents();
  /** Its own, which stands for the one of the application. */
  menu: { template: MenuItem[] } | null = null;
  minimized = false;

  constructor(options: Record<string, unknown>) {
    super();
    record('BrowserWindow', options);
    this.options = options;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  loadURL(url: string): Promise<void> {
    record('window.loadURL', url);
    return Promise.resolve();
  }

  show(): void {
    record('window.show');
  }

  focus(): void {
    record('window.focus');
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

  /** As a person closes it. */
  close(): void {
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1);
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed');
  }
}
