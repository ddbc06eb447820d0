import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { secondsSince } from './report/statistics.ts';

/** The `sqlite3` program on a session file. What it prints goes nowhere, so that a terminal or a pipe costs it nothing. */
export class SqliteProgram {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Seconds that statements take: those of the whole run, less those of a run without them. */
  async secondsFor(statements: readonly string[]): Promise<number> {
    const empty = await this.run([]);
    const whole = await this.run(statements);
    return Math.max(whole - empty, 1e-6);
  }

  /** Seconds of a whole run. */
  secondsWithStart(statements: readonly string[]): Promise<number> {
    return this.run(statements);
  }

  private async run(statements: readonly string[]): Promise<number> {
    const start = process.hrtime.bigint();
    const program = spawn('sqlite3', ['-readonly', '-batch', this.path], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const exited = once(program, 'exit');
    program.stdin.end(['.bail on', ...statements].join('\n').concat('\n'));
    const [status] = await exited;
    if (status !== 0) throw new Error('sqlite3 failed.');
    return secondsSince(start);
  }
}
