import { quoted } from '../../shared/bytes/visibleText.ts';
import { WirebenchError } from '../../shared/base/errors.ts';
import type { RecordingId } from '../../shared/model/ids.ts';
import { largestPieceBytes } from '../../shared/model/recording.ts';
import type { WirebenchClient } from '../state/base/client.ts';
import type { FileProgress } from '../state/workspace/files.ts';

/** A file as the page has it. */
type PageFile = Pick<File, 'name' | 'size' | 'slice'>;

/** Imports a recording into the workspace; null when the signal fired before it was whole. */
export async function importFile(
  client: WirebenchClient,
  file: PageFile,
  progress: FileProgress,
  signal: AbortSignal,
): Promise<RecordingId | null> {
  const name = file.name.slice(-200);
  const { import: id } = await client.call('recordings.beginImport', { name, size: file.size });
  for await (const { offset, bytes } of piecesOf(file)) {
    if (signal.aborted) {
      await client.call('recordings.cancelImport', { import: id });
      return null;
    }
    await client.call('recordings.importPiece', { import: id, offset }, { body: bytes });
    progress((offset + bytes.length) / file.size);
  }
  return (await client.call('recordings.finishImport', { import: id })).recording;
}

/** Copies a file to be sent into the workspace, and returns its path there; null when the signal fired before it was whole. */
export async function copyIntoWorkspace(
  client: WirebenchClient,
  file: PageFile,
  progress: FileProgress,
  signal: AbortSignal,
): Promise<string | null> {
  const name = file.name.slice(-200);
  const { import: id } = await client.call('files.beginImport', { name, size: file.size });
  for await (const { offset, bytes } of piecesOf(file)) {
    if (signal.aborted) {
      await client.call('files.cancelImport', { import: id });
      return null;
    }
    await client.call('files.importPiece', { import: id, offset }, { body: bytes });
    progress((offset + bytes.length) / file.size);
  }
  return (await client.call('files.finishImport', { import: id })).path;
}

/** Reads a file a piece at a time. */
async function* piecesOf(
  file: PageFile,
): AsyncGenerator<{ readonly offset: number; readonly bytes: Uint8Array }> {
  for (let offset = 0; offset < file.size; offset += largestPieceBytes) {
    const bytes = await bytesOf(file.slice(offset, offset + largestPieceBytes), file.name);
    yield { offset, bytes };
  }
}

async function bytesOf(blob: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw new WirebenchError(
      'BAD_REQUEST',
      `The browser could not read ${quoted(name)}. Check that the file still exists and may be read, then open it again.`,
      { cause: error },
    );
  }
}
