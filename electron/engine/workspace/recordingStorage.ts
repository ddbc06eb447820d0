import { statfs } from 'node:fs/promises';
import { messageOf } from '../../../shared/base/errors.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';
import type { Storage } from '../../../shared/model/storage.ts';
import type { Clock } from '../base/deps.ts';
import type { Removed } from './deletions.ts';
import type { ListedRecording } from './recordingFolder.ts';
import type { Recordings } from './recordings.ts';
import { Serial } from '../base/serial.ts';
import {
  beyondBudget,
  isExpendable,
  mayMakeRoom,
  recordingsToDelete,
  totalBytes,
  type StoredRecording,
} from './storageBudget.ts';
import type { WorkspaceSettings } from './workspaceSettings.ts';

/**
 * One day: a session that was interrupted less than a day ago still interests the person who ran it; and in a workspace that was taken over
 * from another machine, that machine may still be recording it.
 */
const restOfUnfinishedUs = 24 * 3600 * 1_000_000;
/** One minute before a file that could not be deleted is tried again. */
const retryUs = 60_000_000;

interface RecordingStorageParts {
  /** The `sessions` folder: free space is measured on its disk. */
  readonly folder: string;
  readonly recordings: Recordings;
  readonly settings: WorkspaceSettings;
  readonly clock: Clock;
  /** A sentence when nothing in the workspace can be changed from here; otherwise null. */
  readonly readOnly: string | null;
  /** True while a window shows the recording, or may: its session has not been released, or its file is being read. */
  readonly isShown: (id: RecordingId) => boolean;
  /** Ends everything that still reads the file. */
  readonly release: (id: RecordingId) => Promise<void>;
}

/** What was deleted of many recordings: `removed` brings it back, and `refusal` is why others stayed. */
interface DeletedRecordings {
  readonly deleted: number;
  readonly removed: Removed | null;
  readonly refusal: unknown;
}

/** Keeps the recordings within the budget until it is closed. */
export function createRecordingStorage(parts: RecordingStorageParts): RecordingStorage {
  return new RecordingStorage(parts);
}

/** The disk space that the recordings take. */
export class RecordingStorage {
  readonly state: Cell<Storage>;
  private readonly parts: RecordingStorageParts;
  private readonly serial = new Serial();
  private readonly following = new AbortController();
  /** A file that could not be deleted is left alone until this time. */
  private readonly refusedUntilUs = new Map<RecordingId, number>();
  private refusal: string | null = null;
  private freeBytes: number | null = null;

  constructor(parts: RecordingStorageParts) {
    this.parts = parts;
    this.state = new Cell(this.describe());
    void this.follow(parts.recordings.stored);
    void this.follow(parts.settings.state);
  }

  /** Rejects with a sentence when the settings cannot be changed. Resolves when the excess over the budget is deleted. */
  async setBudget(budgetBytes: number): Promise<void> {
    await this.parts.settings.setRecordingsBudget(budgetBytes);
    this.refusedUntilUs.clear();
    await this.settle();
  }

  /** Deletes every expendable recording, on a screen or not: they may come back, as one. Rejects where the folder cannot be read. */
  deleteUnnamed(): Promise<DeletedRecordings> {
    return this.serial.run(async () => {
      const ids = this.stored()
        .filter(isExpendable)
        .map(({ id }) => id);
      let removed: Removed | null = null;
      const { refusals, gone } = await this.delete(ids, isExpendable, (each) => {
        removed = each;
      });
      await this.publish();
      return { deleted: gone, removed, refusal: refusals[0] ?? null };
    });
  }

