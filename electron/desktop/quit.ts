import { app, BrowserWindow, dialog, powerMonitor } from 'electron';
import { capitalized, countedInWords, plural } from '../../shared/base/quantity.ts';
import { quoted } from '../../shared/bytes/visibleText.ts';

/** 5 s to end sessions and finish files. A file not finished by then loses its last batch at most, never all of it. */
const longestCloseMs = 5000;

/** Three: a question is read at a glance. */
const mostNames = 3;

interface QuitParts {
  /** The names of the connections that are open now, of all workspaces. */
  readonly live: () => readonly string[];
  /** Ends every session, and finishes every file. */
  readonly close: () => Promise<void>;
  readonly warn: (error: unknown) => void;
  /** Of a window that shows no workspace, and is open as long as one that does. */
  readonly isBeside: (window: BrowserWindow) => boolean;
}

/** `asking`: the person decides. `closing`: nothing holds the end up any more but the closing itself. */
type QuitState = 'running' | 'asking' | 'closing' | 'closed';

/**
 * The end of the program. While connections are open, the person is asked first, except when the system ends: then everything is closed at
 * once. It ends with its last window, except on macOS.
 */
export class Quitting {
  private readonly parts: QuitParts;
  private state: QuitState = 'running';

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

  /** Closes everything without a question, and quits. */
  quitNow(): void {
    if (this.state === 'running' || this.state === 'asking') void this.closeAndQuit();
  }

  /** A window that is the last one stays until the person has answered. */
  private follow(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.state === 'closed' || process.platform === 'darwin') return;
      const { isBeside, live } = this.parts;
      const open = BrowserWindow.getAllWindows().filter((each) => !isBeside(each));
      if (isBeside(window) || open.length > 1 || live().length === 0) return;
      event.preventDefault();
      app.quit();
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

  private async askAndClose(): Promise<void> {
    const live = this.parts.live();
    if (live.length > 0) {
      this.state = 'asking';
      const mayClose = await askToClose(live);
      // The system may have ended it meanwhile.
      if (this.state !== 'asking') return;
      this.state = 'running';
      if (!mayClose) return;
    }
    await this.closeAndQuit();
  }

  private async closeAndQuit(): Promise<void> {
    this.state = 'closing';
    await within(this.parts.close(), longestCloseMs).catch(this.parts.warn);
    this.state = 'closed';
    app.quit();
  }
}

async function askToClose(live: readonly string[]): Promise<boolean> {
  const count = live.length;
  const options = {
    type: 'question' as const,
    title: 'Wirebench',
    message: `${capitalized(countedInWords(count, 'connection'))} ${plural(count, 'is', 'are')} open`,
    detail: `${namesOf(live)} will be closed. What was recorded so far is kept.`,
    buttons: [`Close ${plural(count, 'It', 'Them')} and Quit`, 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return response === 0;
}

/** `“a”, “b” and “c”`, or the first three and how many more. */
function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map(quoted);
  const more = names.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  const last = all.at(-1) ?? '';
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${last}` : last;
}

function within(promise: Promise<void>, timeoutMs: number): Promise<void> {
  const { promise: timeout, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}
