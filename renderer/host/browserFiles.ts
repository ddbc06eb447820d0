import { WirebenchError } from '../../shared/base/errors.ts';
import { formatBytes } from '../../shared/bytes/sizes.ts';
import type { RecordingId } from '../../shared/model/ids.ts';
import type { WrittenCounts } from '../../shared/model/recordForm.ts';
import type { WirebenchClient } from '../state/base/client.ts';
import { CollectedBlob } from '../state/base/collectedBlob.ts';
import { safeFileName } from '../state/base/safeFileName.ts';
import { writtenRecords } from '../state/records/writtenRecords.ts';
import type { FileProgress, RecordingFiles, SavedRecords } from '../state/workspace/files.ts';
import { createCollectionPicker } from './collectionFiles.ts';
import { copyIntoWorkspace, importFile } from './incomingFiles.ts';
import { saveAs, saveTextAs } from './saveAs.ts';

/** 1 GiB: a browser holds the whole copy in memory before it is saved. Larger files can be copied from the workspace folder. */
const largestCopyBytes = 1024 * 1024 * 1024;

/** In a browser, the page transfers the files piece by piece. */
export function createBrowserFiles(client: WirebenchClient, document: Document): RecordingFiles {
  return {
    async openRecordingFile(progress, signal) {
      const file = await chooseFile(document, '.wbs');
      return file ? importFile(client, file, progress, signal) : null;
    },
    async exportRecording(source, name, progress) {
      saveAs(document, await readRecording(client, source, progress), safeFileName(name, 'wbs'));
      return true;
    },
    importRecording: (file, progress, signal) => importFile(client, file, progress, signal),
    copyToSend: (file, progress, signal) => copyIntoWorkspace(client, file, progress, signal),
    copiesChosenFiles: true,
    async chooseFileToSend(progress, signal) {
      const file = await chooseFile(document, '');
      return file && (await copyIntoWorkspace(client, file, progress, signal));
    },
    async saveRecords(records, progress, signal) {
      const { content, counts } = await readRecords(client, records, progress, signal);
      saveAs(document, content, records.name);
      return counts;
    },
    saveText: (name, text) => saveTextAs(document, text, name),
    saveContent: (name, content) => saveAs(document, content, name),
    collections: createCollectionPicker(document),
  };
}

/** Records in a form, as the content of a file. */
export async function readRecords(
  client: WirebenchClient,
  { form, ...records }: Omit<SavedRecords, 'name'>,
  progress: FileProgress,
  signal: AbortSignal,
): Promise<{ readonly content: Blob; readonly counts: WrittenCounts }> {
  const collected = new CollectedBlob();
  let counts = { records: 0, leftOut: 0, damaged: 0 };
  for await (const { bytes, share, ...soFar } of writtenRecords(client, records, form, signal)) {
    if (collected.size + bytes.length > largestCopyBytes) throw tooManyRecords();
    collected.add(bytes);
    counts = soFar;
    progress(share);
  }
  return { content: collected.finish('application/octet-stream'), counts };
}

function tooManyRecords(): WirebenchError {
  return new WirebenchError(
    'LIMIT',
    `These are more than ${formatBytes(largestCopyBytes)}, which is as much as a browser can hold. Select fewer records, or use “wirebench show”.`,
  );
}

/** The whole file of a recording. */
export async function readRecording(
  client: WirebenchClient,
  source: { readonly recording: RecordingId; readonly copy?: number },
  progress: FileProgress,
): Promise<Blob> {
  const collected = new CollectedBlob();
  for (;;) {
    const { output, body } = await client.call('recordings.read', { ...source, offset: collected.size });
    if (output.size > largestCopyBytes) {
      throw new WirebenchError(
        'LIMIT',
        `This recording has ${formatBytes(output.size)}, more than a browser can hold. Copy its file from the workspace folder instead.`,
      );
    }
    collected.add(body);
    progress(output.size === 0 ? 1 : collected.size / output.size);
    if (collected.size >= output.size) return collected.finish('application/vnd.sqlite3');
    if (body.length === 0) {
      throw new WirebenchError(
        'INTERNAL',
        'The recording’s file became shorter while it was copied. Copy it again.',
      );
    }
  }
}

/** `accept` as in HTML; empty for any file. */
function chooseFile(document: Document, accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}
