import { join } from 'node:path';
import { fileRefusal } from '../files/files.ts';
import { swapFile, type SwapOutcome } from '../files/swapFile.ts';

/** A file as it was read. Its path is relative to the folder of all, with `/` on every system. */
export interface JsonFileVersion {
  readonly file: string;
  readonly digest: string;
}

interface JsonSwap {
  /** What is replaced or deleted; null for a new file. */
  readonly from: JsonFileVersion | null;
  /** Its path from now on; null deletes it. */
  readonly to: string | null;
  /** Null leaves it as it is. */
  readonly text: string | null;
}

/** As `swapFile`, in a folder. Rejects with a sentence. */
export async function swapJsonFile(
  folder: string,
  { from, to, text }: JsonSwap,
  freshId: string,
): Promise<SwapOutcome> {
  const path = join(folder, to ?? from?.file ?? '');
  try {
    return await swapFile({
      from: from && { path: join(folder, from.file), digest: from.digest },
      to: to === null ? null : path,
      text,
      id: freshId,
    });
  } catch (error) {
    throw fileRefusal(`${path} could not be ${to === null ? 'deleted' : 'saved'}`, error);
  }
}
