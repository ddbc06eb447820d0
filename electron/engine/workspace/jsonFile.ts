import type { z } from 'zod';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Result } from '../../../shared/base/result.ts';
import type { LineProblem } from '../files/jsonText.ts';
import { parseWorkspaceFile, type FileWords } from './workspaceFile.ts';

/** A kind of JSON file in the workspace: its content, how it is written, and the words for it in sentences. */
export interface JsonFileKind<Item> {
  readonly schema: z.ZodType<Item>;
  readonly words: FileWords;
  /** Larger files are neither read nor written. */
  readonly largest: { readonly bytes: number; readonly text: string };
  /** The part of an item that its file holds, in that order; `withoutDefaults` helps. */
  readonly written: (item: Item) => object;
  /** A sentence: an item was not saved, since its file would be too large to read. */
  readonly tooLarge: string;
}

/**
 * The text of an item's file. Names are in the order of the schema, so that a change of one field changes one line. Throws LIMIT, with a
 * sentence, for a text too large to be read again.
 */
export function formatJsonFile<Item>(kind: JsonFileKind<Item>, item: Item): string {
  const text = `${JSON.stringify(kind.written(kind.schema.parse(item)), null, 2)}\n`;
  if (Buffer.byteLength(text) <= kind.largest.bytes) return text;
  throw new WirebenchError('LIMIT', kind.tooLarge);
}

/** Reads an item's file. A problem names the first mistake, its line, and what to do. */
export function parseJsonFile<Item>(kind: JsonFileKind<Item>, bytes: Uint8Array): Result<Item, LineProblem> {
  return parseWorkspaceFile(bytes, kind.schema, kind.words);
}
