import { app, dialog, type BrowserWindow } from 'electron';

/** A page that crashes again within 10 s may crash for ever, so a person decides then. */
const crashPauseMs = 10_000;

/**
 * Loads a page that crashed anew, and asks what to do with one that crashes again at once, or does not respond. Sessions belong to the
 * engine: they go on meanwhile, and a lost page costs no more than a reload.
 */
export function reviveLostPage(window: BrowserWindow): void {
  const { webContents } = window;
  let crashedAt = Number.NEGATIVE_INFINITY;
  /** A person has chosen to end the page. */
  let ending = false;
  const endPage = (): void => {
    ending = true;
    webContents.forcefullyCrashRenderer();
  };
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const again = !ending && performance.now() - crashedAt < crashPauseMs;
    if (!ending) crashedAt = performance.now();
    ending = false;
    if (again) void askAboutCrash(window);
    else webContents.reload();
  });
  askWhileUnresponsive(window, endPage);
}

async function askAboutCrash(window: BrowserWindow): Promise<void> {
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
  if (window.isDestroyed()) return;
  window.webContents.reload();
  if (response === 1) app.quit();
}

/** One question at a time, which goes away when the page responds again. */
function askWhileUnresponsive(window: BrowserWindow, endPage: () => void): void {
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
    // A busy page cannot be closed, a new one can; and whoever does not quit after all has a window that works.
    endPage();
    if (response === 2) app.quit();
  };
  window.on('unresponsive', () => void ask());
  window.on('responsive', () => question?.abort());
  window.once('closed', () => question?.abort());
}
