import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { onAbort } from '../shared/base/onAbort.ts';

/** 5 s to end when asked to; then it is made to. */
const endTimeoutMs = 5000;

export interface ChildOutcome {
  /** Null when a signal ended it, or it could not be started. */
  readonly status: number | null;
  /** What it wrote, where it was not let through; why it could not be started. */
  readonly output: string;
}

export interface ChildOptions {
  /** Ends the child. */
  readonly stop: AbortSignal;
  readonly cwd: string;
  /** `collect` keeps what it writes, `inherit` lets it through, a function is given it. */
  readonly output: 'collect' | 'inherit' | ((text: string) => void);
  /** Has the system's shell find and start it, as Windows needs for what npm installs. */
  readonly shell?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. Never rejects, and never leaves the program behind. */
export function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<ChildOutcome> {
  const stdio: SpawnOptions['stdio'] =
    options.output === 'inherit' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  const { cwd, environment = process.env, shell = false } = options;
  const child = spawn(command, args, { cwd, stdio, env: environment, shell });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      if (typeof options.output === 'function') options.output(text);
      else output += text;
    });
  }
  const letGo = endWith(options.stop, child);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      letGo();
      resolve({ status: null, output: error.message });
    });
    child.once('close', (status) => {
      letGo();
      resolve({ status, output });
    });
  });
}

function endWith(stop: AbortSignal, child: ChildProcess): () => void {
  let force: NodeJS.Timeout | undefined;
  const end = (): void => {
    child.kill('SIGTERM');
    force = setTimeout(() => child.kill('SIGKILL'), endTimeoutMs);
  };
  const listening = onAbort(stop, end);
  return () => {
    listening.dispose();
    clearTimeout(force);
  };
}
