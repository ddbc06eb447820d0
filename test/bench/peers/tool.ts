import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { starts } from '../tools.ts';

/** A program that somebody uses for the job, with a log that has times. */
export interface Tool {
  readonly name: string;
  /** A program, and arguments with which it only shows that it starts. */
  readonly needs: readonly (readonly [program: string, ...args: string[]])[];
  /** For `sh`: `$1` is the port, `$2` the file it logs to. */
  readonly command: string;
  /** Whether it ends when the other side hangs up, or has to be told. */
  readonly ends: 'by itself' | 'when told';
  /** It looks on from beside while another program receives. */
  readonly looksOn?: boolean;
  /** How many of the datagrams are in its log; where that is asked. */
  readonly countKept?: (log: string) => Promise<number>;
}

/** The names of those programs that are missing, or do not start. */
export function missingFor({ needs }: Tool): string[] {
  return needs.filter(([program, ...args]) => !starts(program, ...args)).map(([program]) => program);
}

/** 60 s: a tool that needs longer for a job of seconds has failed at it. */
const longestRunMs = 60_000;

/** A tool that runs. It and what it has started end with their owner, whatever happens. */
export class RunningTool implements AsyncDisposable {
  private readonly child: ChildProcess;
  private readonly deadline: NodeJS.Timeout;
  private isLate = false;

  constructor(tool: Tool, port: number, log: string) {
    // A group of its own: a pipe of several programs is ended as one.
    this.child = spawn('sh', ['-c', tool.command, 'sh', String(port), log, process.execPath], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.deadline = setTimeout(() => {
      this.isLate = true;
      this.signal('SIGKILL');
    }, longestRunMs);
  }

  /** Tells it to end, as Ctrl-C does. */
  interrupt(): void {
    this.signal('SIGINT');
  }

  /** Rejects when it had to be ended because it took too long. */
  async ended(): Promise<void> {
    if (!this.hasEnded) await once(this.child, 'exit');
    this.assertInTime();
  }

  /** Throws when it had to be ended because it took too long. */
  assertInTime(): void {
    if (this.isLate) throw new Error(`It was not done after ${longestRunMs / 1000} s.`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.deadline);
    const ended = this.hasEnded ? null : once(this.child, 'exit');
    // Also when the shell has ended: a part of its pipe may be left.
    this.signal('SIGKILL');
    await ended;
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // The group has ended already.
    }
  }
}
