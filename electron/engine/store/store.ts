import type { Endpoint } from '../../../shared/model/connection.ts';
import type { Direction, RecordKind } from '../../../shared/model/record.ts';
import type { RecordPage } from '../../../shared/model/recordPage.ts';
import type { RecordingInfo, RecordingSummary } from '../../../shared/model/recording.ts';

/** A record on its way into the file. `bytes` are copied before `append` returns. */
export interface NewRecord {
  readonly at: number;
  readonly peer: number | null;
  readonly direction: Direction | null;
  readonly kind: RecordKind;
  readonly bytes: Uint8Array;
  readonly note: string | null;
}

/** The facts of a session that its file begins with. */
export interface RecordingHead {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly startedAt: number;
}

/** Reads one session file. Rejects with NOT_FOUND for what is not in it, with WRONG_STATE once it is closed. */
export interface RecordReader {
  info(): Promise<RecordingInfo>;
  /** Consecutive rows from sequence number `from` (≥ 1) on; fewer than `count` (≤ 512) where the records end. */
  rows(from: number, count: number): Promise<RecordPage>;
  /** The newest `count` rows. */
  tail(count: number): Promise<RecordPage>;
  /** Bytes of a record from `offset` on; fewer than `length` where they end. Cost depends on `length`, not on the record's size. */
  bytes(
    seq: number,
    offset: number,
    length: number,
  ): Promise<{ readonly size: number; readonly bytes: Uint8Array }>;
  close(): Promise<void>;
}

/** What a writer tells its session. */
export interface RecordWriterEvents {
  /** Records up to `total` can be read. Told at most once per batch. */
  committed(total: number): void;
  /** The outgoing batches reached their budget: hold the wire. `drained` follows when they are half empty. */
  filled(): void;
  drained(): void;
  /**
   * The file cannot be written now, for a reason that may pass (disk full, read-only, locked); `message` says why and what to do. Hold
   * the wire, whether or not `filled` was told: from now on memory is all there is. What is appended is kept, in order, and is tried
   * again every second. `recovered` follows when all of it is in the file, or `stopped`.
   */
  held(message: string): void;
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
  peer(id: number, address: string): void;
  /** The address as it was opened, with the real port. */
  opened(url: string): void;
  /** Resolves when everything appended until now is committed, or recording is held (after another try) or has stopped. */
  flush(): Promise<void>;
  /**
   * Commits, marks the file complete, and closes it. A file that is held is tried for 3 seconds more; then it is closed incomplete, and
   * `stopped` has told how many records are missing.
   */
  finish(endedAt: number): Promise<void>;
}

/** Session files, all of them written and read in one worker thread. */
export interface Store {
  /** Makes a new file; rejects when there is one already or none can be made, with a sentence. */
  create(path: string, head: RecordingHead, events: RecordWriterEvents): Promise<RecordWriter>;
  /** Opens for reading. Rejects with BAD_REQUEST and a sentence when the file is damaged, of a newer version, or no session file. */
  open(path: string): Promise<RecordReader>;
  /** What a list shows of a file, without opening it for long: its name and start. Rejects as `open` does. */
  summarize(path: string): Promise<Pick<RecordingSummary, 'name' | 'startedAt'>>;
  /** Changes the name inside the file, live or not. */
  rename(path: string, name: string): Promise<void>;
  /** Writes a consistent copy, of a live file too; the target must not exist. */
  copy(path: string, target: string): Promise<void>;
  /** Ends the worker; writers are finished first. */
  close(): Promise<void>;
}
