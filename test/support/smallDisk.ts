import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small file system of its own, in memory, that can be filled and emptied; needs root on Linux (`canMount`). */
export class SmallDisk implements Disposable {
  readonly folder: string;

  /** `folder` is made. */
  constructor(folder: string, megabytes: number) {
    this.folder = folder;
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'wirebench-test', folder]);
  }

  grow(megabytes: number): void {
    execFileSync('mount', ['-o', `remount,size=${megabytes}m`, this.folder]);
  }

  makeReadOnly(): void {
    execFileSync('mount', ['-o', 'remount,ro', this.folder]);
  }

  /** Takes all the room that is left, or so many bytes of it. */
  fill(bytes = Number.POSITIVE_INFINITY): void {
    const file = openSync(this.ballast, 'a');
    try {
      for (let left = bytes; left > 0;) left -= writeSync(file, new Uint8Array(Math.min(left, 65_536)));
    } catch {
      // Full is what it is meant to be.
    } finally {
      closeSync(file);
    }
  }

  /** Gives back the room that `fill` has taken. */
  free(): void {
    rmSync(this.ballast);
  }

  [Symbol.dispose](): void {
    execFileSync('umount', ['-l', this.folder]);
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }
}

export function canMount(): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false;
  const folder = mkdtempSync(join(tmpdir(), 'wirebench-'));
  try {
    new SmallDisk(join(folder, 'disk'), 1)[Symbol.dispose]();
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
