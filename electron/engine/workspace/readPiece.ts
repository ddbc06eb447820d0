import { largestPieceBytes } from '../../../shared/model/recording.ts';
import { fileRefusal, openRegularFile } from '../files/files.ts';

/** At most 1 MiB of a recording's file, and the size of the whole. Rejects with a sentence. */
export async function readPiece(
  path: string,
  offset: number,
): Promise<{ readonly size: number; readonly bytes: Uint8Array }> {
  try {
    await using handle = await openRegularFile(path);
    const { size } = await handle.stat();
    const wanted = Math.max(0, Math.min(largestPieceBytes, size - offset));
    const { buffer, bytesRead } = await handle.read(new Uint8Array(wanted), 0, wanted, offset);
    return { size, bytes: buffer.subarray(0, bytesRead) };
  } catch (error) {
    throw fileRefusal('The recording could not be read', error);
  }
}
