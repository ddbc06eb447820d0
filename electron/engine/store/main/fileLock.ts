import { statSync } from 'node:fs';
import type { FileLock } from '../store.ts';
import type { StoreChannel } from './storeChannel.ts';

/** Locks a file in the worker, where SQLite is. Null while somebody else holds it; rejects with what the file system or SQLite threw. */
export async function holdFile(
  channel: StoreChannel,
  path: string,
  lost: () => void,
): Promise<FileLock | null> {
  const file = channel.newFile();
  const outcome = await channel.call('hold', { file, path });
  if ('thrown' in outcome) {
    const { message, ...codes } = outcome.thrown;
    throw Object.assign(new Error(message), codes);
  }
  if (outcome.inode === null) return null;
  const { inode } = outcome;
  let isLost = false;
  channel.listen(file, {
    event: () => undefined,
    lost: () => {
      isLost = true;
      lost();
    },
  });
  return {
    get isInPlace() {
      return !isLost && statSync(path, { throwIfNoEntry: false })?.ino === inode;
    },
    async release() {
      channel.unlisten(file);
      // If the thread is gone, the lock has ended, too.
      if (!channel.isLost) await channel.call('letGo', { file }).catch(() => null);
    },
  };
}
