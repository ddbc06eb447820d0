import { join } from 'node:path';
import { app, BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';

/** Asks the person for files. The page never names a path: it knows recordings by their ids. Each resolves to null when nothing was chosen. */
interface FileDialogs {
  chooseRecording(): Promise<string | null>;
  chooseCopyTarget(suggestedName: string): Promise<string | null>;
}

const filters = [{ name: 'Wirebench recordings', extensions: ['wbs'] }];

export function createFileDialogs(): FileDialogs {
  return {
    async chooseRecording() {
      const options: OpenDialogOptions = { title: 'Open a recording', filters, properties: ['openFile'] };
      const window = parent();
      const { filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options));
      return filePaths[0] ?? null;
    },
    async chooseCopyTarget(suggestedName) {
      const options: SaveDialogOptions = {
        title: 'Save a copy',
        defaultPath: join(app.getPath('documents'), suggestedName),
        filters,
      };
      const window = parent();
      const { canceled, filePath } = await (window
        ? dialog.showSaveDialog(window, options)
        : dialog.showSaveDialog(options));
      return canceled || filePath === '' ? null : filePath;
    },
  };
}

/** The window that a dialog belongs to. */
function parent(): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
}
