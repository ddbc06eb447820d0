import type { Endpoint } from '../../../shared/model/connection.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { Direction, RecordContent, RecordKind } from '../../../shared/model/record.ts';
import type { FilteredView } from '../../../shared/model/filteredView.ts';
import type { PeerDetail, RecordDetail } from '../../../shared/model/recordDetail.ts';
import type { KeepLimit } from '../../../shared/model/session.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Cell } from '../../../shared/base/signal.ts';
import type { RecordingInfo, RecordingSummary } from '../../../shared/model/recording.ts';
import type { FileAsker, NamedQueryReads, NamedReads, QueryAsker } from './namedReads.ts';

/**
 * A record on its way into the file. `bytes` are copied before `append` returns, unless they are `given`: then nobody else uses their
 * buffer after this turn, and it is taken instead of copied (a WebSocket message of 1 GB would be in memory twice otherwise).
 */
export interface NewRecord {
  readonly at: number;
  readonly peer: number | null;
  readonly direction: Direction | null;
  readonly kind: RecordKind;
  readonly bytes: Uint8Array;
  readonly note: string | null;
  /** In the schema of its kind. */
  readonly detail?: RecordDetail | null;
  readonly given?: boolean;
}

/** The facts of a session that its file begins with. */
export interface RecordingHead {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly startedAt: number;
  /** What its first record is numbered, where it goes on from a file that was lost; 1 unless told. */
  readonly firstSeq?: number;
}

/**
 * Reads one session file: by the name of a read (`NamedReads`), or as the worker packed it (`ask`). Rejects with NOT_FOUND for what is not in
 * it, with WRONG_STATE once it is closed.
 */
export interface RecordReader extends NamedReads, FileAsker {
  /**
   * Begins to look for the records that match a filter, in the reading worker, from the first one on; while the file is written, also among
   * what comes. Never holds the writing. Throws BAD_REQUEST, with a sentence, for a filter that cannot be understood.
   */
  query(filter: string): Promise<RecordQuery>;
  close(): Promise<void>;
}

/** A reader that may close its file between two questions. */
export interface FollowedReader extends RecordReader {
  /** Keeps the file open for as long as somebody follows what is in it. */
  hold(): Disposable;
}

/** How far a query is. Sequence numbers as in `FilteredView`. */
export type QueryProgress = Omit<FilteredView, 'view' | 'rows'>;

/** The matches of a filter. Whoever asked for it closes it; closing cancels what is under way. */
export interface RecordQuery extends NamedQueryReads, QueryAsker {
  /** At most one new value per 50 ms while matches are found. */
  readonly progress: Cell<QueryProgress>;
  close(): Promise<void>;
}

/** What a writer tells its session. */
export interface RecordWriterEvents {
  /** Records up to `total` can be read. Told at most once per batch. */
  committed(total: number): void;
  /** Records before `first` are not in the file any more. */
  cut(first: number): void;
  /** The outgoing batches reached their budget: hold the wire. `drained` follows when they are half empty. */
  filled(): void;
  drained(): void;
  /**
   * The file cannot be written now, for a reason that may pass (disk full, read-only, locked); `message` says why and what to do, `cause`
   * only why. From now on memory is all there is. What is appended is kept, in order, and is tried again every second. `recovered`
   * follows when all of it is in the file, or `stopped`.
   */
  held(message: string, cause: string): void;
  recovered(): void;
  /**
   * The file cannot be written any more (deleted, damaged, worker gone; or finished while held). Nothing is recorded from `fromSeq` on;
   * `message` says why and what to do.
   */
  stopped(message: string, fromSeq: number): void;
}

