import { formatCount } from '../base/quantity.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { ImportFile, RawImportFile } from './importedTree.ts';

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
  return 'It is larger than 16 MiB, the most that is imported at once.';
}

/** The text of a file: UTF-16 where its first bytes say so, UTF-8 otherwise. A problem is a sentence: no other encoding is guessed. */
export function importFileOf(file: RawImportFile): Result<ImportFile, string> {
  if ('problem' in file) return fail(file.problem);
  const { path, bytes } = file;
  if (isDatabase(bytes))
    return fail('It is a database, as recordings are. Open a .wbs file above the list of recordings.');
  const encoding = encodingOf(bytes);
  const text = decoded(bytes, encoding);
  if (text === null) return fail(`${whyNoText(bytes, encoding)} Save it as UTF-8, and import it again.`);
  if (text.includes('\0')) return fail('It is not a text file: it contains zero bytes.');
  return ok({ path, text });
}

/** https://www.sqlite.org/fileformat.html#magic_header_string */
function isDatabase(bytes: Uint8Array): boolean {
  return new TextEncoder().encode('SQLite format 3\0').every((byte, index) => bytes[index] === byte);
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Null where a byte belongs to no character. */
function decoded(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function whyNoText(bytes: Uint8Array, encoding: Encoding): string {
  const at = invalidOffset(bytes, encoding);
  const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return `It is not valid ${encodingNames[encoding]}: the byte ${byte} at offset ${formatCount(at)} belongs to no character.`;
}

/** Where the first character begins that cannot be decoded: the first replacement character that does not stand in the file itself. */
function invalidOffset(bytes: Uint8Array, encoding: Encoding): number {
  const lossy = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  let from = 0;
  for (const { index } of lossy.matchAll(/\uFFFD/g)) {
    offset += lengthOf(lossy.slice(from, index), encoding);
    from = index;
    const own = bytes.subarray(offset, offset + lengthOf('\uFFFD', encoding));
    if (decoded(own, encoding) !== '\uFFFD') return offset;
  }
  return offset;
}

function lengthOf(text: string, encoding: Encoding): number {
  return encoding === 'utf-8' ? new TextEncoder().encode(text).length : 2 * text.length;
}
