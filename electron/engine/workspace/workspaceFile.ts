import type { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { parseJson, type LineProblem, type ParsedJson, type TextPlace } from '../files/jsonText.ts';

/** The words for a file of the workspace in sentences about it. */
export interface FileWords {
  /** “A connection is”: the beginning of the sentence that says what it should be. */
  readonly subject: string;
  /** A better reason than the schema's for a mistake in a field; undefined when there is none. */
  readonly whyNot?: (field: string) => string | undefined;
}

/** Reads a file of the workspace: JSON with a `version`. A problem names the first mistake, its place, and what to do. */
export function parseWorkspaceFile<Schema extends z.ZodType>(
  bytes: Uint8Array,
  schema: Schema,
  words: FileWords,
): Result<z.output<Schema>, LineProblem> {
  const text = decode(bytes);
  if (text === null) return fail({ ...start, message: 'The file is not UTF-8 text. Save it as UTF-8.' });
  const json = parseJson(text);
  if (!json.ok) return json;
  const newer = newerVersion(json.value.value);
  if (newer !== null) {
    const message = `This file has format ${newer} and was written by a newer Wirebench. Update Wirebench to use it.`;
    return fail({ ...json.value.placeOf(['version']), message });
  }
  const parsed = schema.safeParse(json.value.value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return fail(issue ? describeIssue(issue, json.value, words) : { ...start, message: shapeOf(words) });
}

const start: TextPlace = { line: 1, column: 1 };

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Removes a byte order mark, which editors on Windows write. */
function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function newerVersion(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('version' in value)) return null;
  return typeof value.version === 'number' && value.version > 1 ? value.version : null;
}

function describeIssue(issue: z.core.$ZodIssue, json: ParsedJson, words: FileWords): LineProblem {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `“${key}”`).join(', ');
    const place = json.placeOf([...issue.path, issue.keys[0] ?? '']);
    return { ...place, message: `There is no field ${names} here. Correct the spelling, or remove it.` };
  }
  const place = json.placeOf(issue.path);
  const field = issue.path.map(String).join('.');
  if (field === '') return { ...place, message: shapeOf(words) };
  if (isMissing(json.value, issue.path)) return { ...place, message: `“${field}” is missing.` };
  return { ...place, message: `“${field}” is wrong: ${words.whyNot?.(field) ?? whyNot(issue)}` };
}

function whyNot(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? `It must be one of ${issue.values.join(', ')}.` : issue.message;
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let current = value;
  for (const name of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return true;
    current = Reflect.get(current, name);
  }
  return false;
}

function shapeOf({ subject }: FileWords): string {
  return `${subject} an object in { }.`;
}
