import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { readCommandLine, type BenchOptions } from './commandLine.ts';
import { runJob, type Order } from './jobProcess.ts';
import { compareCheckouts, formatCheckouts } from './report/checkouts.ts';
import { describeMachine } from './report/machine.ts';
import { formatResult } from './report/tables.ts';
import { runAgainst } from './runAgainst.ts';

const checkout = resolve(import.meta.dirname, '../..');

/** A registry of benchmarks, and the name of the npm script that runs it. */
export interface Suite {
  readonly script: string;
  readonly benchmarks: readonly Benchmark[];
  /** The folder in `out/` that gets the numbers. */
  readonly output: string;
}

/** Does what the command line says. Resolves to the exit status: a benchmark that did not run is a failure, a missed aim is a number. */
export async function runSuite(suite: Suite, args: readonly string[]): Promise<number> {
  const options = tryReading(suite, args);
  if (options === null) return 2;
  if (typeof options === 'string') {
    process.stdout.write(`${options}\n`);
    return 0;
  }
  process.stdout.write(`${describeMachine()}; ${new Date().toISOString().slice(0, 10)}; medians\n`);
  let failures = 0;
  for (const benchmark of options.benchmarks) {
    process.stdout.write(`\n${benchmark.name}: ${benchmark.what}\n\n`);
    failures += (await runOne(suite, benchmark, options)) ? 0 : 1;
  }
  return failures === 0 ? 0 : 1;
}

function tryReading(suite: Suite, args: readonly string[]): BenchOptions | string | null {
  try {
    return readCommandLine(args, suite.benchmarks, suite.script);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}

async function runOne(
  suite: Suite,
  { name, what }: Benchmark,
  { rounds, quick, against }: BenchOptions,
): Promise<boolean> {
  const start = Date.now();
  const order: Order = { suite: suite.script, name, rounds, quick };
  const found = await (against === null ? runHere(order) : runInBoth(order, resolve(against)));
  if ('failure' in found) {
    process.stdout.write(`It did not run: ${found.failure}\n`);
    return false;
  }
  process.stdout.write(`${found.text}\n`);
  const kept = against === null ? suite.output : `${suite.output}-against`;
  await keep(join(kept, `${name}.json`), {
    name,
    what,
    machine: describeMachine(),
    date: new Date().toISOString(),
    quick,
    seconds: Math.round((Date.now() - start) / 1000),
    ...found.content,
  });
  return true;
}

/** What is printed, and what is kept. */
type Found = { readonly text: string; readonly content: object } | { readonly failure: string };

async function runHere(order: Order): Promise<Found> {
  const outcome = await runJob(checkout, order);
  return 'failure' in outcome ? outcome : { text: formatResult(outcome.result), content: outcome.result };
}

async function runInBoth(order: Order, against: string): Promise<Found> {
  try {
    const turns = await runAgainst({ here: checkout, there: against }, order);
    const rows = compareCheckouts(turns);
    return { text: formatCheckouts(rows), content: { against, turns, rows } };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

async function keep(path: string, content: object): Promise<void> {
  const target = join(checkout, 'out', path);
  await mkdir(join(target, '..'), { recursive: true });
  await writeFile(target, `${JSON.stringify(content, null, 2)}\n`);
}
