/**
 * Stands in for the `electron` module in a Node process: what Wirebench's main bundle uses of it, with the order of Electron's events
 * and its rules about `ready`, and a record of every call. It shows nothing and grants nothing.
 */
import { EventEmitter } from 'node:events';
import { onAbort } from '../../../shared/base/onAbort.ts';
import { record } from './recording.ts';
import type { MenuItem } from './windows.ts';

export { app, becomeReady } from './app.ts';
export { net } from './net.ts';
export { MessageChannelMain } from './ports.ts';
export { calls, state } from './recording.ts';
export { autoUpdater, Dock, Notification, powerMonitor, powerSaveBlocker } from './system.ts';
export { screen } from './screen.ts';
export { protocol, session } from './session.ts';
export { WebContents, WebFrameMain } from './webContents.ts';
export { BrowserWindow } from './windows.ts';

export const ipcMain = new EventEmitter();
export const nativeTheme = Object.assign(new EventEmitter(), {
  shouldUseDarkColors: true,
  themeSource: 'system',
});

/** What the person answers: null for Cancel; the number of a button. */
export const answers = {
  file: null as string | null,
  button: Number(process.env['STAND_IN_BUTTON'] ?? 0),
  /** Presses a button of the box that waits. */
  press: (_button: number): void => undefined,
};

interface BoxOptions {
  readonly cancelId?: number;
  readonly signal?: AbortSignal;
}

export const dialog = {
  showErrorBox: (title: string, content: string): void => record('dialog.showErrorBox', title, content),
  /** A box that a signal can close waits for that, or for a test to press a button; others are answered at once. */
  showMessageBox: (...args: unknown[]): Promise<unknown> => {
    const { signal, ...options } = args.at(-1) as BoxOptions;
    record('dialog.showMessageBox', options);
    if (!signal) return Promise.resolve({ response: answers.button });
    return new Promise((resolve) => {
      answers.press = (response) => resolve({ response });
      onAbort(signal, () => resolve({ response: options.cancelId ?? 0 }));
    });
  },
  showOpenDialog: (...args: unknown[]): Promise<unknown> => {
    record('dialog.showOpenDialog', args.at(-1));
    return Promise.resolve({
      canceled: answers.file === null,
      filePaths: answers.file === null ? [] : [answers.file],
    });
  },
  showSaveDialog: (...args: unknown[]): Promise<unknown> => {
    record('dialog.showSaveDialog', args.at(-1));
    return Promise.resolve({ canceled: answers.file === null, filePath: answers.file ?? '' });
  },
};

export const shell = {
  openPath: (path: string): Promise<string> => {
    record('shell.openPath', path);
    return Promise.resolve('');
  },
  openExternal: (url: string): Promise<void> => {
    record('shell.openExternal', url);
    return Promise.resolve();
  },
  showItemInFolder: (path: string): void => record('shell.showItemInFolder', path),
};

export const Menu = {
  buildFromTemplate: (template: unknown) => ({ template, popup: () => record('menu.popup', template) }),
  /** The one of the application. */
  shown: null as { template: MenuItem[] } | null,
  setApplicationMenu(menu: { template: MenuItem[] }): void {
    record('Menu.setApplicationMenu', menu.template);
    Menu.shown = menu;
  },
};
