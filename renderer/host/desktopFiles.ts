import type { WrittenCounts } from '../../shared/model/recordForm.ts';
import type { WirebenchClient } from '../state/base/client.ts';
import { importedRecording } from '../state/workspace/importedRecording.ts';
import { itemOf } from '../state/base/itemOf.ts';
import type { FileProgress, RecordingFiles, SavedRecords } from '../state/workspace/files.ts';
import { createCollectionPicker } from './collectionFiles.ts';
import { copyIntoWorkspace, importFile } from './incomingFiles.ts';
import { saveAs, saveTextAs } from './saveAs.ts';

type SavedByEngine = WrittenCounts & { readonly path: string | null };

/** On the desktop, the engine's side shows the file dialogs itself; neither paths nor bytes of recordings pass through the page, unless they are dropped on it. */
export function createDesktopFiles(client: WirebenchClient, document: Document): RecordingFiles {
  return {
    openRecordingFile: (progress, signal) =>
      importedRecording(
        (taken, ended) => client.subscribe('recordings.openDialog', {}, taken, ended),
        progress,
        signal,
      ),
    async exportRecording(source) {
      return (await client.call('recordings.copyDialog', source)).path !== null;
    },
    // The page has no path of what is dropped on it, and so its bytes are copied, as in a browser.
    importRecording: (file, progress, signal) => importFile(client, file, progress, signal),
    copyToSend: (file, progress, signal) => copyIntoWorkspace(client, file, progress, signal),
    copiesChosenFiles: false,
    async chooseFileToSend() {
      return (await client.call('files.choose', {})).path;
    },
    saveRecords: (records, progress, signal) => saveRecordsInEngine(client, records, progress, signal),
    saveText: (name, text) => saveTextAs(document, text, name),
    saveContent: (name, content) => saveAs(document, content, name),
    collections: createCollectionPicker(document),
  };
}

/** The engine asks where to, and writes there. */
export async function saveRecordsInEngine(
  client: WirebenchClient,
  { ranges, ...records }: SavedRecords,
  progress: FileProgress,
  signal: AbortSignal,
): Promise<WrittenCounts | null> {
  const waiting = itemOf<SavedByEngine>(signal, (resolve, reject) =>
    client.subscribe(
      'files.saveRecords',
      { ...records, ranges: [...ranges] },
      ({ share, saved }) => {
        if (saved) resolve(saved);
        else progress(share);
      },
      reject,
    ),
  );
  try {
    const { path, ...counts } = await waiting.item;
    return path === null ? null : counts;
  } finally {
    waiting.dispose();
  }
}
