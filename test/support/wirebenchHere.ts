import { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { Output } from '../../electron/cli/output.ts';
import { runCommandLine } from '../../electron/cli/runCommandLine.ts';
import { finishedWith, type Finished } from './finished.ts';
import { RunningCommand } from './runningCommand.ts';

/** The command line in this process, which takes a fraction of the time of one of its own. */
export class WirebenchHere extends RunningCommand {
  readonly finished: Promise<Finished>;
  private readonly stop = new AbortController();

  /** `stdout` stands in the place of what is read here. */
  constructor(args: readonly string[], stdout?: Writable) {
    super();
    this.finished = this.run(args, stdout ?? this.reading());
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

  private async run(args: readonly string[], stdout: Writable): Promise<Finished> {
    const status = await runCommandLine(args, {
      input: { kind: 'ended', open: () => Readable.from([]) },
      output: new Output(stdout),
      stop: this.stop.signal,
      warn: (sentence) => {
        this.stderr += `${sentence}\n`;
      },
    });
    this.outputEnded();
    return finishedWith(status, this.stdout, this.stderr, args.includes('--json'));
  }
}

/** The same for a command that ends by itself. */
export function runHere(...args: string[]): Promise<Finished> {
  return new WirebenchHere(args).finished;
}
