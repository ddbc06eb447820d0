import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import {
  connectionSchema,
  type Connection,
  type Endpoint,
  type WorkspaceProblem,
} from '../../../shared/model/connection.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import type { Log } from '../base/deps.ts';
import { connectionFile } from './connectionFile.ts';
import { connectionFileName } from '../files/fileName.ts';
import { JsonFolder } from './jsonFolder.ts';

/** The content of the folder: connections, and the files that hold none. */
export interface ConnectionList {
  /** Sorted by name. */
  readonly connections: Connection[];
  readonly problems: WorkspaceProblem[];
}

/** The saved connections, one JSON file each. */
export class ConnectionFiles {
  readonly list = new Cell<ConnectionList>({ connections: [], problems: [] });
  private readonly makeId: () => string;
  private readonly folder: JsonFolder<Connection>;

  /** `replaced` receives a connection as it was before it was updated or removed from here, and is awaited; it must not reject. */
  constructor(
    folder: string,
    makeId: () => string,
    replaced: (before: Connection, list: ConnectionList) => Promise<void> = () => Promise.resolve(),
  ) {
    this.makeId = makeId;
    this.folder = new JsonFolder({
      folder,
      file: connectionFile,
      nameOf: ({ name, id }) => connectionFileName(name, id),
      compare: byName,
      gone: 'This connection is no longer in the workspace, or its file has a mistake.',
      makeId,
      listed: ({ items, problems }) => this.list.set({ connections: items, problems }),
      replaced: (before) => replaced(before, this.list.value),
    });
  }

  /** Throws NOT_FOUND. */
  get(id: ConnectionId): Connection {
    return this.folder.get(id);
  }

  /** Rejects with a sentence when the file cannot be written. */
  async create(name: string, endpoint: Endpoint): Promise<Connection> {
    const connection = connectionSchema.parse({ version: 1, id: this.makeId(), name, endpoint });
    await this.folder.create(connection);
    return connection;
  }

  /** Rejects with NOT_FOUND when its file is gone or has a mistake by now. */
  async update(id: ConnectionId, name: string, endpoint: Endpoint): Promise<Connection> {
    const connection = connectionSchema.parse({ version: 1, id, name, endpoint });
    await this.folder.update(connection);
    return connection;
  }

  /** Rejects with NOT_FOUND, like `update`. */
  remove(id: ConnectionId): Promise<void> {
    return this.folder.remove(id);
  }

  /** Looks at the folder again. Only files that have changed are read. */
  rescan(): Promise<void> {
    return this.folder.rescan();
  }

  /** Follows other programs' changes in the folder. */
  watch(log: Log): Disposable {
    return this.folder.watch(log, 'The connections could not be listed');
  }

  /** Resolves when no write is in progress any more. */
  settled(): Promise<void> {
    return this.folder.settled();
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function byName(left: Connection, right: Connection): number {
  return collator.compare(left.name, right.name) || (left.id < right.id ? -1 : 1);
}
