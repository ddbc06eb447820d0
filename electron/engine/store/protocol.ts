import type { WireError } from '../../../shared/base/errors.ts';
import type { MarkList } from '../../../shared/model/markList.ts';
import type { MarkedStretch } from '../../../shared/model/mark.ts';
import type { KeepLimit } from '../../../shared/model/session.ts';
import type { PackedBatch } from './batch.ts';
import type { ClearedRecords } from './clearedRecords.ts';
import type { PackedContents } from './packedContents.ts';
import type { FileReadName, FileReads, QueryReadName, QueryReads } from './reads.ts';
import type {
  Damage,
  PassProgress,
  QueryProgress,
  RecordingFacts,
  RecordingHead,
  Search,
  SalvagedHead,
} from './store.ts';
import type { WritePatience } from './writePatience.ts';

/** The messages between the engine's thread and a worker of the store, both ways, in order. */

/** Numbers the writers and readers of one worker, from 1. Assigned by the asking side, so that it need not wait for an answer. */
export type FileId = number;

/** Numbers the queries of one worker, from 1; also assigned by the asking side. */
export type QueryId = number;

/** A peer that has not been reported before. */
export interface NewPeer {
  readonly id: number;
  readonly address: string;
  /** JSON. */
  readonly detail: string | null;
}

/** A row of the `meta` table that is written after the file was created. */
export type MetaEntry =
  | readonly ['url' | 'name' | 'facts', string]
  | readonly ['ended_at', number]
  | readonly ['complete' | 'named', 1];

