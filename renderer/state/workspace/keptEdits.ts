import { z } from 'zod';
import { endpointSchema, type Endpoint } from '../../../shared/model/connection.ts';
import { connectionIdSchema, type ConnectionId } from '../../../shared/model/ids.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

const storageKey = 'wirebench.connectionEdits';

const keptSchema = z.array(
  z.strictObject({ id: connectionIdSchema, endpoint: endpointSchema, revision: z.string() }),
);

/** What was typed into a connection, and not in its file when the page was left. */
interface KeptEdit {
  readonly id: ConnectionId;
  readonly endpoint: Endpoint;
  /** Of the file that the edit began with. */
  readonly revision: string;
}

/** The edits that the page had when it was left; they are given out once. */
export function takeEdits(storage: KeyStorage): readonly KeptEdit[] {
  const kept = readStored(storage, storageKey, keptSchema) ?? [];
  keepEdits(storage, []);
  return kept;
}

export function keepEdits(storage: KeyStorage, edits: readonly KeptEdit[]): void {
  writeStored(storage, storageKey, edits);
}
