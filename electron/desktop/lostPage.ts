import { app, dialog, type BrowserWindow } from 'electron';

/** A page that crashes again within 10 s may crash for ever, so a person decides then. */
const crashPauseMs = 10_000;

/** What a person wants of a page that is lost. */
type Wish = 'reload' | 'quit';

/**
 * Loads a page that crashed anew, and asks what to do with one that crashes again at once, or does not respond. Sessions belong to the
 * engine: they go on meanwhile, and a lost page costs no more than a reload.
 */
export function reviveLostPage(window: BrowserWindow): void {
  const { webContents } = window;
  let crashedAt = Number.NEGATIVE_INFINITY;
  /** Why the page is being ended. */
  let wish: Wish | null = null;
  let asking = false;
  const carryOut = (wished: Wish): void => {
    // A page that has ended cannot hold up the end of the program.
    if (wished === 'quit') app.quit();
    else webContents.reload();
  };
  const ask = async (): Promise<void> => {
    asking = true;
    const wished = await askAboutCrash(window);
    asking = false;
    if (!window.isDestroyed()) carryOut(wished);
  };
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    if (wish) carryOut(wish);
    else if (performance.now() - crashedAt < crashPauseMs) void ask();
    else webContents.reload();
    if (!wish) crashedAt = performance.now();
    wish = null;
  });
  // Back from a question whether to quit, and not quitting.
  window.on('focus', () => {
    if (webContents.isCrashed() && !asking) webContents.reload();
  });
  askWhileUnresponsive(window, (wished) => {
    wish = wished;
    webContents.forcefullyCrashRenderer();
  });
}

async function askAboutCrash(window: BrowserWindow): Promise<Wish> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: 'Wirebench',
    message: 'The window has crashed twice in a row',
    detail: 'Connections stay open and are recorded. Reload shows them again.',
    buttons: ['Reload', 'Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1 ? 'quit' : 'reload';
}

/** One question at a time, which goes away when the page responds again. */
function askWhileUnresponsive(window: BrowserWindow, endPage: (wish: Wish) => void): void {
  let question: AbortController | null = null;
  const ask = async (): Promise<void> => {
    if (question) return;
    const asking = new AbortController();
    question = asking;
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: 'Wirebench',
      message: 'The window does not respond',
      detail: 'Connections stay open and are recorded. Reload ends what the window is busy with.',
      buttons: ['Wait', 'Reload', 'Quit'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal: asking.signal,
    });
    question = null;
    if (response === 0 || asking.signal.aborted || window.isDestroyed()) return;
    endPage(response === 1 ? 'reload' : 'quit');
  };
  window.on('unresponsive', () => void ask());
  window.on('responsive', () => question?.abort());
  window.once('closed', () => question?.abort());
}
