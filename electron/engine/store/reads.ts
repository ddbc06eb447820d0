import type { Definition, NameOf } from '../../../shared/contract/define.ts';
import type { recordsContract } from '../../../shared/contract/records.ts';
import type { viewReads } from '../../../shared/contract/views.ts';
import type { MarkPage, Stretch } from '../../../shared/model/mark.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { AnswerOf, ParsedInputOf } from '../../../shared/rpc/methods.ts';
import type { SentRows } from '../../../shared/model/sentHistory.ts';
import type { PackedContents } from './packedContents.ts';

/**
 * The reads of a session file, and of a filter over one: the table that both threads know. A read that a window asks for is declared in the
 * contract (`records.*`, `views.*`), and appears here through that; one that only the engine asks for is declared here. Each read has a
 * question, which is a list of arguments, and an answer, as the worker packs it. Bytes of an answer are in a buffer of their own, which is
 * transferred.
 */

/** The reads of a namespace of the contract, without their subject, which the reader already determines. */
type ContractReads<Namespace, Subject extends string> = {
  [Method in keyof Namespace as NameOf<Method>]: Namespace[Method] extends Definition
    ? {
        readonly question: [question: Omit<ParsedInputOf<Namespace[Method]>, Subject>];
        readonly answer: AnswerOf<Namespace[Method]>;
      }
    : never;
};

/** The reads of a session file. */
export interface FileReads extends ContractReads<typeof recordsContract, 'source'> {
  /** What the file says about itself, and its sums. */
  info: { readonly question: []; readonly answer: RecordingInfo };
  /**
   * Consecutive records from `from` (≥ 1) on with their bytes, at most `windowBytes` of each; one question for many, for a caller that
   * reads them all. Fewer than `count` where the records end or are large, none beyond the last. Each record was compared with its
   * checksum: rejects at a damaged one.
   */
  contents: {
    readonly question: [from: number, count: number, windowBytes: number];
    readonly answer: PackedContents;
  };
  /**
   * Windows of many records with one question, in the order asked for; each as `bytes` reads it. They come in one piece of memory: the
   * caller makes sure that they are not too large together.
   */
  windows: { readonly question: [wanted: readonly RecordWindow[]]; readonly answer: PackedWindows };
  /** The marks of a stretch in order, cut off at its ends: at most `count` of them, up to the record `to` of the answer. */
  marks: {
    readonly question: [question: Stretch & { readonly count: number }];
    readonly answer: MarkPage;
  };
  /**
   * The messages that a person sent, newest first: at most `count` (≥ 1) before a number (null: from the newest on) that match a filter.
   * Fewer where looking for them takes long; `next` says where to go on. Rejects with BAD_REQUEST for a filter that cannot be understood.
   */
  sent: { readonly question: [question: SentQuestion]; readonly answer: SentRows };
}

/** What to look for among the messages that a person sent. */
export interface SentQuestion {
  readonly before: number | null;
  readonly count: number;
  readonly filter: string;
}

/** The reads of a filter. */
export interface QueryReads extends ContractReads<typeof viewReads, 'view'> {
  /** The matches found so far among these records, as stretches of records that follow each other: at most `most` of them. */
  stretches: {
    readonly question: [question: { readonly among: readonly Stretch[]; readonly most: number }];
    readonly answer: readonly Stretch[];
  };
  /** The newest matches. */
  tail: {
    readonly question: [question: { readonly rows: number }];
    readonly answer: QueryReads['rows']['answer'];
  };
}

export type FileReadName = keyof FileReads;
export type QueryReadName = keyof QueryReads;

/** An answer to every read of a session file. */
export type FileAnswers = {
  readonly [Name in FileReadName]: (...question: FileReads[Name]['question']) => FileReads[Name]['answer'];
};

/** An answer to every read of a filter. */
export type QueryAnswers = {
  readonly [Name in QueryReadName]: (
    ...question: QueryReads[Name]['question']
  ) => QueryReads[Name]['answer'] | Promise<QueryReads[Name]['answer']>;
};

/** Part of the bytes of one record. */
export interface RecordWindow {
  readonly seq: number;
  readonly offset: number;
  readonly length: number;
}

/** Bytes of several records one after the other, and the length of each. */
export interface PackedWindows {
  readonly lengths: readonly number[];
  readonly body: Uint8Array;
}

/** Answers one of a file's reads. */
export function answerFile<Name extends FileReadName>(
  reads: FileAnswers,
  name: Name,
  question: FileReads[Name]['question'],
): FileReads[Name]['answer'] {
  return reads[name](...question);
}

/** Answers one of a filter's reads. */
export function answerQuery<Name extends QueryReadName>(
  query: QueryAnswers,
  name: Name,
  question: QueryReads[Name]['question'],
): QueryReads[Name]['answer'] | Promise<QueryReads[Name]['answer']> {
  return query[name](...question);
}
