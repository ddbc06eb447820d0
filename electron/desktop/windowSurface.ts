import { nativeTheme, type BrowserWindow } from 'electron';

/** `--surface-0` of the page's theme, so that a window does not flash before its page is drawn. */
const surfaces = { light: '#ffffff', dark: '#111416' } as const;

/** The colour behind a page: that of the theme that was chosen, once a page has told it, or of the system’s. */
export function surface(): string {
  return nativeTheme.shouldUseDarkColors ? surfaces.dark : surfaces.light;
}

/** Keeps the colour of a window so. */
export function followTheme(window: BrowserWindow): void {
  const follow = (): void => window.setBackgroundColor(surface());
  nativeTheme.on('updated', follow);
  window.once('closed', () => nativeTheme.off('updated', follow));
}
