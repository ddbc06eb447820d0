import { join } from 'node:path';
import { messageOf } from '../../shared/base/errors.ts';
import { formatCount } from '../../shared/base/quantity.ts';
import type { Endpoint } from '../../shared/model/connection.ts';
import { isMessageKind, type RecordKind, type RecordRow } from '../../shared/model/record.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { Session, SessionObserver } from '../engine/session/session.ts';
import { exitDone, exitFailed, type Surroundings } from './command.ts';
import { parseCount, parseTime } from './commandLine.ts';
import { followRecords, hasOpened } from './followRecords.ts';
import { messageOptions } from './messages.ts';
import { newRecordingPath } from './recordingFiles.ts';
import { createPrinter, type RecordPrinter } from './recordPrinter.ts';
import { withTemporaryEngine } from './temporaryEngine.ts';

/** The options that `connect` and `listen` have in common, for `parseCommandLine`. */
export const commonOptions = {
  ...messageOptions,
  subprotocol: { type: 'string', multiple: true },
  'max-message': { type: 'string' },
  'when-disk-fails': { type: 'string' },
  until: { type: 'string' },
  for: { type: 'string' },
  save: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
} as const;

/** Those of them that say when to end and where the output goes, as they were written. */
interface CommonValues {
  readonly until?: string | undefined;
  readonly for?: string | undefined;
  readonly save?: string | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

export function readCommonOptions(
  values: CommonValues,
): Pick<SessionOptions, 'until' | 'forMs' | 'save' | 'json' | 'isQuiet'> {
  return {
    until: parseCount('--until', values.until),
    forMs: parseTime('--for', values.for),
    save: values.save,
    json: values.json ?? false,
    isQuiet: values.quiet ?? false,
  };
}

/** What a session of the command line is about, and when it ends. */
export interface SessionOptions {
  readonly endpoint: Endpoint;
  readonly event: 'open' | 'listening';
  /** As it was asked for; a server's real address takes its place. */
  readonly url: string;
  /** Ends after so many received frames. */
  readonly until: number | null;
  /** Ends so long after it opened. */
  readonly forMs: number | null;
  readonly save: string | undefined;
  readonly json: boolean;
  /** Prints how it begins and ends, and no record: who records does not wait for a terminal. */
  readonly isQuiet: boolean;
}

/** What our side does in a session. */
export interface Part {
  observe?: SessionObserver;
  /** Called when the session is open. Rejects when what it had to send could not be sent. */
  begin?(): Promise<void>;
  /** Resolves when nothing is left to be sent. */
  settled(): Promise<void>;
}

/** Gives our side its session. */
export type Play = (session: Session) => Part;

/** Opens a session, prints it, and ends it when it is time. Resolves to the exit status. */
export async function runSession(
  options: SessionOptions,
  play: Play,
  surroundings: Surroundings,
): Promise<number> {
  const recordingPath = await newRecordingPath(options.save);
  return withTemporaryEngine(async (engine, folder) => {
    const session = await engine.sessions.open({
      endpoint: options.endpoint,
      name: options.url,
      connectionId: null,
      recordingPath: recordingPath ?? join(folder, 'session.wbs'),
    });
    return new SessionRun(session, options, play, surroundings).toItsEnd();
  });
}

class SessionRun {
  private readonly session: Session;
  private readonly options: SessionOptions;
  private readonly surroundings: Surroundings;
  private readonly printer: RecordPrinter;
  private readonly part: Part;
  private readonly begun = Promise.withResolvers<void>();
  private received = 0;
  private printedReceived = 0;
  private failure: string | null = null;

  constructor(session: Session, options: SessionOptions, play: Play, surroundings: Surroundings) {
    this.session = session;
    this.options = options;
    this.surroundings = surroundings;
    this.printer = createPrinter(surroundings.output, options.json);
    this.part = play(session);
    session.observe((record) => {
      this.part.observe?.(record);
      if (isReceived(record)) this.count();
    });
  }

  async toItsEnd(): Promise<number> {
    const { stop, output } = this.surroundings;
    const close = (): void => void this.session.close();
    for (const signal of [stop, output.gone]) {
      if (signal.aborted) close();
      signal.addEventListener('abort', close, { once: true });
    }
    const acting = this.act();
    await this.print();
    await acting;
    return this.conclude();
  }

  private async act(): Promise<void> {
    const opened = await hasOpened(this.session);
    if (!opened) {
      this.begun.resolve();
      return;
    }
    const timer = this.options.forMs === null ? undefined : setTimeout(() => this.end(), this.options.forMs);
    try {
      await this.part.begin?.();
    } catch (error) {
      this.fail(error);
    }
    this.begun.resolve();
    await this.session.ended;
    clearTimeout(timer);
  }

  private fail(error: unknown): void {
    // After a wish to stop, or once enough has come, what could not be sent any more is no failure.
    if (this.surroundings.stop.aborted || this.surroundings.output.gone.aborted || this.hasEnough()) return;
    this.failure = messageOf(error);
    void this.session.close();
  }

  private count(): void {
    this.received += 1;
    if (this.received === this.options.until) void this.begun.promise.then(() => this.end());
  }

  private hasEnough(): boolean {
    return this.options.until !== null && this.received >= this.options.until;
  }

  /** Ends from our side, once everything that was begun has been sent. */
  private end(): void {
    void this.part.settled().then(() => this.session.close());
  }

  private async print(): Promise<void> {
    const { event, url } = this.options;
    if (await hasOpened(this.session)) {
      await this.printer.began(event, event === 'listening' ? (this.session.info.value.url ?? url) : url);
    }
    if (!this.options.isQuiet) await this.printRecords();
    await this.session.ended;
    const { reason, phase } = this.session.info.value;
    await this.printer.closed(reason ?? 'Closed.', phase === 'failed');
  }

  private printRecords(): Promise<void> {
    return followRecords(
      this.session,
      (rows, reader) => this.printer.records(this.withinLimit(rows), reader),
      this.surroundings.output.gone,
    );
  }

  /** What still came while the session was ending is in the file; here, `--until 3` shows three received frames. */
  private withinLimit(rows: readonly RecordRow[]): readonly RecordRow[] {
    const { until } = this.options;
    if (until === null) return rows;
    return rows.filter((row) => {
      if (!isReceived(row)) return true;
      this.printedReceived += 1;
      return this.printedReceived <= until;
    });
  }

  private conclude(): number {
    if (this.surroundings.output.gone.aborted) return exitDone;
    const problem = this.failure ?? problemOf(this.session.info.value) ?? this.shortfall();
    if (problem === null) return exitDone;
    this.surroundings.warn(problem);
    return exitFailed;
  }

  private shortfall(): string | null {
    const { until } = this.options;
    if (until === null || this.received >= until) return null;
    const were = this.received === 1 ? 'was' : 'were';
    return `Only ${formatCount(this.received)} of ${formatCount(until)} frames ${were} received before it ended.`;
  }
}

/** Frames that carry data; pings, pongs and closes are the protocol's own. */
export function isReceived({ kind, direction }: { kind: RecordKind; direction: string | null }): boolean {
  return direction === 'in' && isMessageKind(kind);
}

function problemOf({ phase, reason, recording, unrecordedFrames }: SessionInfo): string | null {
  if (phase === 'failed') return reason ?? 'The connection failed.';
  if (recording.state === 'stopped') return recording.message;
  if (unrecordedFrames === 0) return null;
  const [frames, are] = unrecordedFrames === 1 ? ['frame', 'is'] : ['frames', 'are'];
  return `${formatCount(unrecordedFrames)} ${frames} that passed ${are} not in the recording; it has a gap there that says why.`;
}
