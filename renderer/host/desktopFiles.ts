import type { WirebenchClient } from '../state/base/client.ts';
import type { RecordingFiles } from '../state/workspace/files.ts';
import { createCollectionPicker } from './collectionFiles.ts';
import { copyIntoWorkspace, importFile } from './incomingFiles.ts';
import { saveTextAs } from './saveAs.ts';

/** On the desktop, the engine's side shows the file dialogs itself; neither paths nor bytes of recordings pass through the page, unless they are dropped on it. */
export function createDesktopFiles(client: WirebenchClient, document: Document): RecordingFiles {
  return {
    async openRecordingFile() {
      return (await client.call('recordings.openDialog', {})).recording;
    },
    async exportRecording(source) {
      return (await client.call('recordings.copyDialog', source)).path !== null;
    },
    // The page has no path of what is dropped on it, and so its bytes are copied, as in a browser.
    importRecording: (file, progress) => importFile(client, file, progress),
    copyToSend: (file, progress, signal) => copyIntoWorkspace(client, file, progress, signal),
    copiesChosenFiles: false,
    async chooseFileToSend() {
      return (await client.call('files.choose', {})).path;
    },
    saveText: (name, text) => saveTextAs(document, text, name),
    collections: createCollectionPicker(document),
  };
}
