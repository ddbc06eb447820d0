import { join } from 'node:path';
import { messageOf } from '../../../shared/base/errors.ts';
import type { RecordingId, SessionId } from '../../../shared/model/ids.ts';
import type { RecordingSummary } from '../../../shared/model/recording.ts';
import type { RecordingFacts, Store } from '../store/store.ts';
import { namesIn, stampOf, type FileStamp } from '../files/files.ts';
import { recordingEnding, recordingIdOf } from '../store/recordingIds.ts';

/** 8 files at a time: enough to keep the disk busy, and far from the limit of open files. */
const readAtOnce = 8;

/** SQLite's name for the journal beside a file. The journal stays there while the file is written, and after the program was killed. */
const journalEnding = `${recordingEnding}-journal`;

interface ListedFile {
  /** Empty, so that it equals no stamp, when the file could not be read: the failure may have passed by the next look. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
  /** Without the fields that depend on the session that is writing the file. */
  readonly summary: Omit<RecordingSummary, 'liveSession' | 'interrupted'>;
  /** False while the file is written, and after the program that wrote it was killed. */
  readonly isComplete: boolean;
  readonly isEmpty: boolean;
  readonly origin: RecordingOrigin;
}

/** What else tells whose session a recording is of (`RecordingFacts`). */
type RecordingOrigin = Pick<RecordingFacts, 'target' | 'payloadsOut'>;

const unknownOrigin: RecordingOrigin = { target: null, payloadsOut: 0 };

/** A recording as the budget counts it. */
export interface ListedRecording {
  readonly summary: RecordingSummary;
  /** Size of the journal beside the file; 0 when there is none. */
  readonly journalBytes: number;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
  /** True for a recording without payloads. */
  readonly isEmpty: boolean;
  readonly origin: RecordingOrigin;
}

/** The `.wbs` files of a folder, each opened again only when it has changed, so that ten thousand cost little. */
export class RecordingFolder {
  private readonly folder: string;
  private readonly store: Pick<Store, 'summarize'>;
  private readonly files = new Map<string, ListedFile>();
  private readonly names = new Map<RecordingId, string>();
  /** Sizes in bytes, by the name of the recording that each journal belongs to. */
  private readonly journals = new Map<string, number>();

  constructor(folder: string, store: Pick<Store, 'summarize'>) {
    this.folder = folder;
    this.store = store;
  }

  /** Newest first. `isBeingNamed` is true for a recording that is being named, though the name may not be in the file yet. */
  listed(
    isLive: (path: string) => SessionId | null,
    isBeingNamed: (id: RecordingId) => boolean,
  ): ListedRecording[] {
    const listed: ListedRecording[] = [];
    for (const [name, { summary, modifiedMs, isComplete, isEmpty, origin }] of this.files) {
      const named = summary.named || isBeingNamed(summary.id);
      const liveSession = isLive(join(this.folder, name));
      const interrupted = liveSession === null && !isComplete;
      const journalBytes = this.journals.get(name) ?? 0;
      const described = { ...summary, named, liveSession, interrupted };
      listed.push({ summary: described, journalBytes, modifiedMs, isEmpty, origin });
    }
    return listed.toSorted(newestFirst);
  }

  pathOf(id: RecordingId): string | null {
    const name = this.names.get(id);
    return name === undefined ? null : join(this.folder, name);
  }

  /** Looks at the whole folder. True when anything has changed. */
  async scan(): Promise<boolean> {
    const names = await namesIn(this.folder);
    const present = new Set(names);
    const gone = [...this.files.keys()].filter((name) => !present.has(name));
    for (const name of this.journals.keys()) {
      if (!present.has(`${name}-journal`)) this.journals.delete(name);
    }
    for (const name of gone) this.forget(name);
    return (await this.look(names)) || gone.length > 0;
  }

  /** Looks at these files only. True when one of them has changed. */
  async look(names: Iterable<string>): Promise<boolean> {
    const pending = [...names].filter((name) => !name.startsWith('.'));
    let isChanged = false;
    const work = async (): Promise<void> => {
      for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
        if (name.endsWith(recordingEnding) && (await this.lookAt(name))) isChanged = true;
        if (name.endsWith(journalEnding) && (await this.measureJournal(name))) isChanged = true;
      }
    };
    await Promise.all(Array.from({ length: readAtOnce }, work));
    return isChanged;
  }

  private async lookAt(name: string): Promise<boolean> {
    const stamp = await stampOf(join(this.folder, name));
    // A link, fifo or folder of that name is not a recording of ours.
    if (!stamp?.isRegular) return this.forget(name);
    const known = this.files.get(name);
    if (known?.version === stamp.version) return false;
    const file = await this.read(name, stamp);
    this.files.set(name, file);
    this.names.set(file.summary.id, name);
    // An unreadable file is read again each time, mostly with the same failure.
    return !known || file.version !== '' || !isSameFailure(known, file);
  }

  /** True when its size has changed. */
  private async measureJournal(journal: string): Promise<boolean> {
    const name = journal.slice(0, -'-journal'.length);
    const size = (await stampOf(join(this.folder, journal)))?.size;
    if (size === this.journals.get(name)) return false;
    if (size === undefined) this.journals.delete(name);
    else this.journals.set(name, size);
    return true;
  }

  /** True when the recording was known. */
  private forget(name: string): boolean {
    this.names.delete(recordingIdOf(name));
    return this.files.delete(name);
  }

  private async read(name: string, { size, modifiedMs, version }: FileStamp): Promise<ListedFile> {
    const path = join(this.folder, name);
    const id = recordingIdOf(path);
    try {
      const { complete, payloadsOut, target, ...facts } = await this.store.summarize(path);
      const summary = { id, size, problem: null, ...facts };
      const origin = { target, payloadsOut };
      return { version, modifiedMs, summary, isComplete: complete, isEmpty: facts.payloads === 0, origin };
    } catch (error) {
      const startedAt = modifiedMs * 1000;
      const summary = {
        id,
        size,
        name,
        startedAt,
        problem: messageOf(error),
        named: false,
        connection: null,
        kind: null,
        address: '',
        lastAt: startedAt,
        payloads: 0,
        first: 1,
        wasOpen: true,
      };
      return { version: '', modifiedMs, summary, isComplete: true, isEmpty: false, origin: unknownOrigin };
    }
  }
}

function isSameFailure(left: ListedFile, right: ListedFile): boolean {
  const { problem, size } = left.summary;
  return (
    problem === right.summary.problem && size === right.summary.size && left.modifiedMs === right.modifiedMs
  );
}

function newestFirst({ summary: left }: ListedRecording, { summary: right }: ListedRecording): number {
  return right.startedAt - left.startedAt || (left.id < right.id ? -1 : 1);
}
