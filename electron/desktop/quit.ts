import { app, BrowserWindow, powerMonitor } from 'electron';
import { askToClose } from './closeQuestion.ts';

/** 5 s to end sessions and finish files. A file not finished by then loses its last batch at most, never all of it. */
const longestCloseMs = 5000;

/** 2 s for the windows to close, which takes half a second where a page is busy. */
const longestEndMs = 2000;

/** 2 min for what ends the program in place of Electron: macOS copies a new version first. */
const longestInstallMs = 120_000;

interface QuitParts {
  /** The names of the connections that are open now, of all workspaces. */
  readonly live: () => readonly string[];
  /** Ends every session, and finishes every file. */
  readonly close: () => Promise<void>;
  /** The names of those that would run unseen if this window were closed. */
  readonly liveIn: (window: BrowserWindow) => readonly string[];
  /** Closes this window, and ends its sessions. */
  readonly closeWindow: (window: BrowserWindow) => Promise<void>;
  readonly warn: (error: unknown) => void;
  /** Of a window that shows no workspace, and is open as long as one that does. */
  readonly isBeside: (window: BrowserWindow) => boolean;
}

/** `asking`: the person decides. `closing`: nothing holds the end up any more but the closing itself. */
type QuitState = 'running' | 'asking' | 'closing' | 'closed';

/**
 * The end of the program, and of each window. While connections are open, the person is asked first, except when the system ends: then
 * everything is closed at once. It ends with its last window, except on macOS, where connections may stay open without any.
 */
export class Quitting {
  private readonly parts: QuitParts;
  private state: QuitState = 'running';
  /** The windows whose person is being asked whether to close them. */
  private readonly asked = new WeakSet<BrowserWindow>();

  /** To be called once, after `ready`: Electron’s own handlers of signals are there by then, and would quit with a question. */
  constructor(parts: QuitParts) {
    this.parts = parts;
    app.on('before-quit', (event) => {
      if (this.state === 'closed') return;
      event.preventDefault();
      if (this.state === 'running') void this.askAndClose();
    });
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit();
    });
    app.on('browser-window-created', (_event, window) => this.follow(window));
    this.followSystem();
  }

  /** Quits as a person does, with a question, and has `end` end the program in place of Electron, once everything is closed. */
  quitBy(end: () => void): void {
    if (this.state === 'running') void this.askAndClose(end);
  }

  /** Closes everything without a question, and quits. */
  quitNow(): void {
    if (this.state === 'running' || this.state === 'asking') void this.closeAndQuit();
  }

  /** A window with open connections stays until the person has answered. */
  private follow(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.state === 'closing' || this.state === 'closed' || process.platform === 'darwin') return;
      const { isBeside, live, liveIn } = this.parts;
      const open = BrowserWindow.getAllWindows().filter((each) => !isBeside(each));
      const isLast = open.length === 1;
      if (isBeside(window) || (isLast ? live() : liveIn(window)).length === 0) return;
      event.preventDefault();
      if (isLast) app.quit();
      else void this.askAndCloseWindow(window);
    });
    // At the end of a session of Windows, `before-quit` does not come.
    window.on('session-end', () => this.quitNow());
  }

  private followSystem(): void {
    // The declaration leaves the event out, by which the system waits for the end of this program.
    const monitor: NodeJS.EventEmitter = powerMonitor;
    monitor.on('shutdown', (event: { preventDefault(): void }) => {
      event.preventDefault();
      this.quitNow();
    });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => this.quitNow());
  }

  private async askAndClose(end?: () => void): Promise<void> {
    const live = this.parts.live();
    if (live.length > 0) {
      this.state = 'asking';
      const mayClose = await askToClose(live, 'program');
      // The system may have ended it meanwhile.
      if (this.state !== 'asking') return;
      this.state = 'running';
      if (!mayClose) return;
    }
    await this.closeAndQuit(end);
  }

  private async closeAndQuit(end?: () => void): Promise<void> {
    this.state = 'closing';
    await within(this.parts.close(), longestCloseMs).catch(this.parts.warn);
    this.state = 'closed';
    // Whatever holds a window up then holds up the end of the program no longer.
    setTimeout(() => app.exit(0), end ? longestInstallMs : longestEndMs);
    if (end) end();
    else app.quit();
  }

  private async askAndCloseWindow(window: BrowserWindow): Promise<void> {
    if (this.asked.has(window)) return;
    this.asked.add(window);
    const mayClose = await askToClose(this.parts.liveIn(window), 'window', window);
    this.asked.delete(window);
    if (mayClose && !window.isDestroyed()) await this.parts.closeWindow(window).catch(this.parts.warn);
  }
}

function within(promise: Promise<void>, timeoutMs: number): Promise<void> {
  const { promise: timeout, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}
