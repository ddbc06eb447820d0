import { join } from 'node:path';
import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { RecordingId, SessionId } from '../../../shared/model/ids.ts';
import type { ImportProgress, RecordingSummary } from '../../../shared/model/recording.ts';
import type { Clock, Log } from '../base/deps.ts';
import type { RecordingFiles } from '../store/recordingFiles.ts';
import type { Store } from '../store/store.ts';
import { recordingFileName } from '../files/fileName.ts';
import { fileRefusal, stampOf } from '../files/files.ts';
import { CalmChanges } from './calmChanges.ts';
import { watchFolder } from '../files/folderWatch.ts';
import { RecordingFolder, type ListedRecording } from './recordingFolder.ts';
import { recordingIdOf } from '../store/recordingIds.ts';
import { removeOrphanedKeyLogs } from './orphanedKeyLogs.ts';
import { together, type Removed } from './deletions.ts';
import { readPiece } from './readPiece.ts';
import { deleteRecording, removeAside, setRecordingAside } from './recordingAside.ts';
import { RecordingImports } from './recordingImports.ts';
import { Serial } from '../base/serial.ts';

interface RecordingsParts {
  /** The `sessions` folder of the workspace; it exists. */
  readonly folder: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly makeId: () => string;
  readonly log: Log;
  /** The session that is currently writing this file. */
  readonly isLive: (path: string) => SessionId | null;
}

/** Reads the folder and follows it. Rejects with a sentence when it cannot be read. */
export async function createRecordings(parts: RecordingsParts): Promise<Recordings> {
  const recordings = new Recordings(parts);
  try {
    await recordings.begin();
    return recordings;
  } catch (error) {
    await recordings.close();
    throw fileRefusal(`The recordings in ${parts.folder} could not be listed`, error);
  }
}

/** The recordings of the workspace. A window knows them by id, never by path. */
export class Recordings implements RecordingFiles {
  /** Newest first. */
  readonly list = new Cell<RecordingSummary[]>([]);
  /** A sentence: why the list is as it was when the folder could be read last; null while it can. `list` is touched when it changes. */
  problem: string | null = null;
  /** The same, with the disk space of each: updated even when only the size of a journal has changed. */
  readonly stored = new Cell<readonly ListedRecording[]>([]);
  private readonly parts: RecordingsParts;
  private readonly folder: RecordingFolder;
  private readonly imports: RecordingImports;
  private readonly serial = new Serial();
  /** Files that were named here and that the folder may not show yet. */
  private readonly chosen = new Map<RecordingId, string>();
  /** Recordings into which a name is being written. */
  private readonly beingNamed = new Set<RecordingId>();
  private readonly changes = new CalmChanges({
    look: (names) => this.lookAt(names),
    ended: (failure) =>
      this.tell(failure && fileRefusal('The recordings could not be listed', failure.error).message),
  });
  private stopWatching = (): void => undefined;

  constructor(parts: RecordingsParts) {
    this.parts = parts;
    this.folder = new RecordingFolder(parts.folder, parts.store);
    this.imports = new RecordingImports({
      ...parts,
      choose: (name, startedAt) => this.choose(name, startedAt),
    });
  }

  async begin(): Promise<void> {
    const { folder, log } = this.parts;
    await this.imports.incoming.clean();
    await removeAside(folder).catch((error: unknown) => log.warn(messageOf(error)));
    await removeOrphanedKeyLogs(folder).catch((error: unknown) =>
      log.warn(fileRefusal('TLS secrets of deleted recordings could not be deleted', error).message),
    );
    const watching = watchFolder(folder, log, (name, kind) =>
      this.changes.note(kind === 'content' ? name : null),
    );
    this.stopWatching = () => watching.dispose();
    await this.rescan();
  }

  /** Stops watching and throws away unfinished imports. */
  async close(): Promise<void> {
    this.stopWatching();
    this.changes.close();
    await this.imports.incoming.close();
    await this.serial.settled();
  }

  /** Throws NOT_FOUND. */
  pathOf(id: RecordingId): string {
    const path = this.folder.pathOf(id) ?? this.chosen.get(id);
    if (path !== undefined) return path;
    throw new WirebenchError('NOT_FOUND', 'This recording is no longer in the workspace.');
  }

  /** The file of a finished recording. Throws NOT_FOUND; WRONG_STATE while its session is live. */
  finishedPathOf(id: RecordingId): string {
    const path = this.pathOf(id);
    this.refuseLive(path, 'End the session before you copy its recording.');
    return path;
  }

  idOf(path: string): RecordingId {
    return recordingIdOf(path);
  }

  /** A free path for a new recording, whose id is valid from now on. `startedAt` in microseconds since the epoch. */
  async choose(name: string, startedAt: number): Promise<string> {
    for (;;) {
      const path = join(this.parts.folder, recordingFileName(name, startedAt, this.parts.makeId()));
      if (await stampOf(path)) continue;
      this.chosen.set(recordingIdOf(path), path);
      return path;
    }
  }

  /** Changes the name inside the file, not the file's own. A named recording is kept when room is needed. */
  async rename(id: RecordingId, name: string): Promise<void> {
    const path = this.pathOf(id);
    // A deletion of unnamed recordings in progress sees this at once, not only when the name is in the file.
    this.beingNamed.add(id);
    this.publish();
    try {
      await this.parts.store.rename(path, name);
    } finally {
      await this.rescan().finally(() => this.beingNamed.delete(id));
      this.publish();
    }
  }

