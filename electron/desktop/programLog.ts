import { app } from 'electron';
import { messageOf } from '../../shared/base/errors.ts';
import { visibleLine, visibleLines } from '../../shared/bytes/visibleText.ts';
import type { LogFile } from './logFile.ts';
import { ownFrames } from './ownFrames.ts';

type Level = 'info' | 'warning' | 'error';

/**
 * What a developer of Wirebench may want to know later: of each line when it was, how bad, from where in the program, and the words. It is
 * on standard error, too, as it is in every other host.
 */
export class ProgramLog {
  private readonly file: LogFile;
  private isFailing = false;

  constructor(file: LogFile) {
    this.file = file;
  }

  get folder(): string {
    return this.file.folder;
  }

  /** The newest, the oldest of them first. */
  lastLines(count: number): readonly string[] {
    return this.file.lastLines(count);
  }

  /** Notes the start, and from now on what goes wrong in any part of the program. It changes nothing of what comes of that. */
  followProgram(): void {
    this.info(`Wirebench ${app.getVersion()} has started.`);
    process.on('uncaughtExceptionMonitor', (error) => this.failed('Nobody caught', error));
    app.on('render-process-gone', (_event, _contents, { reason, exitCode }) =>
      this.warn(`A page has gone: ${reason}, status ${exitCode}.`),
    );
    app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
      this.warn(`A process of the system’s has gone: ${type}, ${reason}, status ${exitCode}.`),
    );
    app.on('will-quit', () => this.info('Wirebench ends.'));
  }

  /** What happens in every run. */
  info(message: string): void {
    this.write('info', ownFrames(new Error('Here.'), 2), message);
  }

  warn(message: string): void {
    process.stderr.write(`${visibleLines(message)}\n`);
    this.write('warning', ownFrames(new Error('Here.'), 2), message);
  }

  /** What should not have happened: with the way to it. */
  failed(what: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
    this.write('error', ownFrames(error, 5), `${what}: ${text}`);
  }

  /** A log that cannot be written is told of once. */
  private write(level: Level, from: readonly string[], message: string): void {
    const line = `${new Date().toISOString()} ${level} (${from.join(' < ')}) ${visibleLine(message)}`;
    try {
      this.file.write(line);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) process.stderr.write(`The log cannot be written: ${messageOf(error)}\n`);
      this.isFailing = true;
    }
  }
}
