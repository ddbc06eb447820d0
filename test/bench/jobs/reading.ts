import type { RecordReader, Store } from '../../../electron/engine/store/store.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { BenchEngine } from '../benchEngine.ts';
import { ensureBenchFile, needle, recordsPerNeedle, type BenchFile } from '../benchFile.ts';
import { compare, type Comparison } from '../report/pairs.ts';
import type { BenchmarkResult } from '../report/result.ts';
import { secondsSince } from '../report/statistics.ts';
import { SqliteProgram } from '../sqliteProgram.ts';
import { findTool } from '../tools.ts';

/** As many rows as a screen and what is above and below it. */
const pageRows = 200;
/** The short questions are asked so many times in a round: one of them is over before a process has started. */
const timesEach = 100;
/** Starting a process takes longer than the question. */
const startsEach = 10;

const rowColumns =
  'SELECT seq, at, peer, direction, kind, size, note, coalesce(preview, substr(bytes, 1, 64)) FROM records';

export const reading: Benchmark = {
  name: 'reading',
  what: 'open, page, jump, filter and byte search in 10 million records, against sqlite3 running the same query',
  run: runReading,
};

const runningProgram = 'sqlite3, running already';
const startedProgram = 'sqlite3, started for it';

/** Both sides give milliseconds. */
type Question = Pick<Comparison, 'what' | 'against' | 'ours' | 'theirs' | 'aim'>;

async function runReading(bench: Bench): Promise<BenchmarkResult> {
  if (findTool('sqlite3') === null) {
    return { rounds: 0, comparisons: [], figures: [], notes: ['Not run: sqlite3 is not installed.'] };
  }
  const file = await ensureBenchFile(bench);
  await using engine = await BenchEngine.start(bench.folder);
  const { store } = engine.engine;
  const reader = await store.open(file.path);
  const program = new SqliteProgram(file.path);
  const short = bench.rounds(7);
  const long = bench.rounds(3);
  const questions = [
    { rounds: short, of: opening(store, file, program) },
    { rounds: short, of: paging(reader, file, program) },
    { rounds: short, of: [jumping(reader, file, program)] },
    { rounds: long, of: [filtering(reader, program), searching(reader, file, program)] },
  ];
  const comparisons = [];
  for (const { rounds, of } of questions) {
    for (const question of of) {
      comparisons.push(await compare({ ...question, unit: 'ms', better: 'lower' }, rounds));
    }
  }
  await reader.close();
  return {
    rounds: short,
    comparisons,
    figures: [],
    notes: [
      'The file is in the page cache. “Running already” is the time of a whole run less that of a run without the query.',
      `Our side asks the engine’s reader, as a window does. Opening, pages and jumps are means of ${timesEach}.`,
    ],
  };
}

async function msEach(times: number, once: (index: number) => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  for (let index = 0; index < times; index += 1) await once(index);
  return (secondsSince(start) * 1000) / times;
}

/** Places all over the file, the same ones for both sides. */
function places({ records }: BenchFile): number[] {
  return Array.from({ length: timesEach }, (_, index) => 1 + ((index * 7_919_317) % (records - pageRows)));
}

/** The same job against a program that runs, and against one that is started for it, as somebody without a workbench does. */
function againstBoth(
  what: string,
  ours: () => Promise<number>,
  program: SqliteProgram,
  statementsOf: (index: number) => readonly string[],
): Question[] {
  const all = Array.from({ length: timesEach }, (_, index) => statementsOf(index)).flat();
  return [
    {
      what,
      against: startedProgram,
      ours,
      theirs: () => msEach(startsEach, (index) => program.secondsWithStart(statementsOf(index))),
      aim: 0.8,
    },
    {
      what,
      against: runningProgram,
      ours,
      theirs: async () => ((await program.secondsFor(all)) * 1000) / timesEach,
      aim: null,
    },
  ];
}

function opening(store: Store, { path }: BenchFile, program: SqliteProgram): Question[] {
  const ours = (): Promise<number> =>
    msEach(timesEach, async () => {
      const reader = await store.open(path);
      await reader.info();
      await reader.tail({ rows: pageRows });
      await reader.close();
    });
  return againstBoth('Open, and read the newest 200 rows', ours, program, () => [
    `.open "${path}"`,
    `${rowColumns} ORDER BY seq DESC LIMIT ${pageRows};`,
  ]);
}

function paging(reader: RecordReader, file: BenchFile, program: SqliteProgram): Question[] {
  const from = places(file);
  const ours = (): Promise<number> =>
    msEach(timesEach, (index) => reader.rows({ from: from[index] ?? 1, count: pageRows }));
  return againstBoth('Any page of 200 rows', ours, program, (index) => [
    `${rowColumns} WHERE seq >= ${from[index] ?? 1} ORDER BY seq LIMIT ${pageRows};`,
  ]);
}

/** A program that knows that times only grow could look for one as a person looks into a dictionary; SQL without an index cannot. */
function jumping(reader: RecordReader, file: BenchFile, program: SqliteProgram): Question {
  const seqs = places(file);
  return {
    what: 'Jump to a time',
    against: runningProgram,
    aim: 0.8,
    ours: () =>
      msEach(timesEach, async (index) => {
        const seq = seqs[index] ?? 1;
        const found = await reader.at({ at: file.at(seq) });
        if (found !== seq) throw new Error(`Found record ${found} in place of ${seq}.`);
      }),
    theirs: async () => {
      const [first = 1] = seqs;
      const middle = file.at(Math.max(first, Math.floor(file.records / 2)));
      return (
        (await program.secondsFor([`SELECT seq FROM records WHERE at >= ${middle} ORDER BY seq LIMIT 1;`])) *
        1000
      );
    },
  };
}

function filtering(reader: RecordReader, program: SqliteProgram): Question {
  return {
    what: 'Filter size>1k and dir:in',
    against: runningProgram,
    aim: 0.8,
    ours: () => msOfQuery(reader, 'size>1k and dir:in', null),
    theirs: async () =>
      (await program.secondsFor([`SELECT seq FROM records WHERE size > 1024 AND direction = 'in';`])) * 1000,
  };
}

function searching(reader: RecordReader, file: BenchFile, program: SqliteProgram): Question {
  const hex = needle.toString('hex');
  const expected = Math.floor(file.records / recordsPerNeedle);
  return {
    what: `Search for ${needle.length} bytes`,
    against: runningProgram,
    aim: 0.8,
    ours: () => msOfQuery(reader, `hex:${hex}`, expected),
    theirs: async () =>
      (await program.secondsFor([`SELECT seq FROM records WHERE instr(bytes, x'${hex}') > 0;`])) * 1000,
  };
}

/** From the question until every record was looked at. */
async function msOfQuery(reader: RecordReader, filter: string, expected: number | null): Promise<number> {
  const start = process.hrtime.bigint();
  const query = await reader.query(filter);
  const stop = new AbortController();
  try {
    for await (const { state, problem, matches } of query.progress.changes(stop.signal)) {
      if (state === 'failed') throw new Error(problem ?? 'The query failed.');
      if (state === 'scanning') continue;
      if (expected !== null && matches !== expected) throw new Error(`${matches} matches, not ${expected}.`);
      break;
    }
    return secondsSince(start) * 1000;
  } finally {
    stop.abort();
    await query.close();
  }
}
