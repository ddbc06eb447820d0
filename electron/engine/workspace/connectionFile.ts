import { isDeepStrictEqual } from 'node:util';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Result } from '../../../shared/base/result.ts';
import { connectionSchema, endpointSchema, type Connection } from '../../../shared/model/connection.ts';
import { endpointKinds } from '../../../shared/model/endpointKinds.ts';
import type { LineProblem } from '../files/jsonText.ts';
import { parseWorkspaceFile } from './workspaceFile.ts';

/** 1 MiB: four times what the largest endpoint takes as bare JSON, and read in a millisecond. */
export const largestFileBytes = 1024 * 1024;

/**
 * The text of a connection's file. Names stand in the order of the schema, so that a change of one field is one changed line; options
 * that are as they are by themselves are left out, so that what a person reads is what somebody chose.
 */
export function formatConnectionFile(connection: Connection): string {
  const { endpoint, ...rest } = connectionSchema.parse(connection);
  const { kind, address, ...options } = endpoint;
  const defaults: Record<string, unknown> = { ...endpointSchema.parse({ kind, address }) };
  const chosen = { kind, address, ...withoutDefaults(options, defaults) };
  return `${JSON.stringify({ ...rest, endpoint: chosen }, null, 2)}\n`;
}

/** Throws LIMIT, with a sentence, for a text that would not be read again. */
export function fileTextOf(connection: Connection): string {
  return withinLimit(formatConnectionFile(connection));
}

/** Throws as `fileTextOf` does. */
export function withinLimit(text: string): string {
  if (Buffer.byteLength(text) <= largestFileBytes) return text;
  throw new WirebenchError(
    'LIMIT',
    'This connection was not saved: its file would be larger than 1 MiB, and could not be read again. Shorten its options.',
  );
}

function withoutDefaults(values: object, defaults: object): Record<string, unknown> {
  const chosen: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const usual: unknown = Reflect.get(defaults, name);
    if (isDeepStrictEqual(value, usual)) continue;
    chosen[name] = isGroup(value) && isGroup(usual) ? withoutDefaults(value, usual) : value;
  }
  return chosen;
}

/** Options that stand together; a secret, where there is none by itself, is no such group. */
function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a connection's file. A problem names the first mistake, its line, and what to do. */
export function parseConnectionFile(bytes: Uint8Array): Result<Connection, LineProblem> {
  return parseWorkspaceFile(bytes, connectionSchema, {
    subject: 'A connection is',
    whyNot: (field) => (field === 'endpoint.kind' ? `It is one of ${endpointKinds.join(', ')}.` : undefined),
  });
}
