import type { Endpoint } from '../../../shared/model/connection.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { MarkList } from '../../../shared/model/markList.ts';
import type { MarkedStretch } from '../../../shared/model/mark.ts';
import type { Direction, RecordContent, RecordKind } from '../../../shared/model/record.ts';
import type { FilteredView } from '../../../shared/model/filteredView.ts';
import type { PeerDetail, RecordDetail } from '../../../shared/model/recordDetail.ts';
import type { KeepLimit } from '../../../shared/model/session.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Cell } from '../../../shared/base/signal.ts';
import type { RecordingInfo, RecordingSummary } from '../../../shared/model/recording.ts';
import type { ClearedRecords } from './clearedRecords.ts';
import type { FileAsker, NamedQueryReads, NamedReads, QueryAsker } from './namedReads.ts';

/**
 * A record on its way into the file. `bytes` are copied before `append` returns, unless they are `given`: then nobody else uses their
 * buffer after this turn, and the store keeps it instead of a copy (otherwise a WebSocket message of 1 GB would be in memory twice).
 */
export interface NewRecord {
  readonly at: number;
  readonly peer: number | null;
  readonly direction: Direction | null;
  readonly kind: RecordKind;
  readonly bytes: Uint8Array;
  readonly note: string | null;
  /** Follows the schema of its kind. */
  readonly detail?: RecordDetail | null;
  readonly given?: boolean;
}

/** The facts of a session at the beginning of its file. */
export interface RecordingHead {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly startedAt: number;
  /** The saved connection that it is a session of. */
  readonly connection?: ConnectionId | null;
  /** The number of its first record, where it continues a lost file; 1 by default. */
  readonly firstSeq?: number;
}

/**
 * Reads one session file: by the name of a read (`NamedReads`), or as the worker packed it (`ask`). Rejects with NOT_FOUND for what the
 * file does not contain, with WRONG_STATE once it is closed.
 */
export interface RecordReader extends NamedReads, FileAsker {
  /**
   * Begins to look for the records that match a filter, in the reading worker, from the first one or from number `from` on; while the file
   * is written, new records included. Never delays the writing. Throws BAD_REQUEST, with a sentence, for a filter that cannot be understood.
   */
  query(filter: string, from?: number): Promise<RecordQuery>;
  close(): Promise<void>;
}

/** What a query looks for, and the number of the first record that it looks at. */
export interface Search {
  readonly filter: string;
  readonly from: number;
}

/** A reader that may close its file between two questions. */
export interface FollowedReader extends RecordReader {
  /** Keeps the file open while somebody follows its content. */
  hold(): Disposable;
}

/** The progress of a query. Sequence numbers as in `FilteredView`. */
export type QueryProgress = Omit<FilteredView, 'view' | 'rows'>;

/** The matches of a filter. The caller closes it; closing cancels reads under way. */
export interface RecordQuery extends NamedQueryReads, QueryAsker {
  /** At most one new value per 50 ms while matches are found. */
  readonly progress: Cell<QueryProgress>;
  close(): Promise<void>;
}

/** The events that a writer reports to its session. */
export interface RecordWriterEvents {
  /** Records up to `total` can be read. Reported at most once per batch. */
  committed(total: number): void;
  /** Records before `first` are no longer in the file. */
  cut(first: number): void;
  /** The outgoing batches reached their budget: hold the wire. `drained` follows when they are half empty. */
  filled(): void;
  drained(): void;
  /**
   * The file cannot be written now, for a reason that may pass (disk full, read-only, locked); `message` says why and what to do, `cause`
   * only why. From now on records are only in memory. Appended records are kept, in order, and tried again every second. `recovered`
   * follows when all of them are in the file, or `stopped`.
   */
  held(message: string, cause: string): void;
  recovered(): void;
  /**
   * The file can no longer be written (deleted, damaged, worker gone; or finished while held). Nothing is recorded from `fromSeq` on;
   * `message` says why and what to do.
   */
  stopped(message: string, fromSeq: number): void;
}

/** Writes one session file, and reads it while it grows. */
export interface RecordWriter extends RecordReader {
  /** Appends to the outgoing batch; returns the sequence number, from 1 without gaps. After `stopped` it returns null and keeps nothing. */
  append(record: NewRecord): number | null;
  /** Peers are stored once, by number, so that a row is small. */
  peer(id: number, address: string, detail?: PeerDetail | null): void;
  /** From now on keeps only the newest records, within the limit; null keeps all. Records that are cut away are reported as `cut`. */
  keep(limit: KeepLimit | null): void;
  /** Sets the address as it was opened, with the real port. */
  opened(url: string): void;
  /** What the connection really did, as far as is known: the newest facts replace the earlier ones. */
  facts(facts: ConnectionFacts): void;
  /** Resolves when everything appended so far is committed, or recording is held (after another try) or has stopped. */
  flush(): Promise<void>;
  /**
   * Commits, marks the file complete, and closes it. A held file is retried for 3 more seconds; then it is closed incomplete, and `stopped`
   * has reported how many records are missing.
   */
  finish(endedAt: number): Promise<void>;
}

/** What a file says about itself in a list. `complete` is false while it is written, and after the program was killed during that. */
export type RecordingFacts = Omit<
  RecordingSummary,
  'id' | 'size' | 'problem' | 'liveSession' | 'interrupted'
> & {
  readonly complete: boolean;
  /** How many of the payloads our side sent. */
  readonly payloadsOut: number;
  /** In a format that does not say the connection, the kind and address that were opened, as in `targetOf`; null in newer ones. */
  readonly target: string | null;
};

