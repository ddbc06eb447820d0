import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell, Emitter } from '../../../shared/base/signal.ts';
import { isFrameKind } from '../../../shared/model/record.ts';
import type { RecordingState } from '../../../shared/model/session.ts';
import type { NewRecord, RecordReader, RecordWriter, RecordWriterEvents } from '../store/store.ts';
import type { SessionObserver } from './session.ts';
import { SessionReader } from './sessionReader.ts';

export interface SessionCounts {
  records: number;
  framesIn: number;
  framesOut: number;
  bytesIn: number;
  bytesOut: number;
}

/** What the log tells its session: the wire has to be held, or may go on; or that nothing is recorded any more. */
export interface SessionLogEvents {
  filled(): void;
  drained(): void;
  changed(): void;
}

/** Everything that is recorded of a session goes through here: into the file, the counts, and to those who look on. */
export class SessionLog {
  readonly committed = new Cell(0);
  readonly counts: SessionCounts = { records: 0, framesIn: 0, framesOut: 0, bytesIn: 0, bytesOut: 0 };
  readonly reader: SessionReader;
  private recording: RecordingState = { state: 'recording' };
  private readonly writer: RecordWriter;
  private readonly events: SessionLogEvents;
  private readonly observers = new Emitter<Parameters<SessionObserver>[0]>();

  /** Rejects, with a sentence, when no file can be made. */
  static async begin(
    createWriter: (events: RecordWriterEvents) => Promise<RecordWriter>,
    events: SessionLogEvents,
  ): Promise<SessionLog> {
    // The writer tells nothing before it exists, and exists before the log does; `log` closes that ring.
    const ring: { log?: SessionLog } = {};
    const writer = await createWriter({
      committed: (total) => ring.log?.committed.set(total),
      filled: () => events.filled(),
      drained: () => events.drained(),
      stopped: (message) => ring.log?.stopped(message),
    });
    ring.log = new SessionLog(writer, events);
    return ring.log;
  }

  private constructor(writer: RecordWriter, events: SessionLogEvents) {
    this.writer = writer;
    this.events = events;
    this.reader = new SessionReader(writer);
  }

  get state(): RecordingState {
    return this.recording;
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
    this.observers.emit({ ...record, seq });
    this.events.changed();
    return seq;
  }

  peer(id: number, address: string): void {
    this.writer.peer(id, address);
  }

  opened(url: string): void {
    this.writer.opened(url);
  }

  /** Finishes the file, and reads it from then on by `reopen`. Resolves when everything is committed. */
  async finish(endedAt: number, reopen: () => Promise<RecordReader>): Promise<void> {
    const finished = this.writer.finish(endedAt);
    this.reader.continueWith(finished.then(reopen));
    try {
      await finished;
      if (this.recording.state === 'recording') this.recording = { state: 'complete' };
    } catch (error) {
      this.stopped(error instanceof Error ? error.message : String(error));
    }
    this.committed.touch();
    this.events.changed();
  }

  private stopped(message: string): void {
    this.recording = { state: 'stopped', message };
    this.events.changed();
  }
}
