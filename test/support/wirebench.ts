import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { commandLine } from './commandLine.ts';
import { finishedWith, type Finished } from './finished.ts';
import { RunningCommand } from './runningCommand.ts';

const root = resolve(import.meta.dirname, '../..');

/** How a process of the command line is started. */
export interface Start {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Descriptors in the place of what is read here, or of nothing for the input; what they are opened on is closed by the caller. */
  readonly stdin?: number | 'pipe';
  readonly stdout?: number;
  readonly stderr?: number;
}

/** The command line as a process of its own. */
export class Wirebench extends RunningCommand {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;

  constructor(args: readonly string[], start: Start = {}) {
    super();
    const json = args.includes('--json');
    this.child = spawn(process.execPath, [...commandLine(), ...args], {
      cwd: start.cwd ?? root,
      env: { ...process.env, ...start.env },
      stdio: [start.stdin ?? 'ignore', start.stdout ?? 'pipe', start.stderr ?? 'pipe'],
    });
    this.child.stdout
      ?.setEncoding('utf8')
      .on('data', (text: string) => this.written(text))
      .on('close', () => this.outputEnded());
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.finished = once(this.child, 'close').then(([status]) =>
      finishedWith(status as number | null, this.stdout, this.stderr, json),
    );
  }

  interrupt(): Promise<Finished> {
    this.child.kill('SIGINT');
    return this.finished;
  }
}

export function run(...args: string[]): Promise<Finished> {
  return new Wirebench(args).finished;
}
