import { fail, ok, type Result } from '../base/result.ts';
import { parseDocument } from './documentText.ts';
import type { ImportContext, ImportedCollection, ImportFile } from './importedTree.ts';
import { isInsomnia5, readInsomnia5 } from './insomnia.ts';
import { isInsomnia4, readInsomnia4 } from './insomnia4.ts';
import {
  isPostmanCollection,
  isPostmanEnvironment,
  readPostmanCollection,
  readPostmanEnvironment,
} from './postman.ts';

/** A kind of document, told by its content: names of files say nothing. */
interface DocumentKind {
  readonly is: (value: unknown) => boolean;
  readonly read: (value: unknown, context: ImportContext) => ImportedCollection;
}

const documentKinds: readonly DocumentKind[] = [
  { is: isInsomnia5, read: readInsomnia5 },
  { is: isInsomnia4, read: readInsomnia4 },
  { is: isPostmanCollection, read: readPostmanCollection },
  { is: isPostmanEnvironment, read: readPostmanEnvironment },
];

const unknown =
  'It is none of the files that can be imported: collections of Insomnia (version 4 or 5) and of Postman (version 2), and environments of Postman.';

/**
 * Reads what other programs keep their requests in. Whatever is given, this ends with a collection or a sentence; nothing is opened, and
 * nothing outside the files is read.
 */
export function readCollection(
  files: readonly ImportFile[],
  context: ImportContext,
): Result<ImportedCollection, string> {
  try {
    return read(files, context);
  } catch (error) {
    // Too many levels, in one of the ways in which a file can have levels.
    if (error instanceof RangeError) return fail('It is nested too deep to be read.');
    throw error;
  }
}

function read(files: readonly ImportFile[], context: ImportContext): Result<ImportedCollection, string> {
  const [only] = files;
  if (!only) return fail('There is nothing in it that can be imported.');
  const parsed = parseDocument(only.text);
  if (!parsed.ok) return parsed;
  const kind = documentKinds.find(({ is }) => is(parsed.value));
  return kind ? ok(kind.read(parsed.value, context)) : fail(unknown);
}