/** Writes one session file, and reads it while it grows. */
export interface RecordWriter extends RecordReader {
  /** Appends to the outgoing batch; gives the sequence number, from 1 without gaps. After `stopped` it gives null and keeps nothing. */
  append(record: NewRecord): number | null;
  /** Peers are kept once, by number, so that a row is small. */
  peer(id: number, address: string, detail?: PeerDetail | null): void;
  /** Keeps the newest records only, from now on, as far as the limit goes; null keeps all. What is cut away is told as `cut`. */
  keep(limit: KeepLimit | null): void;
  /** Takes every record that was appended until now out of the file; resolves when their room is free again. */
  clear(): Promise<void>;
  /** The address as it was opened, with the real port. */
  opened(url: string): void;
  /** What the connection really did, as far as it is known: the newest takes the place of the ones before. */
  facts(facts: ConnectionFacts): void;
  /** Resolves when everything appended until now is committed, or recording is held (after another try) or has stopped. */
  flush(): Promise<void>;
  /**
   * Commits, marks the file complete, and closes it. A file that is held is tried for 3 seconds more; then it is closed incomplete, and
   * `stopped` has told how many records are missing.
   */
  finish(endedAt: number): Promise<void>;
}

/** What a file says of itself in a list. `complete` is false while it is written, and after the program was killed in between. */
export type RecordingFacts = Pick<RecordingSummary, 'name' | 'startedAt' | 'named'> & {
  readonly complete: boolean;
  /** In both directions; a recording without any is the first to go when room is needed. */
  readonly frames: number;
};

/** Records that are not in a damaged file any more, or are not what was recorded. */
export interface Damage {
  readonly from: number;
  readonly to: number;
}

/** What a damaged file says of itself, as far as it can be read. */
export type SalvagedHead = {
  readonly [Key in 'name' | 'endpoint' | 'url' | 'startedAt']: RecordingInfo[Key] | null;
} & Pick<RecordingInfo, 'complete' | 'facts'>;

/** Reads what is left of a damaged session file. */
export interface SalvageReader {
  head(): SalvagedHead;
  /** Records and damages in their order, from a number on; each record is what was recorded. `next`: where to go on, null at the end. */
  contents(
    from: number,
    windowBytes: number,
  ): Promise<{ readonly found: readonly (RecordContent | Damage)[]; readonly next: number | null }>;
  /** As `RecordReader.bytes`. */
  readonly bytes: RecordReader['bytes'];
  close(): Promise<void>;
}

/** Session files: written in one worker thread; read there while they are written, and in a second one afterwards. */
export interface Store {
  /** Makes a new file; rejects when there is one already or none can be made, with a sentence. */
  create(path: string, head: RecordingHead, events: RecordWriterEvents): Promise<RecordWriter>;
  /** Opens for reading. Rejects with BAD_REQUEST and a sentence when the file is damaged, of a newer version, or no session file. */
  open(path: string): Promise<RecordReader>;
  /**
   * Opens what is left of a file that `open` refuses, or that is damaged inside. Rejects with BAD_REQUEST and a sentence when there is
   * nothing of a recording in it.
   */
  salvage(path: string): Promise<SalvageReader>;
  /** What a list shows of a file, without opening it for long: its name and start, whether a person named it, and whether it was finished. Rejects as `open` does. */
  summarize(path: string): Promise<RecordingFacts>;
  /** Changes the name inside the file, live or not; from then on it counts as named. */
  rename(path: string, name: string): Promise<void>;
  /** Says that a person wants to keep the file, under the name that it has: it was taken in, not recorded here. */
  setNamed(path: string): Promise<void>;
  /** Writes a consistent copy, of a live file too; the target must not exist. */
  copy(path: string, target: string): Promise<void>;
  /**
   * Locks a file against every other program, and makes it when it is not there. Null while somebody else holds it. Rejects with what the
   * file system or SQLite threw. `lost` is called when the lock has ended by itself, with the thread that held it.
   */
  hold(path: string, lost?: () => void): Promise<FileLock | null>;
  /** Whether somebody holds a file that may only be read. Rejects as `hold` does. */
  isHeld(path: string): Promise<boolean>;
  /** Ends the workers; writers are finished first, and locks let go of last. */
  close(): Promise<void>;
}

/** A lock of the operating system on a file. It ends with the process, however that ends. */
export interface FileLock {
  /** False once the file was deleted or replaced, or the lock was lost: who comes then finds a free one. */
  readonly isInPlace: boolean;
  release(): Promise<void>;
}
