import type { BrowserWindow } from 'electron';

/** 3 s: twice as long as a start takes. An empty window that says that something is wrong is better than none. */
const longestHiddenMs = 3000;

/**
 * Shows a new window, by calling `show` once, as soon as there is something in it: `ready-to-show` is the best moment, but it may not come,
 * on Wayland (electron issue 48859) or now and then elsewhere.
 */
export function showWhenDrawn(window: BrowserWindow, show: () => void): void {
  const { webContents } = window;
  const stop = (): void => {
    clearTimeout(timer);
    window.off('ready-to-show', showOnce);
    webContents.off('did-finish-load', showOnce);
  };
  const showOnce = (): void => {
    stop();
    show();
  };
  const timer = setTimeout(showOnce, longestHiddenMs);
  window.once('ready-to-show', showOnce);
  webContents.once('did-finish-load', showOnce);
  window.once('closed', stop);
}
