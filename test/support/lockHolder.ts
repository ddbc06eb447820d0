import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { programPath } from './testedPrograms.ts';

/** `lockProgram.ts` as a process of its own, which can be killed like any. */
export class LockHolder implements AsyncDisposable {
  /** What came of it, as soon as it is known. */
  readonly outcome: Promise<string>;
  private readonly child: ChildProcess;

  /** `uid` is who it runs as; the same as this process when not given. */
  constructor(workspace: string, uid?: number) {
    const child = spawn(process.execPath, [programPath('lockProgram'), workspace], {
      stdio: ['pipe', 'pipe', 'inherit'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    this.child = child;
    this.outcome = once(child.stdout.setEncoding('utf8'), 'data').then(([line]) => String(line).trim());
  }

  /** As the system would, or a person who has lost patience: nothing is cleaned up. */
  async kill(): Promise<void> {
    await this.end(() => this.child.kill('SIGKILL'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end(() => this.child.stdin?.end());
  }

  private async end(how: () => void): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    how();
    await exited;
  }
}
