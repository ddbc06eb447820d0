import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Waits until a file and its name are on the disk and survive a power failure. Never call it for a file that SQLite has open for writing:
 * on POSIX systems, closing any descriptor of a file gives up every lock that the process holds on it.
 */
export async function syncFile(path: string): Promise<void> {
  await sync(path);
  // A folder cannot be opened on Windows, and need not be: its file system itself keeps the order of these changes.
  if (process.platform !== 'win32') await sync(dirname(path));
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+').catch(() => open(path, 'r'));
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
