import { nameOf, type NameIn } from '../../../shared/contract/define.ts';
import { recordsContract } from '../../../shared/contract/records.ts';
import { viewReads } from '../../../shared/contract/views.ts';
import { unpackMatches } from '../../../shared/model/filteredView.ts';
import { unpackPage } from '../../../shared/model/recordPage.ts';
import type { MarkPage, Stretch } from '../../../shared/model/mark.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { SentRows } from '../../../shared/model/sentHistory.ts';
import { unpackContents } from './packedContents.ts';
import type { FileReadName, FileReads, PackedWindows, QueryReadName, QueryReads } from './reads.ts';

/**
 * The reads by their names, for callers in this process: `reader.rows(question)` asks, and unpacks the answer. A caller that passes an
 * answer on uses `ask`, and gets it packed.
 */

/** How each answer is unpacked. Answers of reads in the contract that are missing here are returned as they are. */
const fileUnpackings = {
  info: (info: RecordingInfo) => info,
  tail: unpackPage,
  rows: unpackPage,
  bytes: ({ output: { size }, body: bytes }: FileReads['bytes']['answer']) => ({ size, bytes }),
  at: ({ seq }: FileReads['at']['answer']) => seq,
  contents: unpackContents,
  windows: unpackWindows,
  sent: (rows: SentRows) => rows,
  marks: (page: MarkPage) => page,
} satisfies EngineReads & Unpackings;

/** Every read that only the engine asks for must be here. */
type EngineReads = Readonly<
  Record<Exclude<FileReadName, NameIn<typeof recordsContract>>, (answer: never) => unknown>
>;

const queryUnpackings = {
  rows: unpackMatches,
  tail: unpackMatches,
  ranges: ({ ranges }: QueryReads['ranges']['answer']) => ranges,
  stretches: (stretches: readonly Stretch[]) => stretches,
} satisfies Unpackings;

type Unpacked<Name, Answer, Table> = Name extends keyof Table
  ? Table[Name] extends (answer: never) => infer Value
    ? Value
    : never
  : Answer;

/** Every read of a session file as a method. */
export type NamedReads = {
  readonly [Name in FileReadName]: (
    ...question: FileReads[Name]['question']
  ) => Promise<Unpacked<Name, FileReads[Name]['answer'], typeof fileUnpackings>>;
};

/** Every read of a filter as a method. */
export type NamedQueryReads = {
  readonly [Name in QueryReadName]: (
    ...question: QueryReads[Name]['question']
  ) => Promise<Unpacked<Name, QueryReads[Name]['answer'], typeof queryUnpackings>>;
};

/** Passes on any read of a session file. A reader that extends `NamedFileReads` implements this one method. */
export interface FileAsker {
  ask<Name extends FileReadName>(
    name: Name,
    ...question: FileReads[Name]['question']
  ): Promise<FileReads[Name]['answer']>;
}

/** The same for a filter. */
export interface QueryAsker {
  ask<Name extends QueryReadName>(
    name: Name,
    ...question: QueryReads[Name]['question']
  ): Promise<QueryReads[Name]['answer']>;
}

/** Either of them, for a name that is known only at run time. */
export interface Asker {
  ask(name: string, ...question: readonly unknown[]): Promise<unknown>;
}

type Unpackings = Readonly<Record<string, (answer: never) => unknown>>;

/** A class whose methods ask for the reads of these names, and unpack the answers. */
function withReads(names: readonly string[], unpackings: Unpackings): abstract new () => object {
  abstract class Reads implements Asker {
    abstract ask(name: string, ...question: readonly unknown[]): Promise<unknown>;
  }
  for (const name of new Set(names)) {
    const unpack = unpackings[name];
    const value = async function read(this: Asker, ...question: unknown[]): Promise<unknown> {
      const answer = await this.ask(name, ...question);
      // The table has under a read's name what unpacks that read's answer.
      return unpack ? unpack(answer as never) : answer;
    };
    Object.defineProperty(Reads.prototype, name, { value, writable: true });
  }
  return Reads;
}

function namesOf(contract: object): string[] {
  return Object.keys(contract).map(nameOf);
}

/**
 * A reader of a session file: extended by classes that `ask`. Its methods are made from the same tables as their types, which TypeScript
 * cannot see: here and in `NamedQuery` a cast says so.
 */
export const NamedFileReads = withReads(
  [...namesOf(recordsContract), ...Object.keys(fileUnpackings)],
  fileUnpackings,
) as abstract new () => NamedReads;

/** A filter over a session file: extended by classes that `ask`. */
export const NamedQuery = withReads(
  [...namesOf(viewReads), ...Object.keys(queryUnpackings)],
  queryUnpackings,
) as abstract new () => NamedQueryReads;

function unpackWindows({ lengths, body }: PackedWindows): readonly Uint8Array[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return body.subarray(end - length, end);
  });
}
