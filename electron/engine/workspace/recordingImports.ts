import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
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

  /** Imports a consistent copy of a file elsewhere on this machine. Rejects like `finish`. */
  async takeCopy(source: string): Promise<string> {
    const { store } = this.parts;
    // Not opened: opening would upgrade a file of an older version, and this file is somebody else’s.
    await store.summarize(source);
    const path = await this.incoming.temporaryPath();
    try {
      await store.copy(source, path);
      return await this.moveIn(path);
    } catch (error) {
      await rm(path, { force: true });
      throw fileRefusal(`“${source}” could not be imported`, error);
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
