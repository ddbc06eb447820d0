import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { fileRefusal } from './files.ts';

/**
 * Writes a file of the person's, piece by piece, and passes the pieces on. It replaces what is at the path once it is whole and on the disk;
 * until then it has another name beside it, and is deleted if the caller stops early. Rejects with a sentence.
 */
export async function* savedPieces<Piece extends { readonly bytes: Uint8Array }>(
  path: string,
  pieces: AsyncIterable<Piece>,
): AsyncGenerator<Piece, void, undefined> {
  const draft = `${path}.${randomUUID()}.part`;
  const refuse = (error: unknown): never => {
    throw fileRefusal(`${path} could not be saved`, error);
  };
  const handle = await open(draft, 'wx').catch(refuse);
  try {
    for await (const piece of pieces) {
      await handle.writeFile(piece.bytes).catch(refuse);
      yield piece;
    }
    await handle.sync().catch(refuse);
    await handle.close();
    await rename(draft, path).catch(refuse);
  } finally {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
  }
}
