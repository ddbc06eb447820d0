import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { programPath } from './testedPrograms.ts';
import { until } from './until.ts';

const urlsSchema = z.tuple([z.string(), z.string(), z.string()]);
const toldSchema = z.tuple([z.string(), z.union([z.string(), z.number()])]);

/** `recorderProgram.ts` as a process of its own, which can be killed like any. */
export class Recorder implements AsyncDisposable {
  readonly tcpPort: number;
  readonly udpPort: number;
  readonly wsUrl: string;
  /** How the recordings stand, by the kind of their endpoint; what was never said is `recording`. */
  readonly states = new Map<string, string>();
  /** The numbers of the last records of its commits, in the order in which it told them, by the kind of their endpoint. */
  readonly commits = new Map<string, number[]>();
  private readonly child: ChildProcess;

  /** `uid` is who it runs as; the same as this process when not given. */
  static async start(workspace: string, uid?: number): Promise<Recorder> {
    const child = spawn(process.execPath, [programPath('recorderProgram'), workspace], {
      stdio: ['pipe', 'pipe', 'inherit'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    const lines = createInterface({ input: child.stdout });
    const [first] = (await once(lines, 'line')) as [string];
    return new Recorder(child, lines, urlsSchema.parse(JSON.parse(first)));
  }

  private constructor(
    child: ChildProcess,
    lines: ReturnType<typeof createInterface>,
    [tcp, udp, ws]: readonly [string, string, string],
  ) {
    this.child = child;
    this.tcpPort = Number(tcp.split(':').at(-1));
    this.udpPort = Number(udp.split(':').at(-1));
    this.wsUrl = ws;
    lines.on('line', (line) => {
      const [name, told] = toldSchema.parse(JSON.parse(line));
      if (typeof told === 'string') this.states.set(name, told);
      else this.commits.set(name, [...(this.commits.get(name) ?? []), told]);
    });
  }

  async reaches(name: string, state: string): Promise<void> {
    await until(() => (this.states.get(name) ?? 'recording') === state);
  }

  /** As the system would, or a person who has lost patience: nothing is finished. */
  async kill(): Promise<void> {
    await this.end(() => this.child.kill('SIGKILL'));
  }

  async stop(): Promise<void> {
    await this.end(() => this.child.stdin?.write('end\n'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  private async end(how: () => void): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    how();
    await exited;
  }
}
