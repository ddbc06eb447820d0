import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

const replySchema = z.union([
  z.strictObject({ answer: z.unknown() }),
  z.strictObject({ failure: z.string() }),
]);

/** A process that is asked to do one thing at a time. It ends when its owner does, whichever way that happens. */
export class AskedProcess implements AsyncDisposable {
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  /** `script` is the name of a file in this folder. */
  static start(script: string, options: { readonly nodeOptions?: readonly string[] } = {}): AskedProcess {
    const execArgv = [...(options.nodeOptions ?? [])];
    return new AskedProcess(fork(join(import.meta.dirname, script), { execArgv, serialization: 'advanced' }));
  }

  /** Rejects when the other side fails or ends. */
  async ask<Answer>(question: unknown, answerSchema: z.ZodType<Answer>): Promise<Answer> {
    const ended = new AbortController();
    const exit = once(this.child, 'exit', { signal: ended.signal }).then(() => {
      throw new Error('A process of the benchmark ended before its time.');
    });
    try {
      const reply = once(this.child, 'message', { signal: ended.signal });
      this.child.send({ question });
      const [message] = await Promise.race([reply, exit]);
      const parsed = replySchema.parse(message);
      if ('failure' in parsed) throw new Error(parsed.failure);
      return answerSchema.parse(parsed.answer);
    } finally {
      ended.abort();
      await exit.catch(() => undefined);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.disconnect();
    await exited;
  }
}
