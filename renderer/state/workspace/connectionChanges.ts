import type { ConnectionChanges } from '../../../shared/contract/connections.ts';
import type {
  ConnectionFolder,
  SavedConnection,
  WorkspaceProblem,
} from '../../../shared/model/connection.ts';

/** The saved connections as they are known. */
export interface KnownConnections {
  readonly connections: ReadonlyMap<string, SavedConnection>;
  readonly folders: readonly ConnectionFolder[];
  readonly problems: readonly WorkspaceProblem[];
}

/** Nothing is known yet. */
export const noConnections: KnownConnections = { connections: new Map(), folders: [], problems: [] };

/** What is known after an item of the list. */
export function withChanges(known: KnownConnections, changes: ConnectionChanges): KnownConnections {
  const connections = new Map(changes.isFirst ? [] : known.connections);
  for (const id of changes.gone) connections.delete(id);
  for (const connection of changes.connections) connections.set(connection.id, connection);
  const folders = changes.folders ?? (changes.isFirst ? [] : known.folders);
  return { connections, folders, problems: changes.problems };
}
