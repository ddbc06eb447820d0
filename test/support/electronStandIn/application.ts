import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import type { Caller } from './caller.ts';
import type * as electronStandIn from './electron.ts';
import { programPath } from '../testedPrograms.ts';

type StandIn = typeof electronStandIn;
export interface Tools {
  readonly Caller: typeof Caller;
}

export interface ApplicationOptions {
  /** The main bundle. */
  readonly main: string;
  /** The home folder of the program: a temporary one. */
  readonly home: string;
  readonly args?: readonly string[];
  readonly packaged?: boolean;
  /** There is a first one already. */
  readonly second?: boolean;
  /** The arguments are a command that does not end by itself. */
  readonly endless?: boolean;
  /** In place of what the test has; null where the program has none. */
  readonly environment?: Readonly<Record<string, string | null>>;
}

const answer = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() });

/** A main bundle that runs in a Node process of its own, with the stand-in as its `electron`. */
export class Application implements AsyncDisposable {
  /** Everything it wrote. */
  output = '';
  private readonly child: ChildProcess;
  private readonly pending = new Map<number, (message: z.infer<typeof answer>) => void>();
  /** Rejects when the program ends by itself. */
  private readonly ended: Promise<never>;
  private lastId = 0;

  /** Resolves once the bundle was evaluated and `ready` was emitted; of an endless command, once it can be asked for something. */
  static async start(options: ApplicationOptions): Promise<Application> {
    const application = new Application(options);
    if (options.endless !== true) await application.answerTo(0);
    return application;
  }

  private constructor({ main, home, args = [], packaged, second, environment }: ApplicationOptions) {
    const given = Object.entries(environment ?? {}).map(([name, value]) => [name, value ?? undefined]);
    this.child = fork(programPath('standInProgram'), [main, ...args], {
      cwd: home,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        ...Object.fromEntries(given),
        STAND_IN_HOME: home,
        STAND_IN_PACKAGED: packaged === true ? 'yes' : 'no',
        STAND_IN_SECOND: second === true ? 'yes' : 'no',
      },
    });
    this.ended = once(this.child, 'exit').then(([status]): never => {
      throw new Error(`The program ended with ${String(status)}:\n${this.output}`);
    });
    this.ended.catch(() => undefined);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.child.on('message', (message) => {
      const parsed = answer.parse(message);
      this.pending.get(parsed.id)?.(parsed);
    });
  }

  /**
   * Runs a function beside the bundle, with the stand-in, the argument and the tools. It is sent as its source, so it can use nothing
   * else, and what it gives has to survive a structured clone.
   */
  async evaluate<Argument, Value>(
    run: (electron: StandIn, argument: Argument, tools: Tools) => Value,
    argument?: Argument,
  ): Promise<Awaited<Value>> {
    this.lastId += 1;
    const answered = this.answerTo(this.lastId);
    this.child.send({ id: this.lastId, source: run.toString(), argument });
    return (await answered) as Awaited<Value>;
  }

  private async answerTo(id: number): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<z.infer<typeof answer>>();
    this.pending.set(id, resolve);
    const { value, error } = await Promise.race([promise, this.ended]);
    this.pending.delete(id);
    if (error !== undefined) throw new Error(`${error}\n${this.output}`);
    return value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}