/** Records that are missing from a damaged file, or differ from what was recorded. */
export interface Damage {
  readonly from: number;
  readonly to: number;
}

/** What a damaged file says about itself, as far as it can be read. */
export type SalvagedHead = {
  readonly [Key in 'name' | 'endpoint' | 'url' | 'startedAt']: RecordingInfo[Key] | null;
} & Pick<RecordingInfo, 'complete' | 'facts'>;

/** Reads what is left of a damaged session file. */
export interface SalvageReader {
  head(): SalvagedHead;
  /** What a person marked, as far as it can be read. */
  readonly marks: MarkList;
  /**
   * Records and damages in order, from a number on; each record is exactly what was recorded. `next`: where to continue, null at the end.
   */
  contents(
    from: number,
    windowBytes: number,
  ): Promise<{ readonly found: readonly (RecordContent | Damage)[]; readonly next: number | null }>;
  /** As `RecordReader.bytes`. */
  readonly bytes: RecordReader['bytes'];
  close(): Promise<void>;
}

/**
 * How far a pass over a recording's secrets is, from 0 to 1. For each secret, in how many records it was found, and whether elsewhere in
 * the file; `blanked` counts the records in which there is any.
 */
export interface PassProgress {
  readonly share: number;
  readonly isDone: boolean;
  readonly records: readonly number[];
  readonly elsewhere: readonly boolean[];
  readonly blanked: number;
}

/** Session files: written in one worker thread; read there while they are written, and in a second one afterwards. */
export interface Store {
  /** Creates a new file; rejects, with a sentence, when the file exists already or cannot be created. */
  create(path: string, head: RecordingHead, events: RecordWriterEvents): Promise<RecordWriter>;
  /** Opens for reading. Rejects with BAD_REQUEST and a sentence when the file is damaged, of a newer version, or not a session file. */
  open(path: string): Promise<RecordReader>;
  /**
   * Opens what is left of a file that `open` refuses, or that is damaged inside. Rejects with BAD_REQUEST and a sentence when it contains
   * nothing of a recording.
   */
  salvage(path: string): Promise<SalvageReader>;
  /**
   * What a list shows of a file, without opening it for long: its name and start, whether a person named it, and whether it was finished.
   * Rejects as `open` does.
   */
  summarize(path: string): Promise<RecordingFacts>;
  /** Changes the name inside the file, live or not; from then on it counts as named. */
  rename(path: string, name: string): Promise<void>;
  /** Marks a file that a person wants to keep, under its present name: it was imported, not recorded here. */
  setNamed(path: string): Promise<void>;
  /**
   * Makes the marks of each stretch those that are given, in the file, live or not; resolves with what was there before. Records that the
   * file does not have are left out. Rejects with NOT_FOUND where it has none of them, with LIMIT where there would be too many marks, and
   * with BAD_REQUEST and a sentence where the file cannot be written.
   */
  setMarks(path: string, stretches: readonly MarkedStretch[]): Promise<readonly MarkedStretch[]>;
  /**
   * Removes every record so far from a file that is being written: from now on nobody reads them. Their space stays taken until they come back
   * or are swept away, unless the disk is full or the recording's limit has no room for them. Rejects with WRONG_STATE where nothing writes it,
   * and with a sentence where it cannot be written.
   */
  clear(path: string): Promise<ClearedRecords>;
  /**
   * Makes cleared records count again, also when the file is finished by now. Rejects with NOT_FOUND where they are gone, with WRONG_STATE where
   * others were cleared after them and are not back, and with a sentence where the file cannot be written.
   */
  bringBack(path: string, cleared: ClearedRecords): Promise<void>;
  /**
   * Deletes the rows of cleared records, of all that the file has unless told. Never rejects: who opens the file next deletes what could not be
   * deleted now.
   */
  sweep(path: string, cleared?: ClearedRecords): Promise<void>;
  /** Writes a consistent copy, of a live file too, once cleared records are swept; the target must not exist. */
  copy(path: string, target: string): Promise<void>;
  /** The same, which tells now and then how far it is, from 0 to 1; who stops early gets no copy. */
  copying(path: string, target: string): AsyncGenerator<number, void>;
  /**
   * Goes through a finished recording and looks for secrets, each given in the forms in which it may be written, of two bytes at least; also
   * across the payloads of one peer in one direction. With a target, which must not exist, it writes a copy there with `*` for each of their
   * bytes. Yields every 20 ms or so; who stops early gets no copy.
   */
  passOver(
    path: string,
    secrets: readonly (readonly Uint8Array[])[],
    target: string | null,
  ): AsyncGenerator<PassProgress, void>;
  /**
   * Locks a file against every other program, and creates it when it does not exist. Null while somebody else holds it. Rejects with what
   * the file system or SQLite threw. `lost` is called when the lock has ended by itself, with the thread that held it.
   */
  hold(path: string, lost?: () => void): Promise<FileLock | null>;
  /** Whether somebody holds a file that may only be read. Rejects as `hold` does. */
  isHeld(path: string): Promise<boolean>;
  /** Ends the workers; writers are finished first, and locks released last. */
  close(): Promise<void>;
}

/** An operating system's lock on a file. It ends with the process, however that ends. */
export interface FileLock {
  /** False once the file was deleted or replaced, or the lock was lost: another program then finds a free one. */
  readonly isInPlace: boolean;
  release(): Promise<void>;
}
