import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { formatTable } from './report/tables.ts';

export interface BenchOptions {
  readonly benchmarks: readonly Benchmark[];
  readonly rounds: number | null;
  readonly quick: boolean;
  /** The folder of another checkout, whose code is measured beside this one's. */
  readonly against: string | null;
}

const options = {
  rounds: { type: 'string' },
  quick: { type: 'boolean' },
  against: { type: 'string' },
  list: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** What the command line asks for; a text when it asks only for one. Throws an Error with a sentence for what it cannot be. */
export function readCommandLine(
  args: readonly string[],
  all: readonly Benchmark[],
  script: string,
): BenchOptions | string {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help === true) return usage(script);
  if (values.list === true) return formatTable(all.map(({ name, what }) => [name, what]));
  const unknown = positionals.filter((name) => all.every((each) => each.name !== name));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark “${unknown.join(', ')}”; --list names them all.`);
  const rounds = values.rounds === undefined ? null : Number(values.rounds);
  if (rounds !== null && !(Number.isInteger(rounds) && rounds >= 1)) {
    throw new Error('--rounds is a whole number from 1 on.');
  }
  const benchmarks = positionals.length === 0 ? all : all.filter(({ name }) => positionals.includes(name));
  return { benchmarks, rounds, quick: values.quick ?? false, against: values.against ?? null };
}

function usage(script: string): string {
  return `Usage: npm run ${script} -- [NAME…] [--rounds N] [--quick] [--against FOLDER] [--list]

Without names all are run, one after the other, each in a process of its own.

  --rounds N   run both sides N times, whatever is usual
  --quick      small sizes and two rounds: shows that it works, and nothing else
  --against FOLDER
               run each job in this checkout and in that of FOLDER, in turn, and compare the two; above 1 this one is ahead
  --list       the names, and what each measures`;
}
