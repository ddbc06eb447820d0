import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { codeOf, messageOf } from '../../../../shared/base/errors.ts';
import { isBusy, sqliteCodeOf } from '../fileProblem.ts';
import type { HoldOutcome } from '../protocol.ts';

/**
 * An operating system's lock on a file, acquired through SQLite, which can lock on every system that Node runs on. The lock belongs to the
 * open file, not to its content: it ends with the process, however that ends, and a copy of the file is free. On POSIX systems closing any
 * other descriptor of the file would drop it (fcntl(2)), so nothing else opens the file.
 */
export class HeldFile {
  readonly inode: number;
  private readonly database: DatabaseSync;

  /**
   * Null while somebody else holds the file, in this process or another. Never waits. Throws what the file system or SQLite threw when the
   * lock is impossible.
   */
  static hold(path: string): HeldFile | null {
    // SQLite would open a file without write permission for reading, and then begin without any lock (sqlite.org/c3ref/open.html).
    if (existsSync(path)) accessSync(path, constants.W_OK);
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      // In memory, because a full disk has no room for a journal beside the file. Nothing is ever written: the file stays empty.
      database.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
      return new HeldFile(path, database);
    } catch (error) {
      database.close();
      if (isBusy(error)) return null;
      throw error;
    }
  }

  /** Whether somebody holds a file that we may only read. */
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
    this.database = database;
    this.inode = statSync(path).ino;
  }

  release(): void {
    this.database.close();
  }
}

/** Holds a file for a caller in another thread; an error's codes would be lost on the way there. */
export function holdOutcome(path: string, keep: (held: HeldFile) => void): HoldOutcome {
  try {
    const held = HeldFile.hold(path);
    if (held) keep(held);
    return { inode: held?.inode ?? null };
  } catch (error) {
    const code = codeOf(error);
    const errcode = sqliteCodeOf(error);
    return {
      thrown: {
        message: messageOf(error),
        ...(code === undefined ? {} : { code }),
        ...(errcode === null ? {} : { errcode }),
      },
    };
  }
}