/** Bytes of a record in a buffer of their own, which is transferred; `size` is the record's. */
export interface ByteWindow {
  readonly size: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A read of a file or of a filter, by its name. */
type Named<Reads extends Record<keyof Reads, { readonly question: unknown }>> = {
  [Name in keyof Reads]: { readonly name: Name; readonly question: Reads[Name]['question'] };
}[keyof Reads];

/** The result of holding a file: its number in the file system, null while somebody else holds it, or what SQLite or the system threw. */
export type HoldOutcome =
  | { readonly inode: number }
  | { readonly inode: null }
  | { readonly thrown: { readonly message: string; readonly code?: string; readonly errcode?: number } };

/** Sound records, and the damages between them, each with the number of these records that come before it. */
export interface SalvagedContents {
  readonly contents: PackedContents;
  readonly damages: readonly (Damage & { readonly index: number })[];
  /** Where to continue; null at the end. */
  readonly next: number | null;
}

/** The calls, and the answer to each. */
interface StoreCalls {
  create: {
    input: { file: FileId; path: string; head: RecordingHead; patience: WritePatience };
    output: null;
  };
  /** `isLive`: the other worker is writing it. `mayReturn`: something was cleared, whose rows must stay for now. */
  open: { input: { file: FileId; path: string; isLive: boolean; mayReturn: boolean }; output: null };
  salvage: {
    input: { file: FileId; path: string };
    output: { readonly head: SalvagedHead; readonly marks: MarkList };
  };
  salvaged: { input: { file: FileId; from: number; windowBytes: number }; output: SalvagedContents };
  salvagedBytes: { input: { file: FileId; seq: number; offset: number; length: number }; output: ByteWindow };
  read: { input: { file: FileId } & Named<FileReads>; output: FileReads[FileReadName]['answer'] };
  query: { input: { query: QueryId; file: FileId } & Search; output: QueryProgress };
  /** There are records from `first` to `last` now. */
  queryChanged: { input: { query: QueryId; first: number; last: number }; output: null };
  readQuery: { input: { query: QueryId } & Named<QueryReads>; output: QueryReads[QueryReadName]['answer'] };
  closeQuery: { input: { query: QueryId }; output: null };
  keep: { input: { file: FileId; limit: KeepLimit | null }; output: null };
  /** Commits the entries before it. */
  flush: { input: { file: FileId }; output: null };
  finish: { input: { file: FileId; endedAt: number }; output: null };
  /** Commits and closes a writer without marking it complete, or closes a reader. */
  release: { input: { file: FileId }; output: null };
  summarize: { input: { path: string }; output: RecordingFacts };
  /** Marks the file as named, and changes its name unless `name` is null. */
  setName: { input: { path: string; name: string | null }; output: null };
  /** Makes the marks of each stretch those that are given; answers with what was there. */
  setMarks: {
    input: { path: string; stretches: readonly MarkedStretch[] };
    output: { readonly before: readonly MarkedStretch[] };
  };
  /** Removes every record from a file that is being written. */
  clear: { input: { path: string }; output: ClearedRecords };
  /** Makes what was cleared count again. */
  bringBack: { input: { path: string; cleared: ClearedRecords }; output: null };
  /** Frees the space of what was cleared. `kept` is the number of the first record that was cleared, too, and may still come back. */
  sweep: { input: { path: string; cleared: ClearedRecords; kept: number | null }; output: null };
  /** Begins a copy. `copy` is a number as of a file. */
  beginCopy: { input: { copy: FileId; path: string; target: string }; output: null };
  /** Tells how far it is now and then; rejects as the copy does. */
  stepCopy: { input: { copy: FileId }; output: { readonly share: number; readonly isDone: boolean } };
  /** Cancels a copy that is not done. */
  endCopy: { input: { copy: FileId }; output: null };
  /** Begins a pass over an open file; `secrets` are the forms of each. `pass` is a number as of a file. */
  beginPass: {
    input: {
      pass: FileId;
      file: FileId;
      secrets: readonly (readonly Uint8Array[])[];
      target: string | null;
    };
    output: null;
  };
  stepPass: { input: { pass: FileId }; output: PassProgress };
  /** Deletes a copy that is not finished. */
  endPass: { input: { pass: FileId }; output: null };
  /** Locks a file against other programs, until `letGo` or the end. */
  hold: { input: { file: FileId; path: string }; output: HoldOutcome };
  letGo: { input: { file: FileId }; output: null };
  isHeld: { input: { path: string }; output: { readonly isHeld: boolean } };
  /** Closes every file; no calls may follow. */
  end: { input: object; output: null };
}

export type StoreCallName = keyof StoreCalls;
export type StoreInput<Name extends StoreCallName> = StoreCalls[Name]['input'];
export type StoreOutput<Name extends StoreCallName> = StoreCalls[Name]['output'];

export type StoreCall = {
  [Name in StoreCallName]: { type: Name; id: number } & StoreInput<Name>;
}[StoreCallName];

/** A batch for the file. Has no answer of its own: `committed`, `held` and `stopped` say what becomes of it. */
export interface AppendMessage {
  readonly type: 'append';
  readonly file: FileId;
  readonly batch: PackedBatch | null;
  readonly peers: readonly NewPeer[];
  readonly meta: readonly MetaEntry[];
}

export type StoreRequest = StoreCall | AppendMessage;

/** Unrequested events of a file that is written. */
export type StoreEvent =
  /** Records up to `total` are in the file, `bytes` of the batches are done with, and their buffers free again. */
  | {
      readonly type: 'committed';
      readonly file: FileId;
      readonly total: number;
      readonly bytes: number;
      readonly buffers: readonly ArrayBuffer[];
    }
  /** Records before `first` are no longer in the file. */
  | { readonly type: 'cut'; readonly file: FileId; readonly first: number }
  | { readonly type: 'held'; readonly file: FileId; readonly message: string; readonly cause: string }
  | { readonly type: 'recovered'; readonly file: FileId }
  | {
      readonly type: 'stopped';
      readonly file: FileId;
      readonly message: string;
      readonly fromSeq: number;
    };

export type StoreAnswer =
  | { readonly type: 'result'; readonly id: number; readonly output: StoreOutput<StoreCallName> }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  /** The unrequested progress of a query. */
  | { readonly type: 'progress'; readonly query: QueryId; readonly progress: QueryProgress }
  | StoreEvent;
