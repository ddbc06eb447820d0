import type { Result } from '../../../shared/base/result.ts';
import { connectionSchema, endpointKinds, type Connection } from '../../../shared/model/connection.ts';
import type { LineProblem } from './jsonText.ts';
import { parseWorkspaceFile } from './workspaceFile.ts';

/**
 * The text of a connection's file. Names stand in the order of the schema, so that a change of one field is one changed line.
 */
export function formatConnectionFile(connection: Connection): string {
  return `${JSON.stringify(connectionSchema.parse(connection), null, 2)}\n`;
}

/** Reads a connection's file. A problem names the first mistake, its line, and what to do. */
export function parseConnectionFile(bytes: Uint8Array): Result<Connection, LineProblem> {
  return parseWorkspaceFile(bytes, connectionSchema, {
    subject: 'A connection is',
    whyNot: (field) => (field === 'endpoint.kind' ? `It is one of ${endpointKinds.join(', ')}.` : undefined),
  });
}
