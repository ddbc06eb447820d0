import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { largestPieceBytes } from '../../../shared/model/recording.ts';
import type { Clock } from '../base/deps.ts';
import { Serial } from '../base/serial.ts';
import { fileRefusal, makeFolder, removeLeftovers } from './files.ts';

/** 4 at once: a person drops a few files, and each holds a file open. */
const largestOpenImports = 4;
/** One minute without a piece: the sender has gone. */
const idleImportMs = 60_000;

interface IncomingFilesParts {
  /** Where unfinished files are; nothing else is in it. */
  readonly folder: string;
  /** Of their names. */
  readonly ending: string;
  readonly clock: Clock;
  readonly makeId: () => string;
}

interface IncomingFile {
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

/** Files on their way into the workspace, by numbers. They arrive in pieces. */
export class IncomingFiles {
  private readonly parts: IncomingFilesParts;
  private readonly incoming = new Map<number, IncomingFile>();
  private readonly beginnings = new Serial();
  private lastNumber = 0;

  constructor(parts: IncomingFilesParts) {
    this.parts = parts;
  }

  /** Deletes what earlier runs did not finish. */
  async clean(): Promise<void> {
    await removeLeftovers(this.parts.folder, '', idleImportMs);
  }

  /** Rejects with LIMIT while four other imports are open. */
  begin(label: string, size: number): Promise<number> {
    return this.beginnings.run(async () => {
      await this.dropIdle();
      if (this.incoming.size >= largestOpenImports) {
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

  /**
   * Lets `moveIn` put the file where it belongs, or read it. Rejects with BAD_REQUEST when it is not whole, and as `moveIn` does; the file is
   * dropped then.
   */
  async finish<Value>(
    number: number,
    moveIn: (path: string, label: string) => Promise<Value>,
  ): Promise<Value> {
    const { label, path, handle, size, serial, written } = this.get(number);
    this.incoming.delete(number);
    try {
      await serial.settled();
      if (written !== size) {
        throw new WirebenchError('BAD_REQUEST', `“${label}” arrived incomplete. Import it again.`);
      }
      await handle.sync();
      await handle.close();
      return await moveIn(path, label);
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(path, { force: true });
      throw renamed(fileRefusal(`“${label}” could not be imported`, error), path, label);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.incoming.keys()].map((number) => this.drop(number)));
  }

  /** A path for a file that is to come, in a folder that exists. */
  async temporaryPath(): Promise<string> {
    const { folder, makeId, ending } = this.parts;
    await makeFolder(folder);
    return join(folder, `${makeId()}${ending}`);
  }

  private add(opened: Pick<IncomingFile, 'label' | 'path' | 'handle' | 'size'>): number {
    this.lastNumber += 1;
    const touchedUs = this.parts.clock.nowUs();
    this.incoming.set(this.lastNumber, { ...opened, serial: new Serial(), written: 0, touchedUs });
    return this.lastNumber;
  }

  private get(number: number): IncomingFile {
    const incoming = this.incoming.get(number);
    if (incoming) return incoming;
    throw new WirebenchError('NOT_FOUND', 'This import is no longer open. Import the file again.');
  }

  private async dropIdle(): Promise<void> {
    const nowUs = this.parts.clock.nowUs();
    for (const [number, { touchedUs }] of this.incoming) {
      if (nowUs - touchedUs >= idleImportMs * 1000) await this.drop(number);
    }
  }

  /** Throws it away, if it is still on its way. */
  async drop(number: number): Promise<void> {
    const incoming = this.incoming.get(number);
    this.incoming.delete(number);
    await incoming?.handle.close().catch(() => undefined);
    if (incoming) await rm(incoming.path, { force: true });
  }
}

/** A refusal by the store names the temporary file, which nobody knows. */
function renamed(refusal: WirebenchError, path: string, label: string): WirebenchError {
  return new WirebenchError(refusal.code, refusal.message.replaceAll(path, label), { cause: refusal });
}
