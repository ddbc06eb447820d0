import type { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { connectionSchema, endpointKinds, type Connection } from '../../../shared/model/connection.ts';
import { parseJson, type LineProblem, type ParsedJson } from './jsonText.ts';

/**
 * The text of a connection's file. Names stand in the order of the schema, so that a change of one field is one changed line.
 */
export function formatConnectionFile(connection: Connection): string {
  return `${JSON.stringify(connectionSchema.parse(connection), null, 2)}\n`;
}

/** Reads a connection's file. A problem names the first mistake, its line, and what to do. */
export function parseConnectionFile(bytes: Uint8Array): Result<Connection, LineProblem> {
  const text = decode(bytes);
  if (text === null) return fail({ line: 1, message: 'The file is not UTF-8 text. Save it as UTF-8.' });
  const json = parseJson(text);
  if (!json.ok) return json;
  const newer = newerVersion(json.value.value);
  if (newer !== null) {
    const message = `This file is of format ${newer}, which a newer Wirebench wrote. Update Wirebench to use it.`;
    return fail({ line: json.value.lineOf(['version']), message });
  }
  const parsed = connectionSchema.safeParse(json.value.value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return fail(issue ? describeIssue(issue, json.value) : { line: 1, message: 'This is not a connection.' });
}

/** A byte order mark is taken off, as editors on Windows write one. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function newerVersion(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('version' in value)) return null;
  return typeof value.version === 'number' && value.version > 1 ? value.version : null;
}

function describeIssue(issue: z.core.$ZodIssue, json: ParsedJson): LineProblem {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `“${key}”`).join(', ');
    const line = json.lineOf([...issue.path, issue.keys[0] ?? '']);
    return { line, message: `Nothing is called ${names} here. Correct the spelling, or take it out.` };
  }
  const line = json.lineOf(issue.path);
  const field = issue.path.map(String).join('.');
  if (field === '') return { line, message: 'A connection is an object in { }.' };
  if (isMissing(json.value, issue.path)) return { line, message: `“${field}” is missing.` };
  const why = field === 'endpoint.kind' ? `It is one of ${endpointKinds.join(', ')}.` : issue.message;
  return { line, message: `“${field}” is not right: ${why}` };
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let current = value;
  for (const name of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return true;
    current = Reflect.get(current, name);
  }
  return false;
}
