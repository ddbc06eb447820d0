import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { Cell } from '../../../shared/base/signal.ts';
import {
  connectionSchema,
  type Connection,
  type Endpoint,
  type WorkspaceProblem,
} from '../../../shared/model/connection.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { fileTextOf, largestFileBytes, parseConnectionFile } from './connectionFile.ts';
import { connectionFileName } from '../files/fileName.ts';
import {
  fileRefusal,
  namesIn,
  readSmallFile,
  stampOf,
  syncFolder,
  temporaryEnding,
  writeFileAtomically,
  type FileStamp,
} from '../files/files.ts';
import { Serial } from '../base/serial.ts';

/** What the folder holds: connections, and the files that are none. */
export interface ConnectionList {
  /** In the order of their names. */
  readonly connections: Connection[];
  readonly problems: WorkspaceProblem[];
}

/** A file as it was read last. */
type ReadFile =
  | { readonly version: string; readonly connection: Connection }
  | { readonly version: string; readonly problem: Omit<WorkspaceProblem, 'file'> };

/**
 * The saved connections, one JSON file each. A file keeps its name when its connection is renamed, so that its history stays in one
 * piece. A file with a mistake in it is told, and never written or deleted from here.
 */
export class ConnectionFiles {
  readonly list = new Cell<ConnectionList>({ connections: [], problems: [] });
  private readonly folder: string;
  private readonly makeId: () => string;
  private readonly changed: (before: Connection, list: ConnectionList) => Promise<void>;
  private readonly serial = new Serial();
  private files = new Map<string, ReadFile>();

  /** `changed` is told what a connection was before it was updated or removed from here, and waited for; it does not reject. */
  constructor(
    folder: string,
    makeId: () => string,
    changed: (before: Connection, list: ConnectionList) => Promise<void> = () => Promise.resolve(),
  ) {
    this.folder = folder;
    this.makeId = makeId;
    this.changed = changed;
  }

  /** Throws NOT_FOUND. */
  get(id: ConnectionId): Connection {
    const connection = this.list.value.connections.find((each) => each.id === id);
    if (connection) return connection;
    throw new WirebenchError(
      'NOT_FOUND',
      'This connection is not in the workspace any more, or its file has a mistake.',
    );
  }

  /** Rejects with a sentence when the file cannot be written. */
  create(name: string, endpoint: Endpoint): Promise<Connection> {
    return this.serial.run(async () => {
      const connection = connectionSchema.parse({ version: 1, id: this.makeId(), name, endpoint });
      const text = fileTextOf(connection);
      await this.write(await this.freeName(connection), text);
      return connection;
    });
  }

  /**
   * Rejects with NOT_FOUND when its file is gone or has a mistake by now. A file that was named after the connection follows its name;
   * one that a person named keeps theirs.
   */
  update(id: ConnectionId, name: string, endpoint: Endpoint): Promise<Connection> {
    return this.serial.run(async () => {
      const before = await this.fileOf(id);
      const connection = connectionSchema.parse({ version: 1, id, name, endpoint });
      const text = fileTextOf(connection);
      await this.write(await this.renamed(before.name, before.connection, name), text);
      await this.changed(before.connection, this.list.value);
      return connection;
    });
  }

  /** Rejects with NOT_FOUND as `update` does. */
  remove(id: ConnectionId): Promise<void> {
    return this.serial.run(async () => {
      const { name, connection } = await this.fileOf(id);
      const path = join(this.folder, name);
      try {
        await rm(path);
        await syncFolder(this.folder);
      } catch (error) {
        throw fileRefusal(`${path} could not be deleted`, error);
      }
      await this.scan();
      await this.changed(connection, this.list.value);
    });
  }

  /** Looks at the folder again. Only files that have changed are read. */
  rescan(): Promise<void> {
    return this.serial.run(() => this.scan());
  }

  /** Resolves when nothing is being written any more. */
  settled(): Promise<void> {
    return this.serial.settled();
  }

  private async write(file: string, text: string): Promise<void> {
    const temporary = `.${this.makeId()}${temporaryEnding}`;
    await writeFileAtomically(join(this.folder, file), text, temporary);
    await this.scan();
  }

  /** The file as it is now, not as it was when the folder was looked at last. */
  private async fileOf(id: ConnectionId): Promise<{ name: string; connection: Connection }> {
    await this.scan();
    this.get(id);
    for (const [name, file] of this.inOrder()) {
      if ('connection' in file && file.connection.id === id) return { name, connection: file.connection };
    }
    throw new WirebenchError('NOT_FOUND', 'This connection is not in the workspace any more.');
  }

  /** Renames before the content changes: whenever the program ends in between, there is one file with this connection. */
  private async renamed(file: string, before: Connection, name: string): Promise<string> {
    const target = connectionFileName(name, before.id);
    const wasGiven = file === connectionFileName(before.name, before.id);
    if (!wasGiven || target === file || (await stampOf(join(this.folder, target)))) return file;
    try {
      await rename(join(this.folder, file), join(this.folder, target));
      await syncFolder(this.folder);
      return target;
    } catch (error) {
      throw fileRefusal(`${file} could not be renamed`, error);
    }
  }

  private async freeName(connection: Connection): Promise<string> {
    const short = connectionFileName(connection.name, connection.id);
    return (await stampOf(join(this.folder, short))) ? `${connection.id}.json` : short;
  }

  private async scan(): Promise<void> {
    const files = new Map<string, ReadFile>();
    for (const name of await namesIn(this.folder)) {
      if (name.startsWith('.') || !name.endsWith('.json')) continue;
      const stamp = await stampOf(join(this.folder, name));
      if (!stamp) continue;
      const known = this.files.get(name);
      files.set(name, known?.version === stamp.version ? known : await this.read(name, stamp));
    }
    const isSame =
      files.size === this.files.size && [...files].every(([name, file]) => this.files.get(name) === file);
    this.files = files;
    if (!isSame) this.list.set(this.summary());
  }

  private async read(name: string, { version, isRegular }: FileStamp): Promise<ReadFile> {
    const problem = (message: string, line: number | null = null): ReadFile => ({
      version,
      problem: { line, message },
    });
    if (!isRegular) return problem('This is not a regular file, so it was not read.');
    try {
      const bytes = await readSmallFile(join(this.folder, name), largestFileBytes);
      if (!bytes) return problem('The file is larger than 1 MiB, so it was not read.');
      const parsed = parseConnectionFile(bytes);
      return parsed.ok
        ? { version, connection: parsed.value }
        : problem(parsed.problem.message, parsed.problem.line);
    } catch (error) {
      return problem(fileRefusal('The file could not be read', error).message);
    }
  }

  private inOrder(): [string, ReadFile][] {
    return [...this.files].toSorted(([left], [right]) => (left < right ? -1 : 1));
  }

  private summary(): ConnectionList {
    const owners = new Map<ConnectionId, string>();
    const connections: Connection[] = [];
    const problems: WorkspaceProblem[] = [];
    for (const [file, read] of this.inOrder()) {
      const owner = 'connection' in read ? owners.get(read.connection.id) : undefined;
      if ('problem' in read) {
        problems.push({ file, ...read.problem });
      } else if (owner !== undefined) {
        const message = `It has the same id as ${owner}. Write another id, or delete one of the two files.`;
        problems.push({ file, line: null, message });
      } else {
        owners.set(read.connection.id, file);
        connections.push(read.connection);
      }
    }
    return { connections: connections.toSorted(byName), problems };
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function byName(left: Connection, right: Connection): number {
  return collator.compare(left.name, right.name) || (left.id < right.id ? -1 : 1);
}
