import { z } from 'zod';
import {
  connectionNameSchema,
  endpointSchema,
  type Connection,
  type Endpoint,
  type SavedConnection,
} from '../../../shared/model/connection.ts';
import { folderPathSchema } from '../../../shared/model/connectionFolder.ts';
import { connectionIdSchema, type ConnectionId } from '../../../shared/model/ids.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';
import { readAddress } from './endpoints.ts';

const storageKey = 'wirebench.newConnections';

const keptSchema = z.array(
  z.strictObject({
    id: connectionIdSchema,
    name: connectionNameSchema,
    folder: folderPathSchema,
    endpoint: endpointSchema,
  }),
);

/** New connections that have no file yet, by their ids. */
export type NewConnections = ReadonlyMap<string, SavedConnection>;

/** As they were when the page was left. */
export function readNewConnections(storage: KeyStorage): NewConnections {
  const kept = readStored(storage, storageKey, keptSchema) ?? [];
  return new Map(kept.map((each) => [each.id, newConnection(each)]));
}

export function writeNewConnections(storage: KeyStorage, connections: NewConnections): void {
  const kept = [...connections.values()].map(({ id, name, folder, endpoint }) => ({
    id,
    name,
    folder,
    endpoint,
  }));
  writeStored(storage, storageKey, kept);
}

export function newConnection(
  parts: Pick<SavedConnection, 'id' | 'name' | 'folder' | 'endpoint'>,
): SavedConnection {
  return { version: 1, ...parts, revision: '' };
}

/** 80 random bits, as the engine's own ids have. */
export function newConnectionId(): ConnectionId {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return connectionIdSchema.parse(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}

/** True once there is something to keep: an address that can be read, or a name that a person gave. */
export function isWorthKeeping(connection: Connection, name: string, endpoint: Endpoint): boolean {
  const hasPlace = endpoint.address.trim() !== '' || ('bind' in endpoint && endpoint.bind.trim() !== '');
  return (hasPlace && readAddress(endpoint).ok) || name !== connection.name;
}
