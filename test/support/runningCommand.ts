import { outputLine, type Finished } from './finished.ts';

/** A command of the command line that runs, wherever that is. */
export abstract class RunningCommand {
  abstract readonly finished: Promise<Finished>;
  protected stdout = '';
  protected stderr = '';
  private hasEnded = false;
  private more = Promise.withResolvers<void>();

  /** Asks it to end, as Ctrl-C does. */
  abstract interrupt(): Promise<Finished>;

  /** The first line of the output, as soon as it is there. */
  async firstLine(): Promise<string> {
    await this.prints(/\n/);
    return this.stdout.slice(0, this.stdout.indexOf('\n'));
  }

  /** The address of the first line, for `listen --json`. */
  async url(): Promise<URL> {
    const first = outputLine.parse(JSON.parse(await this.firstLine()));
    return new URL('url' in first ? first.url : '');
  }

  /** Resolves when the output has something. */
  async prints(what: RegExp): Promise<void> {
    while (!what.test(this.stdout)) {
      if (this.hasEnded) throw new Error(`It ended without ${what}: ${this.stderr}`);
      await this.more.promise;
    }
  }

  /** Takes what it wrote to standard output. */
  protected written(text: string): void {
    this.stdout += text;
    this.tell();
  }

  /** Nothing more comes on standard output. */
  protected outputEnded(): void {
    this.hasEnded = true;
    this.tell();
  }

  private tell(): void {
    this.more.resolve();
    this.more = Promise.withResolvers();
  }
}
