import { join } from 'node:path';
import { messageOf } from '../../../shared/base/errors.ts';
import type { RecordingId, SessionId } from '../../../shared/model/ids.ts';
import type { RecordingSummary } from '../../../shared/model/recording.ts';
import type { Store } from '../store/store.ts';
import { namesIn, stampOf } from './files.ts';
import { recordingEnding, recordingIdOf } from './recordingIds.ts';

/** 8 files at a time: enough to keep the disk busy, and far from the limit of open files. */
const readAtOnce = 8;

interface ListedFile {
  readonly version: string;
  /** Without the session that is writing it. */
  readonly summary: Omit<RecordingSummary, 'liveSession'>;
}

/** The `.wbs` files of a folder, each opened again only when it has changed, so that ten thousand cost little. */
export class RecordingFolder {
  private readonly folder: string;
  private readonly store: Store;
  private readonly files = new Map<string, ListedFile>();
  private readonly names = new Map<RecordingId, string>();

  constructor(folder: string, store: Store) {
    this.folder = folder;
    this.store = store;
  }

  /** Newest first. */
  summaries(isLive: (path: string) => SessionId | null): RecordingSummary[] {
    const summaries: RecordingSummary[] = [];
    for (const [name, { summary }] of this.files) {
      summaries.push({ ...summary, liveSession: isLive(join(this.folder, name)) });
    }
    return summaries.toSorted(
      (left, right) => right.startedAt - left.startedAt || (left.id < right.id ? -1 : 1),
    );
  }

  pathOf(id: RecordingId): string | null {
    const name = this.names.get(id);
    return name === undefined ? null : join(this.folder, name);
  }

  /** Looks at the whole folder. True when something is different from before. */
  async scan(): Promise<boolean> {
    const names = (await namesIn(this.folder)).filter(isRecordingName);
    const present = new Set(names);
    const gone = [...this.files.keys()].filter((name) => !present.has(name));
    for (const name of gone) this.forget(name);
    return (await this.look(names)) || gone.length > 0;
  }

  /** Looks at these files only. True when one is different from before. */
  async look(names: Iterable<string>): Promise<boolean> {
    const pending = [...names].filter(isRecordingName);
    let isChanged = false;
    const work = async (): Promise<void> => {
      for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
        if (await this.lookAt(name)) isChanged = true;
      }
    };
    await Promise.all(Array.from({ length: readAtOnce }, work));
    return isChanged;
  }

  private async lookAt(name: string): Promise<boolean> {
    const stamp = await stampOf(join(this.folder, name));
    // A link, fifo or folder of that name is no recording of ours.
    if (!stamp?.isRegular) return this.forget(name);
    if (this.files.get(name)?.version === stamp.version) return false;
    const { size, modifiedMs, version } = stamp;
    const summary = await this.summarize(name, size, modifiedMs);
    this.files.set(name, { version, summary });
    this.names.set(summary.id, name);
    return true;
  }

  /** True when it was known. */
  private forget(name: string): boolean {
    this.names.delete(recordingIdOf(name));
    return this.files.delete(name);
  }

  private async summarize(name: string, size: number, modifiedMs: number): Promise<ListedFile['summary']> {
    const path = join(this.folder, name);
    const id = recordingIdOf(path);
    try {
      return { id, size, problem: null, ...(await this.store.summarize(path)) };
    } catch (error) {
      return { id, size, name, startedAt: modifiedMs * 1000, problem: messageOf(error) };
    }
  }
}

function isRecordingName(name: string): boolean {
  return name.endsWith(recordingEnding) && !name.startsWith('.');
}
