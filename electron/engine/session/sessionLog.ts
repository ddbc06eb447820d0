import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell, Emitter } from '../../../shared/base/signal.ts';
import { isFrameKind } from '../../../shared/model/record.ts';
import type { RecordingState } from '../../../shared/model/session.ts';
import type { Log } from '../deps.ts';
import type { NewRecord, RecordReader, RecordWriter, RecordWriterEvents } from '../store/store.ts';
import type { SessionObserver } from './session.ts';
import { SessionReader } from './sessionReader.ts';

/** Of everything that passed, also of what came after the recording had stopped; `records` is what the file has. */
export interface SessionCounts {
  records: number;
  framesIn: number;
  framesOut: number;
  bytesIn: number;
  bytesOut: number;
}

/** What the log tells its session. `note` is a sentence for the timeline. */
export interface SessionLogEvents {
  /** The wire has to be held. Told again when there is another, worse reason. */
  held(note: string): void;
  /** No reason is left. */
  released(note: string): void;
  /** Counts or the state of the recording are others. */
  changed(): void;
}

const behindNote = 'The disk cannot keep up, so reading from the network is held.';
const caughtUpNote = 'The disk has caught up, and reading from the network goes on.';
const writableAgainNote = 'The recording can be written again, and nothing is missing. The network goes on.';

/** Everything that is recorded of a session goes through here: into the file, the counts, and to those who look on. */
export class SessionLog {
  readonly committed = new Cell(0);
  readonly counts: SessionCounts = { records: 0, framesIn: 0, framesOut: 0, bytesIn: 0, bytesOut: 0 };
  readonly reader: SessionReader;
  private recording: RecordingState = { state: 'recording' };
  /** More waits to be written than may wait. */
  private behind = false;
  private isFinishing = false;
  private stopMessage: string | null = null;
  private readonly writer: RecordWriter;
  private readonly log: Log;
  private readonly observers = new Emitter<Parameters<SessionObserver>[0]>();
  private events: SessionLogEvents | null = null;

  /** Rejects, with a sentence, when no file can be made. */
  static async begin(
    createWriter: (events: RecordWriterEvents) => Promise<RecordWriter>,
    log: Log,
  ): Promise<SessionLog> {
    // The log needs its writer, and the writer somebody to tell: `told` closes that ring, also for what is told before the log is there.
    const early: ((log: SessionLog) => void)[] = [];
    const ring: { log?: SessionLog } = {};
    const told = (what: (log: SessionLog) => void): void => {
      if (ring.log) what(ring.log);
      else early.push(what);
    };
    const writer = await createWriter({
      committed: (total) => told(({ committed }) => committed.set(total)),
      filled: () => told((sessionLog) => sessionLog.fellBehind()),
      drained: () => told((sessionLog) => sessionLog.caughtUp()),
      held: (message) => told((sessionLog) => sessionLog.held(message)),
      recovered: () => told((sessionLog) => sessionLog.recovered()),
      stopped: (message) => told((sessionLog) => sessionLog.stopped(message)),
    });
    const sessionLog = new SessionLog(writer, log);
    ring.log = sessionLog;
    for (const what of early) what(sessionLog);
    return sessionLog;
  }

  private constructor(writer: RecordWriter, log: Log) {
    this.writer = writer;
    this.log = log;
    this.reader = new SessionReader(writer);
  }

  get state(): RecordingState {
    return this.recording;
  }

  /** Who is told from now on; at once, when the wire has to be held already. */
  follow(events: SessionLogEvents): void {
    this.events = events;
    if (this.recording.state === 'stopped') events.held(this.recording.message);
  }

  /** True while as much waits to be written as may: then the wire is to be held. */
  get isBehind(): boolean {
    return this.behind;
  }

  observe(observer: SessionObserver): Disposable {
    return this.observers.on(observer);
  }

  append(record: NewRecord): number | null {
    const seq = this.writer.append(record);
    const { counts } = this;
    if (seq !== null) counts.records = seq;
    if (isFrameKind(record.kind)) {
      if (record.direction === 'in') {
        counts.framesIn += 1;
        counts.bytesIn += record.bytes.length;
      } else {
        counts.framesOut += 1;
        counts.bytesOut += record.bytes.length;
      }
    }
    this.tellObservers({ ...record, seq });
    this.events?.changed();
    return seq;
  }

  peer(id: number, address: string): void {
    this.writer.peer(id, address);
  }

  opened(url: string): void {
    this.writer.opened(url);
  }

  /** Finishes the file, and reads it from then on by `reopen`. Resolves when everything is committed, or the recording has stopped. */
  async finish(endedAt: number, reopen: () => Promise<RecordReader>): Promise<void> {
    this.isFinishing = true;
    if (this.stopMessage !== null) this.recording = { state: 'stopped', message: this.stopMessage };
    const finished = this.writer.finish(endedAt);
    this.reader.continueWith(finished, reopen);
    try {
      await finished;
      if (this.recording.state !== 'stopped') this.recording = { state: 'complete' };
    } catch (error) {
      this.stopped(messageOf(error));
    }
    this.committed.touch();
    this.events?.changed();
  }

  /** Records come out of callbacks of sockets, where an exception would end the program. */
  private tellObservers(record: Parameters<SessionObserver>[0]): void {
    try {
      this.observers.emit(record);
    } catch (error) {
      this.log.warn(`Something that follows a session failed: ${messageOf(error)}`);
    }
  }

  private fellBehind(): void {
    this.behind = true;
    if (this.recording.state === 'recording') this.events?.held(behindNote);
  }

  private caughtUp(): void {
    this.behind = false;
    if (this.recording.state === 'recording') this.events?.released(caughtUpNote);
  }

  private held(message: string): void {
    const whileOpen = `${message} Until then nothing is read from the network or sent.`;
    this.recording = { state: 'held', message: this.isFinishing ? message : whileOpen };
    this.events?.held(this.recording.message);
  }

  private recovered(): void {
    this.recording = { state: 'recording' };
    if (this.behind) this.events?.held(behindNote);
    else this.events?.released(writableAgainNote);
  }

  /** Who relies on a recording does not want bytes to pass beside it: the wire is held until it is disconnected. */
  private stopped(message: string): void {
    this.stopMessage = message;
    const whileOpen = `${message} Nothing is read from the network or sent any more: disconnect.`;
    this.recording = { state: 'stopped', message: this.isFinishing ? message : whileOpen };
    this.events?.held(this.recording.message);
  }
}