  /** Looks at the sizes and at the disk, and deletes the excess over the budget. The state tells what could not be deleted. */
  settle(): Promise<void> {
    return this.serial.run(async () => {
      const { recordingsBudgetBytes, problem } = this.parts.settings.state.value;
      const stored = this.stored();
      const doomed = problem === null ? recordingsToDelete(stored, recordingsBudgetBytes) : [];
      // A refusal stays true while the file is left alone.
      if (!stored.some((each) => each.isStuck && isExpendable(each))) this.refusal = null;
      if (doomed.length > 0) {
        // Settings that changed meanwhile lead to a decision of their own.
        const isAsDecided = (): boolean =>
          this.parts.settings.state.value.recordingsBudgetBytes === recordingsBudgetBytes;
        const { refusals } = await this.delete(doomed, (each) => isAsDecided() && mayMakeRoom(each));
        if (refusals.length > 0) this.refusal = messageOf(refusals[0]);
      }
      await this.publish();
    });
  }

  /** Stops following changes, after deletions in progress. */
  async close(): Promise<void> {
    this.following.abort();
    await this.serial.settled();
  }

  private async follow(changing: Cell<unknown>): Promise<void> {
    for await (const _ of changing.changes(this.following.signal)) await this.settle();
  }

  /**
   * Deletes these recordings. Asks again, right before each is closed and right before it is deleted, whether it may still go: many take a
   * while, and meanwhile one may be named or opened. Returns how many are gone, and the refusals for the rest.
   */
  private async delete(
    ids: readonly RecordingId[],
    isToGo: (recording: StoredRecording) => boolean,
    keep?: (removed: Removed) => void,
  ): Promise<{ readonly gone: number; readonly refusals: readonly unknown[] }> {
    const { recordings, release, clock } = this.parts;
    const mayGo = (id: RecordingId): boolean => {
      const listed = recordings.stored.value.find(({ summary }) => summary.id === id);
      return listed !== undefined && isToGo(this.storedOf(listed));
    };
    const refusals: unknown[] = [];
    const released: RecordingId[] = [];
    for (const id of ids) {
      if (!mayGo(id)) continue;
      await release(id).then(
        () => released.push(id),
        (error: unknown) => refusals.push(error),
      );
    }
    // The list of recordings reports a folder that is gone.
    refusals.push(...(await recordings.removeAll(released, mayGo, keep).catch((error: unknown) => [error])));
    const left = new Set(recordings.list.value.map(({ id }) => id));
    const refused = ids.filter((id) => left.has(id) && mayGo(id));
    for (const id of refused) this.refusedUntilUs.set(id, clock.nowUs() + retryUs);
    return { gone: ids.filter((id) => !left.has(id)).length, refusals };
  }

  private stored(): StoredRecording[] {
    return this.parts.recordings.stored.value.map((listed) => this.storedOf(listed));
  }

  private storedOf({ summary, journalBytes, modifiedMs, isEmpty }: ListedRecording): StoredRecording {
    const { id, size, startedAt, named, interrupted, liveSession, problem } = summary;
    const nowUs = this.parts.clock.nowUs();
    const mayBeOthers = interrupted && nowUs - modifiedMs * 1000 < restOfUnfinishedUs;
    return {
      id,
      startedAt,
      isEmpty,
      bytes: size + journalBytes,
      isNamed: named,
      isLive: liveSession !== null || mayBeOthers,
      isReadable: problem === null,
      isShown: this.parts.isShown(id),
      isStuck: nowUs < (this.refusedUntilUs.get(id) ?? 0),
    };
  }

  private async publish(): Promise<void> {
    this.freeBytes = await freeBytesOf(this.parts.folder);
    this.state.set(this.describe());
  }

  private describe(): Storage {
    const { recordingsBudgetBytes: budgetBytes, problem } = this.parts.settings.state.value;
    const stored = this.stored();
    const unnamed = stored.filter(isExpendable);
    const beyond = problem === null ? beyondBudget(stored, budgetBytes) : null;
    const { readOnly } = this.parts;
    const problems = [readOnly, problem, beyond, beyond === null ? null : this.refusal].filter(
      (each) => each !== null,
    );
    return {
      usedBytes: totalBytes(stored),
      budgetBytes,
      unnamedBytes: totalBytes(unnamed),
      unnamedCount: unnamed.length,
      freeBytes: this.freeBytes,
      problem: problems.length === 0 ? null : problems.join(' '),
    };
  }
}

/** Null when the system does not say. */
async function freeBytesOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
