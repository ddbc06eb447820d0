import type { Output } from './output.ts';

/** What a command has of the world around it. */
export interface Surroundings {
  readonly output: Output;
  /** Fires when the person or the system wants the program to end. */
  readonly stop: AbortSignal;
  /** Writes a sentence to stderr. */
  readonly warn: (sentence: string) => void;
}

/** The exit statuses, as `--help` says them. */
export const exitDone = 0;
export const exitFailed = 1;
export const exitUsage = 2;

export interface Command {
  /** Everything about it, with examples. */
  readonly help: string;
  /** Resolves to the exit status. Rejects with a `UsageError` before anything was begun. */
  run(args: readonly string[], surroundings: Surroundings): Promise<number>;
}

/** The command line cannot be carried out as it is written. The message may have further lines that show the place. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
