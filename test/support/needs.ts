import { plural } from '../../shared/base/quantity.ts';
import { pathOf } from './programs/program.ts';
import { canMount } from './smallDisk.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** A clause that says why this test, or every test of this group, is skipped on this machine. */
    skippedBecause?: string;
  }
}

/** For a `describe` or an `it`: skips it where something is missing, and tells the summary what. */
export interface Needs {
  readonly skip?: true;
  readonly meta?: { readonly skippedBecause: string };
}

/** Runs where every one of these is null; is skipped for the first that is not, which is a clause such as “socat is not installed”. */
export function needs(...missing: readonly (string | null)[]): Needs {
  const why = missing.find((each) => each !== null);
  return why === undefined || why === null ? {} : { skip: true, meta: { skippedBecause: why } };
}

/** Null where all of these programs are installed. */
export function programs(...names: readonly string[]): string | null {
  const absent = names.filter((name) => pathOf(name) === null);
  return absent.length === 0
    ? null
    : `${absent.join(' and ')} ${plural(absent.length, 'is', 'are')} not installed`;
}

/** Null everywhere but on Windows. */
export const notOnWindows: string | null =
  process.platform === 'win32' ? 'Windows has no such files, signals or permissions' : null;

/** Null on Linux. */
export const onLinux: string | null = process.platform === 'linux' ? null : 'only Linux has it';

/** Null unless the tests run as root, who may read and write everything. */
export const notAsRoot: string | null =
  process.getuid?.() === 0 ? 'root may write everywhere, and the tests run as root' : null;

/** Null where a test may mount a disk of its own. */
export function disksOfOurOwn(): string | null {
  return canMount() ? null : 'a disk may be mounted by root on Linux only, and not in every container';
}