  /** Deletes the file, which may come back. Its readers must have closed it before. WRONG_STATE while its session is live. */
  async remove(id: RecordingId): Promise<Removed> {
    try {
      return this.listedAgain(await this.setAside(id));
    } finally {
      await this.rescan();
    }
  }

  /**
   * The same for many: the folder is read once, and once when they come back. `mayGo` is asked right before each is deleted, and may spare it.
   * `keep` receives those that are deleted, as one; without it, none comes back. Returns the refusals for recordings that were not spared and
   * still exist.
   */
  async removeAll(
    ids: readonly RecordingId[],
    mayGo: (id: RecordingId) => boolean,
    keep?: (removed: Removed) => void,
  ): Promise<readonly unknown[]> {
    const refusals: unknown[] = [];
    const removed: Removed[] = [];
    const remove = async (id: RecordingId): Promise<void> => {
      if (keep) removed.push(await this.setAside(id));
      else await this.delete(id);
    };
    for (const id of ids) {
      if (mayGo(id)) await remove(id).catch((error: unknown) => refusals.push(error));
    }
    if (removed.length > 0) keep?.(this.listedAgain(together(removed)));
    await this.rescan();
    return refusals;
  }

  /** At most 1 MiB of the file itself. WRONG_STATE while its session is live. */
  async read(
    id: RecordingId,
    offset: number,
  ): Promise<{ readonly size: number; readonly bytes: Uint8Array }> {
    const path = this.finishedPathOf(id);
    // What was deleted is in no copy.
    if (offset === 0) await this.parts.store.sweep(path);
    // Opening the file repairs what a killed program left half written.
    if (offset === 0 && (await stampOf(`${path}-journal`))) await (await this.parts.store.open(path)).close();
    return readPiece(path, offset);
  }

  /** `label` is a person's name for the file, for messages only: it becomes no part of a path. LIMIT when four are open. */
  beginImport(label: string, size: number): Promise<number> {
    return this.imports.incoming.begin(label, size);
  }

  importPiece(number: number, offset: number, bytes: Uint8Array): Promise<void> {
    return this.imports.incoming.piece(number, offset, bytes);
  }

  async finishImport(number: number): Promise<RecordingId> {
    return this.arrived(await this.imports.finish(number));
  }

  /** Throws an import away that is not finished. */
  cancelImport(number: number): Promise<void> {
    return this.imports.incoming.drop(number);
  }

  /**
   * Imports a copy of a file that a person chose; a file that is in the workspace already is used itself. Tells now and then how far that is,
   * from 0 to 1; the recording comes last. Who stops early gets none.
   */
  async *importFile(path: string): AsyncGenerator<ImportProgress, void> {
    for await (const { share, path: taken } of this.imports.take(path))
      yield { share, recording: taken === null ? null : await this.arrived(taken) };
  }

  /** A session began or ended: ask again who writes which file. */
  liveChanged(): void {
    this.changes.note(null);
  }

  /** Looks at the folder again. Only files that have changed are opened. */
  rescan(): Promise<void> {
    return this.serial.run(async () => {
      await this.folder.scan();
      this.publish();
    });
  }

  private async setAside(id: RecordingId): Promise<Removed> {
    const aside = await setRecordingAside(this.deletablePathOf(id), this.parts.makeId());
    this.chosen.delete(id);
    return {
      said: [],
      restore: () => aside.restore(),
      lapse: () => aside.remove().catch((error: unknown) => this.parts.log.warn(messageOf(error))),
    };
  }

  private listedAgain(removed: Removed): Removed {
    const restore = async (): Promise<void> => {
      try {
        await removed.restore();
      } finally {
        await this.rescan();
      }
    };
    return { ...removed, restore };
  }

  private async delete(id: RecordingId): Promise<void> {
    await deleteRecording(this.deletablePathOf(id));
    this.chosen.delete(id);
  }

  private deletablePathOf(id: RecordingId): string {
    const path = this.pathOf(id);
    this.refuseLive(path, 'End the session before you delete its recording.');
    return path;
  }

  private async arrived(path: string): Promise<RecordingId> {
    await this.rescan();
    return recordingIdOf(path);
  }

  private refuseLive(path: string, advice: string): void {
    if (this.parts.isLive(path) === null) return;
    throw new WirebenchError('WRONG_STATE', `This recording is still being written. ${advice}`);
  }

  /** Looks at the files whose content has changed, or (null) at the whole folder. */
  private async lookAt(names: readonly string[] | null): Promise<void> {
    if (names === null) return this.rescan();
    await this.serial.run(async () => {
      if (await this.folder.look(names)) this.publish();
    });
  }

  private tell(problem: string | null): void {
    if (problem === this.problem) return;
    if (problem !== null) this.parts.log.warn(problem);
    this.problem = problem;
    this.list.touch();
  }

  private publish(): void {
    // Files that the folder shows by now need no second note.
    for (const id of this.chosen.keys()) if (this.folder.pathOf(id) !== null) this.chosen.delete(id);
    const listed = this.folder.listed(this.parts.isLive, (id) => this.beingNamed.has(id));
    this.stored.set(listed);
    this.list.set(listed.map(({ summary }) => summary));
  }
}
