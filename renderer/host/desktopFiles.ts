import type { WirebenchClient } from '../state/base/client.ts';
import type { RecordingFiles } from '../state/workspace/files.ts';
import { saveTextAs } from './saveAs.ts';

/** On the desktop the engine's side asks for recordings by itself; no path and no byte of them passes through the page. */
export function createDesktopFiles(client: WirebenchClient, document: Document): RecordingFiles {
  return {
    async openRecordingFile() {
      return (await client.call('recordings.openDialog', {})).recording;
    },
    async exportRecording(recording) {
      return (await client.call('recordings.copyDialog', { recording })).path !== null;
    },
    saveText: (name, text) => saveTextAs(document, text, name),
  };
}
