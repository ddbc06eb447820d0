import { accessSync, constants, existsSync } from 'node:fs';
import { toWireError } from '../../../../shared/base/errors.ts';
import { formatCounted, plural } from '../../../../shared/base/quantity.ts';
import { describeMoved, fileProblem, reasonOf, type FileReason } from '../fileProblem.ts';

/**
 * The reason why a recording could not be written. Both parts are sentences; `advice` is null where nothing can be done, and the recording
 * has ended.
 */
export interface WriteFailure {
  readonly cause: string;
  /** What lets the recording go on. */
  readonly advice: string | null;
}

type Sentences = (path: string) => { readonly cause: string; readonly advice: string };

/** Reasons that may pass while the file is open. All others end the recording. */
const passing: Readonly<Partial<Record<FileReason, Sentences>>> = {
  full: (path) => ({
    cause: `The disk is full, so “${path}” cannot be written.`,
    advice: 'Free some space, and the recording continues by itself.',
  }),
  device: (path) => ({
    cause: `The disk could not write “${path}”.`,
    advice: 'Check the disk; the recording continues by itself as soon as it can be written again.',
  }),
  busy: (path) => ({
    cause: `Another program keeps “${path}” locked.`,
    advice: 'Close the file there, and the recording continues by itself.',
  }),
  'read-only': (path) => ({
    cause: `“${path}” cannot be written because it or its folder is read-only.`,
    advice: 'Make it writable, and the recording continues by itself.',
  }),
  forbidden: (path) => ({
    cause: `“${path}” cannot be written because its permissions, or its folder’s, no longer allow it.`,
    advice: 'Change them back, and the recording continues by itself.',
  }),
  // The file is there and open: SQLite could not open the journal, which it makes beside the file.
  missing: (path) => ({
    cause: `“${path}” cannot be written because no file can be opened beside it.`,
    advice:
      'Make its folder writable, or close some sessions if too many files are open, and the recording continues by itself.',
  }),
  'out of memory': (path) => ({
    cause: `There is not enough memory to write “${path}”.`,
    advice: 'Close other programs, and the recording continues by itself.',
  }),
};

/** Tells passing failures from final ones. A file that is no longer at its path is lost, whatever else the system said. */
export function writeFailure(error: unknown, path: string): WriteFailure {
  const reason = reasonOf(error) === 'device' && !mayBeWritten(path) ? 'forbidden' : reasonOf(error);
  const sentences = reason === null ? undefined : passing[reason];
  if (!sentences) return { cause: toWireError(fileProblem(error, path)).message, advice: null };
  return existsSync(path) ? sentences(path) : { cause: describeMoved(path), advice: null };
}

/** SQLite calls a journal that it may open but not write a failing disk; a person would look in the wrong place. */
function mayBeWritten(path: string): boolean {
  try {
    for (const each of [path, `${path}-journal`]) if (existsSync(each)) accessSync(each, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** For a recording that was finished while it was held. */
export function describeMissing(cause: string, records: number): string {
  if (records === 0) return `${cause} All its records are in it, but it is not marked as complete.`;
  const last = records === 1 ? 'record' : formatCounted(records, 'record');
  return `${cause} The last ${last} could not be written and ${plural(records, 'is', 'are')} missing from it.`;
}
