import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from '../store/fileProblem.ts';

/**
 * A lock of the operating system on a file, taken by SQLite, which has one for every system that Node runs on. It belongs to the open file,
 * not to what is written: it ends with the process, however that ends, and a copy of the file is free. On POSIX systems closing any other
 * descriptor of the file would drop it (fcntl(2)), so nothing but this opens the file.
 */
export class HeldFile {
  private readonly path: string;
  private readonly database: DatabaseSync;
  private readonly inode: number;

  /** Null while somebody else holds it, in this process or another. Never waits. Throws what the file system or SQLite threw when it cannot be had. */
  static hold(path: string): HeldFile | null {
    // SQLite would open a file that it may not write to for reading, and would then begin without any lock (sqlite.org/c3ref/open.html).
    if (existsSync(path)) accessSync(path, constants.W_OK);
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      // In memory, because beside the file would be no room on a full disk. Nothing is ever written: the file stays empty.
      database.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
      return new HeldFile(path, database);
    } catch (error) {
      database.close();
      if (isBusy(error)) return null;
      throw error;
    }
  }

  /** Whether somebody holds a file that may be read only. */
  static isHeld(path: string): boolean {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    try {
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
      return false;
    } catch (error) {
      if (isBusy(error)) return true;
      throw error;
    } finally {
      database.close();
    }
  }

  private constructor(path: string, database: DatabaseSync) {
    this.path = path;
    this.database = database;
    this.inode = statSync(path).ino;
  }

  /** False once the file was deleted or replaced: who comes then finds another one, and free. */
  get isInPlace(): boolean {
    return statSync(this.path, { throwIfNoEntry: false })?.ino === this.inode;
  }

  release(): void {
    this.database.close();
  }
}
