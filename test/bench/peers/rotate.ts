import type { Bench } from '../benchmark.ts';
import { resultOf } from '../report/pairs.ts';
import type { BenchmarkResult, ComparisonResult } from '../report/result.ts';
import { formatNumber } from '../report/tables.ts';
import { missingFor, type Tool } from './tool.ts';

/**
 * What a tool did in one run. `kept` is the share of what was sent that its log has, 1 for all of it; `value` is about that share only: who
 * throws half of it away is not twice as fast.
 */
export interface Run {
  readonly value: number;
  readonly kept: number;
}

export interface PeerJob {
  readonly what: string;
  readonly unit: string;
  readonly ours: Tool;
  readonly tools: readonly Tool[];
  /** Does the job once. The more, the better. */
  run(tool: Tool): Promise<Run>;
  /** How much is kept is what is asked. Elsewhere a tool that loses something is out of the contest: it did another, easier job. */
  readonly isAboutLoss?: boolean;
  readonly notes: readonly string[];
}

/** In each round everybody does the job once, the first one changing from round to round; ratios are within a round. */
export async function rotate(bench: Bench, usualRounds: number, job: PeerJob): Promise<BenchmarkResult> {
  const missing = job.tools.flatMap((tool) =>
    missingFor(tool).map((program) => `${tool.name}: no ${program}`),
  );
  const present = job.tools.filter((tool) => missingFor(tool).length === 0);
  const contenders = [job.ours, ...present];
  const runs = new Map<Tool, Run[]>(contenders.map((tool) => [tool, []]));
  const failed = new Map<Tool, string>();
  const rounds = bench.rounds(usualRounds);
  for (let round = 0; round < rounds; round += 1) {
    for (const tool of turned(contenders, round).filter((each) => !failed.has(each))) {
      try {
        const run = await job.run(tool);
        runs.get(tool)?.push(run);
        bench.say(`${tool.name}: ${formatNumber(run.value)} ${job.unit}`);
      } catch (error) {
        if (tool === job.ours) throw error;
        failed.set(tool, sentenceOf(error));
      }
    }
  }
  const ours = (runs.get(job.ours) ?? []).map(({ value }) => value);
  const finished = present.filter((tool) => !failed.has(tool));
  const comparisons = finished.map((tool) => {
    const theirs = runs.get(tool) ?? [];
    const isOut = job.isAboutLoss !== true && leastKept(theirs) < 1;
    return resultOf(
      { what: job.what, unit: job.unit, better: 'higher', against: tool.name, aim: isOut ? null : 1 },
      ours,
      theirs.map(({ value }) => value),
    );
  });
  return {
    rounds,
    comparisons,
    figures: [],
    notes: [
      ...comparisons.map(verdict),
      ...contenders.flatMap((tool) => lossOf(tool, runs.get(tool) ?? [])),
      ...[...failed].map(([{ name }, problem]) => `${name} did not do it: ${problem}`),
      ...missing.map((what) => `Not installed, or does not start: ${what}.`),
      ...job.notes,
    ],
  };
}

/** Without the stack that another process has told. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? message;
}

function turned<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

/** Within two in a hundred nobody is ahead. */
const levelMargin = 0.02;

function verdict({ against, ratio, aim }: ComparisonResult): string {
  if (aim === null) return `No contest with ${against}, which does not keep everything.`;
  const times = (factor: number): string => `${factor.toFixed(factor >= 10 ? 0 : 2)} times`;
  if (Math.abs(ratio.median - 1) < levelMargin) return `Level with ${against}.`;
  return ratio.median > 1
    ? `Ahead of ${against}: ${times(ratio.median)} as good.`
    : `Behind ${against}, which is ${times(1 / ratio.median)} as good.`;
}

function leastKept(runs: readonly Run[]): number {
  return Math.min(...runs.map(({ kept }) => kept));
}

function lossOf({ name }: Tool, runs: readonly Run[]): string[] {
  const least = leastKept(runs);
  return least < 1 ? [`${name} kept ${(least * 100).toFixed(1)} % of what was sent, in its worst run.`] : [];
}
