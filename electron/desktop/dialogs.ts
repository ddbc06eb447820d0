import { join } from 'node:path';
import { app } from 'electron';
import { askForExisting, askForNew } from './askForPath.ts';

/** Asks the person for files. The page never chooses a path: it knows recordings by their ids, and may only name files that were chosen here. Each resolves to null when nothing was chosen. */
interface FileDialogs {
  chooseRecording(): Promise<string | null>;
  chooseFile(): Promise<string | null>;
  chooseCopyTarget(suggestedName: string): Promise<string | null>;
  chooseSaveTarget(suggestedName: string): Promise<string | null>;
}

const filters = [{ name: 'Wirebench recordings', extensions: ['wbs'] }];

/** The dialogs of the system, each before the window in front. */
export function createFileDialogs(): FileDialogs {
  return {
    chooseRecording: () => askForExisting({ title: 'Open a recording', filters, properties: ['openFile'] }),
    chooseFile: () => askForExisting({ title: 'Choose a file to send', properties: ['openFile'] }),
    chooseCopyTarget: (suggestedName) =>
      askForNew({
        title: 'Save a copy',
        defaultPath: join(app.getPath('documents'), suggestedName),
        filters,
      }),
    chooseSaveTarget: (suggestedName) =>
      askForNew({
        title: 'Save records',
        defaultPath: join(app.getPath('documents'), suggestedName),
      }),
  };
}
