import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../shared/base/errors.ts';

/** 1 MiB: some ten thousand lines. */
const largestFileBytes = 1024 * 1024;

/** 4 KiB: a sentence with a path in it; more would be data. */
const longestLine = 4096;

/** The newest first. Together they are 3 MiB at most. */
const names = ['wirebench.log', 'wirebench.1.log', 'wirebench.2.log'] as const;

/**
 * Lines in a file of a folder, in turn in three. Each is written before the call returns: the last one before a crash is the one that is
 * looked for. Other programs may write into the same files.
 */
export class LogFile {
  readonly folder: string;

  /** The folder is created with the first line. */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Throws an error of the system. */
  write(line: string): void {
    mkdirSync(this.folder, { recursive: true });
    const path = this.pathOf(0);
    if (sizeOf(path) > largestFileBytes) this.rotate();
    appendFileSync(path, `${line.slice(0, longestLine)}\n`, { mode: 0o600 });
  }

  /** The newest lines, the oldest of them first; none where nothing can be read. */
  lastLines(count: number): readonly string[] {
    const lines: string[] = [];
    for (let index = 0; index < names.length && lines.length < count; index += 1) {
      lines.unshift(...linesOf(this.pathOf(index)));
    }
    return lines.slice(-count);
  }

  private rotate(): void {
    for (let index = names.length - 1; index > 0; index -= 1) {
      renameIfThere(this.pathOf(index - 1), this.pathOf(index));
    }
  }

  private pathOf(index: number): string {
    return join(this.folder, names[index] ?? names[0]);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Another program may have done it at the same moment. */
function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
}
