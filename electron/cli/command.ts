import type { Output } from './output.ts';
import type { StandardInput } from './standardInput.ts';

/** Everything outside it that a command uses. */
export interface Surroundings {
  readonly input: StandardInput;
  readonly output: Output;
  /** Fires when the person or the system wants the program to end. */
  readonly stop: AbortSignal;
  /** Writes a sentence to stderr. */
  readonly warn: (sentence: string) => void;
}

/** The exit statuses, as `--help` lists them. */
export const exitDone = 0;
export const exitFailed = 1;
export const exitUsage = 2;

export interface Command {
  /** The whole help text, with examples. */
  readonly help: string;
  /** Resolves to the exit status. Rejects with a `UsageError` before anything has begun. */
  run(args: readonly string[], surroundings: Surroundings): Promise<number>;
}

/** The command line cannot be carried out as written. The message may have further lines that show the place. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
