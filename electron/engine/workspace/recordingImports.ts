import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { largestPieceBytes } from '../../../shared/model/recording.ts';
import type { Clock } from '../base/deps.ts';
import type { Store } from '../store/store.ts';
import { fileRefusal, makeFolder, removeLeftovers, syncFolder } from '../files/files.ts';
import { recordingEnding } from '../store/recordingIds.ts';
import { Serial } from '../base/serial.ts';

/** 4 at once: a person drops a few files, and each holds a file open. */
const largestOpenImports = 4;
/** One minute without a piece: the sender has gone. */
const idleImportMs = 60_000;

interface RecordingImportsParts {
  /** Where the files end up; unfinished imports are in its subfolder `.incoming`, on the same disk. */
  readonly folder: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly makeId: () => string;
  /** A free path for a recording of this name and start. */
  readonly choose: (name: string, startedAt: number) => Promise<string>;
}

interface OpenImport {
  /** The person's name for the file: for messages, never a path. */
  readonly label: string;
  readonly path: string;
  readonly handle: FileHandle;
  readonly size: number;
  /** Its pieces are written one after the other. */
  readonly serial: Serial;
  written: number;
  touchedUs: number;
}

/** Files on their way into the workspace. They arrive in pieces, and are moved into place once they prove to be session files. */
export class RecordingImports {
  private readonly parts: RecordingImportsParts;
  private readonly incoming: string;
  private readonly imports = new Map<number, OpenImport>();
  private readonly beginnings = new Serial();
  private lastNumber = 0;

  constructor(parts: RecordingImportsParts) {
    this.parts = parts;
    this.incoming = join(parts.folder, '.incoming');
  }

  /** Deletes imports that earlier runs did not finish. */
  async clean(): Promise<void> {
    await removeLeftovers(this.incoming, '', idleImportMs);
  }

  /** Rejects with LIMIT while four other imports are open. */
  begin(label: string, size: number): Promise<number> {
    return this.beginnings.run(async () => {
      await this.dropIdle();
      if (this.imports.size >= largestOpenImports) {
        const message = 'Four files are being imported already. Wait until one of them is done.';
        throw new WirebenchError('LIMIT', message);
      }
      try {
        const path = await this.temporaryPath();
        const handle = await open(path, 'wx');
        return this.add({ label, path, handle, size });
      } catch (error) {
        throw fileRefusal(`“${label}” could not be imported`, error);
      }
    });
  }

  /** Rejects with BAD_REQUEST for a piece that does not follow the previous one; the import is then thrown away. */
  async piece(number: number, offset: number, bytes: Uint8Array): Promise<void> {
    const incoming = this.get(number);
    incoming.touchedUs = this.parts.clock.nowUs();
    const end = offset + bytes.length;
    if (offset !== incoming.written || end > incoming.size || bytes.length > largestPieceBytes) {
      await this.drop(number);
      throw new WirebenchError(
        'BAD_REQUEST',
        'The pieces of the file arrived out of order. Import it again.',
      );
    }
    // Set before the piece is written: a second piece that arrives meanwhile has to follow this one.
    incoming.written = end;
    try {
      await incoming.serial.run(() => incoming.handle.writeFile(bytes));
    } catch (error) {
      await this.drop(number);
      throw fileRefusal(`“${incoming.label}” could not be imported`, error);
    }
  }

  /** Returns the path of the recording. Rejects with BAD_REQUEST, and drops the file, when it is not whole or not a session file. */
  async finish(number: number): Promise<string> {
    const { label, path, handle, size, serial, written } = this.get(number);
    this.imports.delete(number);
    try {
      await serial.settled();
      if (written !== size) {
        throw new WirebenchError('BAD_REQUEST', `“${label}” arrived incomplete. Import it again.`);
      }
      await handle.sync();
      await handle.close();
      return await this.moveIn(path);
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(path, { force: true });
      throw renamed(fileRefusal(`“${label}” could not be imported`, error), path, label);
    }
  }

  /** Imports a consistent copy of a file elsewhere on this machine. Rejects like `finish`. */
  async takeCopy(source: string): Promise<string> {
    const { store } = this.parts;
    // Not opened: opening would upgrade a file of an older version, and this file is somebody else’s.
    await store.summarize(source);
    const path = await this.temporaryPath();
    try {
      await store.copy(source, path);
      return await this.moveIn(path);
    } catch (error) {
      await rm(path, { force: true });
      throw fileRefusal(`“${source}” could not be imported`, error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.imports.keys()].map((number) => this.drop(number)));
  }

  private async moveIn(path: string): Promise<string> {
    const { store, choose, folder } = this.parts;
    await (await store.open(path)).close();
    // Somebody wanted it here, so it must not be deleted to make room.
    await store.setNamed(path);
    const { name, startedAt } = await store.summarize(path);
    const target = await choose(name, startedAt);
    await rename(path, target);
    await syncFolder(folder);
    return target;
  }

  private async temporaryPath(): Promise<string> {
    await makeFolder(this.incoming);
    return join(this.incoming, `${this.parts.makeId()}${recordingEnding}`);
  }

  private add(opened: Pick<OpenImport, 'label' | 'path' | 'handle' | 'size'>): number {
    this.lastNumber += 1;
    const touchedUs = this.parts.clock.nowUs();
    this.imports.set(this.lastNumber, { ...opened, serial: new Serial(), written: 0, touchedUs });
    return this.lastNumber;
  }

  private get(number: number): OpenImport {
    const incoming = this.imports.get(number);
    if (incoming) return incoming;
    throw new WirebenchError('NOT_FOUND', 'This import is no longer open. Import the file again.');
  }

  private async dropIdle(): Promise<void> {
    const nowUs = this.parts.clock.nowUs();
    for (const [number, { touchedUs }] of this.imports) {
      if (nowUs - touchedUs >= idleImportMs * 1000) await this.drop(number);
    }
  }

  private async drop(number: number): Promise<void> {
    const incoming = this.imports.get(number);
    this.imports.delete(number);
    await incoming?.handle.close().catch(() => undefined);
    if (incoming) await rm(incoming.path, { force: true });
  }
}

/** A refusal by the store names the temporary file, which nobody knows. */
function renamed(refusal: WirebenchError, path: string, label: string): WirebenchError {
  return new WirebenchError(refusal.code, refusal.message.replaceAll(path, label), { cause: refusal });
}
