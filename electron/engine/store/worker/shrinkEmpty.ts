import type { DatabaseSync } from 'node:sqlite';

/** 1 KiB: nine tables and indices without rows take that many KiB, instead of nine pages of 16 KiB. */
const smallPageBytes = 1024;

/** 256 KiB: rewriting so much takes a millisecond or two. */
const largestRewrittenBytes = 256 * 1024;

/**
 * Makes the file of an attempt that carried nothing a tenth as large: a person who tries all day has hundreds of them. The file is rewritten
 * in place under SQLite's journal, so one that cannot be, since another program reads it, or the disk is full, stays as it is.
 */
export function shrinkEmpty(database: DatabaseSync): void {
  try {
    const payloads = database.prepare('SELECT frames_in + frames_out AS count FROM totals').get();
    const size = database.prepare(
      'SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size',
    );
    if (payloads?.['count'] !== 0 || Number(size.get()?.['size']) > largestRewrittenBytes) return;
    // What is recorded does not pass through a temporary folder.
    database.exec(`PRAGMA temp_store=MEMORY; PRAGMA page_size=${smallPageBytes}; VACUUM`);
  } catch {
    return;
  }
}
