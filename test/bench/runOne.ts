/** Runs one benchmark, named by the JSON in the first argument, and tells its parent the result. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { benchmarks } from './benchmarks.ts';
import type { Bench } from './benchmark.ts';
import { peerBenchmarks } from './peers/peerBenchmarks.ts';

const order = z
  .strictObject({
    suite: z.enum(['bench', 'bench:peers']),
    name: z.string(),
    rounds: z.int().min(1).nullable(),
    quick: z.boolean(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const quickRounds = 2;
const folder = await mkdtemp(join(tmpdir(), 'wirebench-bench-'));
const bench: Bench = {
  folder,
  quick: order.quick,
  rounds: (usual) => order.rounds ?? (order.quick ? quickRounds : usual),
  size: (full, quick) => (order.quick ? quick : full),
  say: (line) => void process.stderr.write(`  … ${line}\n`),
};

async function tell(message: object): Promise<void> {
  await new Promise((resolve) => process.send?.(message, resolve));
}

try {
  const all = order.suite === 'bench' ? benchmarks : peerBenchmarks;
  const benchmark = all.find(({ name }) => name === order.name);
  if (!benchmark) throw new Error(`There is no benchmark “${order.name}”.`);
  await tell({ result: await benchmark.run(bench) });
} catch (error) {
  await tell({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
} finally {
  await rm(folder, { recursive: true, force: true });
  process.disconnect?.();
}
