import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ensureTestBuild } from '../../support/build.ts';
import type { Bench, Benchmark } from '../benchmark.ts';
import { startWriter } from '../processes/benchWriter.ts';
import { compare } from '../report/pairs.ts';
import type { BenchmarkResult } from '../report/result.ts';
import { secondsSince } from '../report/statistics.ts';

export const showing: Benchmark = {
  name: 'show',
  what: 'wirebench show of a million records, against bare node:sqlite that prints the same',
  run: runShowing,
};

const startedAt = 1_800_000_000_000_000;

async function runShowing(bench: Bench): Promise<BenchmarkResult> {
  const build = await ensureTestBuild();
  const path = join(bench.folder, 'show.wbs');
  const records = bench.size(1_000_000, 20_000);
  await write(path, records);
  const rounds = bench.rounds(5);
  const ours = [join(build, 'main', 'cli.js'), 'show', path];
  const bare = join(import.meta.dirname, '..', 'processes', 'bareShow.ts');
  const comparisons = [];
  for (const options of [['--json'], []]) {
    const comparison = {
      what: ['show', ...options, 'of 40 B messages'].join(' '),
      unit: 'records/s',
      better: 'higher',
      against: 'bare node:sqlite',
      ours: () => rateOf(records, [...ours, ...options]),
      theirs: () => rateOf(records, [bare, path, ...options]),
      aim: 1,
    } as const;
    comparisons.push(await compare(comparison, rounds));
  }
  const notes = [
    'Both are processes that are started for it, and write to nowhere; ours holds each record against its checksum.',
  ];
  return { rounds, comparisons, figures: [], notes };
}

async function write(path: string, records: number): Promise<void> {
  await using file = await startWriter(path, startedAt);
  for (let number = 1; number <= records; number += 1) {
    file.writer.append({
      at: startedAt + number * 100,
      peer: 1,
      direction: number % 2 === 1 ? 'in' : 'out',
      kind: 'text',
      bytes: Buffer.from(`{"n":${String(number).padStart(8)},"what":"tick, tock"}`),
      note: null,
    });
    if (file.isFull) await file.hasRoom();
  }
  await file.finish(startedAt + records * 100);
}

/** Records a second, with the start of the process. */
async function rateOf(records: number, args: readonly string[]): Promise<number> {
  const start = process.hrtime.bigint();
  const program = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = await once(program, 'exit');
  if (status !== 0) throw new Error(`${args.join(' ')} failed.`);
  return records / secondsSince(start);
}
