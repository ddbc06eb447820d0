import { fail, ok, type Result } from '../base/result.ts';
import { parseDocument } from './documentText.ts';
import type { ImportContext, ImportedCollection, ImportFile } from './importedTree.ts';
import { readAsyncApi } from './asyncApi.ts';
import { isAsyncApi } from './asyncApiDocument.ts';
import { readBruno } from './bruno.ts';
import { withoutCredentials } from './writtenCredentials.ts';
import { isInsomnia5, readInsomnia5 } from './insomnia.ts';
import { isInsomnia4, readInsomnia4 } from './insomnia4.ts';
import { isPostman3, readPostman3 } from './postman3.ts';
import {
  isPostmanCollection,
  isPostmanEnvironment,
  readPostmanCollection,
  readPostmanEnvironment,
} from './postman.ts';
import {
  isPacketSenderExport,
  isPacketsIni,
  isTrafficLog,
  readPacketSenderExport,
  readPacketsIni,
  readTrafficLog,
} from './packetSender.ts';

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
  { is: isPacketSenderExport, read: readPacketSenderExport },
  { is: isAsyncApi, read: readAsyncApi },
];

const unknown =
  'Wirebench cannot import this file. It imports collections of Insomnia, Bruno and Postman, environments of Postman, packets of Packet Sender, and documents of AsyncAPI 2 and 3.';

/**
 * Reads what other programs keep their requests in. Whatever is given, this ends with a collection or a sentence; nothing is opened, and
 * nothing outside the files is read.
 */
export function readCollection(
  files: readonly ImportFile[],
  context: ImportContext,
): Result<ImportedCollection, string> {
  try {
    const collection = read(files, context);
    return collection.ok ? ok(withoutCredentials(collection.value, context)) : collection;
  } catch (error) {
    // Too many levels, in one of the ways in which a file can have levels.
    if (error instanceof RangeError) return fail('It is nested too deeply to be read.');
    throw error;
  }
}

function read(files: readonly ImportFile[], context: ImportContext): Result<ImportedCollection, string> {
  const [only] = files;
  if (!only) return fail('There is nothing in it that can be imported.');
  if (isPacketsIni(only.text)) return ok(readPacketsIni(only.text, context));
  if (isTrafficLog(only.text)) return ok(readTrafficLog(only.text, context));
  if (isPostman3(files)) return ok(readPostman3(files, context));
  const bruno = readBruno(files, context);
  if (bruno) return ok(bruno);
  if (files.length > 1)
    return fail(
      'There is no collection of Bruno or Postman (version 3) in this folder. For other programs, import the files themselves; you can choose several.',
    );
  const parsed = parseDocument(only.text);
  if (!parsed.ok) return parsed;
  const kind = documentKinds.find(({ is }) => is(parsed.value));
  return kind ? ok(kind.read(parsed.value, context)) : fail(unknown);
}
