import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';

/** Asks the person for a file or folder that is there; null when none was chosen. */
export async function askForExisting(options: OpenDialogOptions): Promise<string | null> {
  const window = parent();
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return filePaths[0] ?? null;
}

/** Asks the person for a name and a place; null when none was chosen. */
export async function askForNew(options: SaveDialogOptions): Promise<string | null> {
  const window = parent();
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return canceled || filePath === '' ? null : filePath;
}

/** The window that a dialog belongs to. */
function parent(): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
}
