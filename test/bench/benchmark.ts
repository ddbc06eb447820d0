import type { BenchmarkResult } from './report/result.ts';

/** What a benchmark is given. */
export interface Bench {
  /** Empty, and gone afterwards. */
  readonly folder: string;
  /** Small enough to see that everything works, too small for its numbers to mean anything. */
  readonly quick: boolean;
  /** How often both sides are run, unless whoever started it says otherwise. */
  rounds(usual: number): number;
  /** The one of the two sizes that is meant. */
  size(full: number, quick: number): number;
  /** A line for who waits. */
  say(line: string): void;
}

/** One row of the table in the README. Each is run in a process of its own, so that none inherits the memory of another. */
export interface Benchmark {
  readonly name: string;
  /** What is measured, against what. */
  readonly what: string;
  run(bench: Bench): Promise<BenchmarkResult>;
}
