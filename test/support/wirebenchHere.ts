import { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { Output } from '../../electron/cli/output.ts';
import { runCommandLine } from '../../electron/cli/runCommandLine.ts';
import type { StandardInput } from '../../electron/cli/standardInput.ts';
import { finishedWith, type Finished } from './finished.ts';
import { RunningCommand } from './runningCommand.ts';

const noInput: StandardInput = { kind: 'ended', open: () => Readable.from([]) };

/** The command line in this process, which takes a fraction of the time of one of its own. */
export class WirebenchHere extends RunningCommand {
  readonly finished: Promise<Finished>;
  private readonly stop = new AbortController();

  /** `stdout` stands in the place of what is read here; nothing is on standard input unless told. */
  constructor(args: readonly string[], stdout?: Writable, input = noInput) {
    super();
    this.finished = this.run(args, stdout ?? this.reading(), input);
  }

  interrupt(): Promise<Finished> {
    this.stop.abort();
    return this.finished;
  }

  private reading(): Writable {
    const decoder = new StringDecoder();
    return new Writable({
      write: (bytes: Buffer, _encoding, done) => {
        this.written(decoder.write(bytes));
        done();
      },
    });
  }

  private async run(args: readonly string[], stdout: Writable, input: StandardInput): Promise<Finished> {
    const status = await runCommandLine(args, {
      input,
      output: new Output(stdout),
      stop: this.stop.signal,
      warn: (sentence) => {
        this.stderr += `${sentence}\n`;
      },
    });
    this.outputEnded();
    // The lines of a list or an import are no events.
    const hasEvents = args[0] !== 'list' && args[0] !== 'import' && args.includes('--json');
    return finishedWith(status, this.stdout, this.stderr, hasEvents);
  }
}

/** The same for a command that ends by itself. */
export function runHere(...args: string[]): Promise<Finished> {
  return new WirebenchHere(args).finished;
}

/** The same with a pipe on its standard input, in which this is, and then its end. */
export function pipedHere(input: string | Buffer, ...args: string[]): WirebenchHere {
  const bytes = Buffer.from(input);
  const pipe = (): Readable => Readable.from(bytes.length === 0 ? [] : [bytes], { objectMode: false });
  return new WirebenchHere(args, undefined, { kind: 'pipe', open: pipe });
}
