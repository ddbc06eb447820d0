import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { benchmarkResultSchema, type BenchmarkResult } from './report/result.ts';

const outcomeSchema = z.union([
  z.strictObject({ result: benchmarkResultSchema }),
  z.strictObject({ failure: z.string() }),
]);

/** A benchmark, and how it is to be run. */
export interface Order {
  readonly suite: string;
  readonly name: string;
  readonly rounds: number | null;
  readonly quick: boolean;
}

/** What a benchmark found, or a sentence why it did not run. */
export type Outcome = { readonly result: BenchmarkResult } | { readonly failure: string };

/** Runs one benchmark of the checkout in `root` in a process of its own, so that it does not inherit the memory of another. */
export async function runJob(root: string, order: Order): Promise<Outcome> {
  const child = fork(join(root, 'test/bench/runOne.ts'), [JSON.stringify(order)], {
    cwd: root,
    serialization: 'advanced',
  });
  const exited = once(child, 'exit');
  const outcomes: unknown[] = [];
  child.on('message', (message) => outcomes.push(message));
  await exited;
  const parsed = outcomeSchema.safeParse(outcomes[0]);
  return parsed.success ? parsed.data : { failure: 'its process ended without a result.' };
}
