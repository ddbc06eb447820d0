import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Benchmark } from './benchmark.ts';
import { readCommandLine, type BenchOptions } from './commandLine.ts';
import { describeMachine } from './report/machine.ts';
import { benchmarkResultSchema, type BenchmarkResult } from './report/result.ts';
import { formatResult } from './report/tables.ts';

const outcomeSchema = z.union([
  z.strictObject({ result: benchmarkResultSchema }),
  z.strictObject({ failure: z.string() }),
]);

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
  { rounds, quick }: BenchOptions,
): Promise<boolean> {
  const start = Date.now();
  const outcome = await inProcessOfItsOwn({ suite: suite.script, name, rounds, quick });
  if ('failure' in outcome) {
    process.stdout.write(`It did not run: ${outcome.failure}\n`);
    return false;
  }
  process.stdout.write(`${formatResult(outcome.result)}\n`);
  await keep(join(suite.output, `${name}.json`), {
    name,
    what,
    machine: describeMachine(),
    date: new Date().toISOString(),
    quick,
    seconds: Math.round((Date.now() - start) / 1000),
    ...outcome.result,
  });
  return true;
}

async function inProcessOfItsOwn(order: object): Promise<{ result: BenchmarkResult } | { failure: string }> {
  const child = fork(join(import.meta.dirname, 'runOne.ts'), [JSON.stringify(order)], {
    serialization: 'advanced',
  });
  const exited = once(child, 'exit');
  const outcomes: unknown[] = [];
  child.on('message', (message) => outcomes.push(message));
  await exited;
  const parsed = outcomeSchema.safeParse(outcomes[0]);
  return parsed.success ? parsed.data : { failure: 'its process ended without a result.' };
}

async function keep(path: string, content: object): Promise<void> {
  const target = resolve(import.meta.dirname, '../../out', path);
  await mkdir(join(target, '..'), { recursive: true });
  await writeFile(target, `${JSON.stringify(content, null, 2)}\n`);
}
