import { fail, ok, type Result } from '../base/result.ts';
import type { ImportFile } from './importedTree.ts';

/** 16 MiB together: ten thousand requests with a body each. */
export const largestImportBytes = 16 * 1024 * 1024;
/** 5,000 files: a collection of Bruno has one for each request. */
export const mostImportFiles = 5000;

/** True for a file of a folder that may be a part of a collection: what else is in a folder, such as a repository, is not read. */
export function isCollectionFile(path: string): boolean {
  const parts = path.split('/');
  const isHidden = parts.slice(0, -1).some((part) => part === 'node_modules' || part === '.git');
  return !isHidden && /(?:\.bru|\.ya?ml|(?:^|\/)bruno\.json)$/i.test(path);
}

/** Says why so many bytes are not read; null when they are. */
export function sizeProblem(bytes: number): string | null {
  if (bytes <= largestImportBytes) return null;
  return 'It has more than 16 MiB, which is the most that is imported at once.';
}

/** The text of a file: UTF-8 or UTF-16 by its mark, and Latin-1 where it is neither, as Qt writes it. A problem is a sentence. */
export function importFileOf(path: string, bytes: Uint8Array): Result<ImportFile, string> {
  if (bytes.includes(0) && !isUtf16(bytes)) return fail('It is no text: it has bytes that are zero.');
  return ok({ path, text: textOf(bytes) });
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function textOf(bytes: Uint8Array): string {
  if (isUtf16(bytes)) return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The label stands for Windows-1252, which has the same letters.
    return new TextDecoder('latin1').decode(bytes);
  }
}
