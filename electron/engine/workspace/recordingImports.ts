import { realpath, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Clock } from '../base/deps.ts';
import type { Store } from '../store/store.ts';
import { fileRefusal, syncFolder } from '../files/files.ts';
import { IncomingFiles } from '../files/incomingFiles.ts';
import { recordingEnding } from '../store/recordingIds.ts';

interface RecordingImportsParts {
  /** Where the files end up; unfinished imports are in its subfolder `.incoming`, on the same disk. */
  readonly folder: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly makeId: () => string;
  /** A free path for a recording of this name and start. */
  readonly choose: (name: string, startedAt: number) => Promise<string>;
}

/** How far an import is, from 0 to 1; the path of the recording comes last. */
interface Taken {
  readonly share: number;
  readonly path: string | null;
}

/** Recordings on their way into the workspace. They arrive in pieces, and are moved into place once they prove to be session files. */
export class RecordingImports {
  readonly incoming: IncomingFiles;
  private readonly parts: RecordingImportsParts;

  constructor(parts: RecordingImportsParts) {
    const { folder, clock, makeId } = parts;
    this.parts = parts;
    this.incoming = new IncomingFiles({
      folder: join(folder, '.incoming'),
      ending: recordingEnding,
      clock,
      makeId,
    });
  }

  /** Returns the path of the recording. Rejects with BAD_REQUEST, and drops the file, when it is not whole or not a session file. */
  finish(number: number): Promise<string> {
    return this.incoming.finish(number, (path) => this.moveIn(path));
  }

  /**
   * Imports a consistent copy of a file elsewhere on this machine; a file that is in the workspace already is used itself. Tells now and then
   * how far that is. Who stops early gets none. Rejects like `finish`.
   */
  async *take(source: string): AsyncGenerator<Taken, void> {
    const { store, folder } = this.parts;
    const own = join(folder, basename(source));
    if (source.endsWith(recordingEnding) && (await isOneFile(source, own))) {
      await (await store.open(own)).close();
      yield { share: 1, path: own };
    } else yield* this.takeCopy(source);
  }

  private async *takeCopy(source: string): AsyncGenerator<Taken, void> {
    const { store } = this.parts;
    // Not opened: opening would upgrade a file of an older version, and this file is somebody else’s.
    await store.summarize(source);
    const path = await this.incoming.temporaryPath();
    try {
      for await (const share of store.copying(source, path)) yield { share, path: null };
      yield { share: 1, path: await this.moveIn(path) };
    } catch (error) {
      throw fileRefusal(`“${source}” could not be imported`, error);
    } finally {
      // It is elsewhere by then, unless something came in between.
      await rm(path, { force: true });
    }
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
}

/** Whatever links lead to them. */
async function isOneFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([one, other].map((path) => realpath(path).catch(() => null)));
  return first !== null && first === second;
}
