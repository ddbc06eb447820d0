import { recordsContract } from '../../../shared/contract/records.ts';
import { viewReads } from '../../../shared/contract/views.ts';
import { unpackMatches } from '../../../shared/model/filteredView.ts';
import { unpackPage } from '../../../shared/model/recordPage.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import { unpackContents } from './packedContents.ts';
import type { FileReadName, FileReads, NameIn, PackedWindows, QueryReadName, QueryReads } from './reads.ts';

/**
 * The reads by their names, for who uses what was read in this process: `reader.rows(question)` asks, and unpacks the answer. Who hands
 * an answer on takes it as it is, by `ask`.
 */

/** What becomes of an answer. One of the contract that is not here is given as it is. */
const fileUnpackings = {
  info: (info: RecordingInfo) => info,
  tail: unpackPage,
  rows: unpackPage,
  bytes: ({ output: { size }, body: bytes }: FileReads['bytes']['answer']) => ({ size, bytes }),
  at: ({ seq }: FileReads['at']['answer']) => seq,
  contents: unpackContents,
  windows: unpackWindows,
} satisfies EngineReads & Unpackings;

/** Those that only the engine asks for are here, each of them. */
type EngineReads = Readonly<
  Record<Exclude<FileReadName, NameIn<typeof recordsContract>>, (answer: never) => unknown>
>;

const queryUnpackings = {
  rows: unpackMatches,
  tail: unpackMatches,
  ranges: ({ ranges }: QueryReads['ranges']['answer']) => ranges,
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

/** Takes any read of a session file to where it is answered. A reader that extends `NamedFileReads` has this one method of its own. */
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

/** One of both, to a name that is known at run time only. */
export interface Asker {
  ask(name: string, ...question: readonly unknown[]): Promise<unknown>;
}

type Unpackings = Readonly<Record<string, (answer: never) => unknown>>;

/** A class whose methods ask for the reads of these names, and unpack what is answered. */
function withReads(names: readonly string[], unpackings: Unpackings): abstract new () => object {
  abstract class Reads implements Asker {
    abstract ask(name: string, ...question: readonly unknown[]): Promise<unknown>;
  }
  for (const name of new Set(names)) {
    const unpack = unpackings[name];
    const value = async function read(this: Asker, ...question: unknown[]): Promise<unknown> {
      const answer = await this.ask(name, ...question);
      return unpack ? unpack(answer as never) : answer;
    };
    Object.defineProperty(Reads.prototype, name, { value, writable: true });
  }
  return Reads;
}

function namesOf(contract: object): string[] {
  return Object.keys(contract).map((method) => method.slice(method.indexOf('.') + 1));
}

/**
 * A reader of a session file: extended by classes that `ask`. Its methods are made from the tables that their types are made from, too, which
 * TypeScript cannot see: here and in `NamedQuery` it is told.
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
