import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { Noun } from '../../../shared/model/endpointKinds.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import { isPayloadKind, type Direction } from '../../../shared/model/record.ts';
import type { PeerDetail } from '../../../shared/model/recordDetail.ts';
import type { KeepLimit, RecordingState } from '../../../shared/model/session.ts';
import type { Log } from '../base/deps.ts';
import type { NewRecord, RecordReader, RecordWriter, RecordWriterEvents } from '../store/store.ts';
import { FileAttempts } from './fileAttempts.ts';
import { WriterEventRelay } from './writerEventRelay.ts';
import type { EventNote } from './eventNotes.ts';
import { FileMetadata } from './fileMetadata.ts';
import type { InfoPulse } from './infoPulse.ts';
import { MissingRecords } from './missingRecords.ts';
import { RecordObservers } from './recordObservers.ts';
import {
  policyOf,
  nextStatus,
  noteOf,
  stateOf,
  stoppedState,
  healthy,
  type RecordingPolicy,
  type RecordingEvent,
  type RecordingRules,
} from './recordingStatus.ts';
import type { SessionObserver } from './session.ts';
import { SessionCounts } from './sessionCounts.ts';
import { SessionReader } from './sessionReader.ts';
import { UncommittedRecords } from './uncommittedRecords.ts';

/** What the log reports to its session. */
interface SessionLogEvents {
  /** The policy has changed. */
  turned(): void;
}

/** A peer as its records name it; `namedIn` is the number of the last file into which its address was written. */
export interface NamedPeer {
  readonly id: number;
  readonly address: string;
  /** What its handshake said, and our end of its link. */
  detail(): PeerDetail;
  namedIn: number;
}

interface SessionLogParts {
  /** Creates the file, whose first record gets this number. */
  readonly createWriter: (firstSeq: number, events: RecordWriterEvents) => Promise<RecordWriter>;
  readonly rules: RecordingRules;
  /** What sentences call a payload of the session. */
  readonly noun: Noun;
  readonly nowUs: () => number;
  readonly log: Log;
  /** Follows the counts and the state of the recording. */
  readonly pulse: Pick<InfoPulse, 'soon'>;
}

const noBytes = new Uint8Array();
const slowCause = 'The disk could not keep up.';

/** A payload that passed and is only counted, not kept; `atUs` in microseconds since the epoch. */
interface UnkeptPayload {
  readonly direction: Direction;
  readonly bytes: Uint8Array;
  readonly atUs: number;
}

/** Everything recorded of a session goes through here: into the file, the counts, and to the observers. */
export class SessionLog {
  readonly committed = new Cell(0);
  readonly counts = new SessionCounts();
  readonly reader: SessionReader;
  private readonly parts: SessionLogParts;
  private readonly observers: RecordObservers;
  private readonly missing: MissingRecords;
  /** Something was missed, or reported as missing, since the file could last be written. */
  private hasGap = false;
  private readonly attempts = new FileAttempts(() => this.beginAnew());
  private writer: RecordWriter;
  private relay: WriterEventRelay;
  /** Starts at 1; each file that replaces a lost one adds 1. */
  private fileNumber = 1;
  private uncommitted = new UncommittedRecords(1);
  private status = healthy;
  private currentPolicy: RecordingPolicy;
  private isFinishing = false;
  private outcome: RecordingState | null = null;
  private events: SessionLogEvents | null = null;
  private readonly metadata = new FileMetadata();

  /** Rejects, with a sentence, when no file can be created. */
  static async begin(parts: SessionLogParts): Promise<SessionLog> {
    const relay = new WriterEventRelay();
    const writer = await parts.createWriter(1, relay.events);
    return new SessionLog(parts, writer, relay);
  }

  private constructor(parts: SessionLogParts, writer: RecordWriter, relay: WriterEventRelay) {
    this.parts = parts;
    this.observers = new RecordObservers(parts.log);
    this.missing = new MissingRecords(parts.noun);
    this.writer = writer;
    this.relay = relay;
    this.reader = new SessionReader(writer);
    this.currentPolicy = policyOf(this.status, parts.rules);
    relay.follow(this.fileEvents());
  }

  get state(): RecordingState {
    if (this.outcome) return this.outcome;
    if (!this.isFinishing) return stateOf(this.status, this.parts.rules);
    return this.status.file === 'writable'
      ? { state: 'recording' }
      : { state: 'held', message: this.status.message };
  }

  get policy(): RecordingPolicy {
    return this.currentPolicy;
  }

  get unrecordedPayloads(): number {
    return this.missing.payloads;
  }

  /** True while the data waiting to be written is at its limit: payloads that can no longer be held back must not be appended then. */
  get isBehind(): boolean {
    return this.status.isFull;
  }

  /** True while the file cannot be written; a disk that is only slow does not fail. */
  get isFailing(): boolean {
    return this.status.file !== 'writable';
  }

  /** Sets who receives the events from now on, starting at once if something is already pending. */
  follow(events: SessionLogEvents): void {
    this.events = events;
    if (this.status.file !== 'writable') events.turned();
  }

  observe(observer: SessionObserver): Disposable {
    return this.observers.add(observer);
  }

  /** Returns the record's number; null for a record that is only counted. */
  append(record: NewRecord, peer: NamedPeer | null): number | null {
    const { at, peer: id, kind, direction, bytes, note, detail = null } = record;
    const size = bytes.length;
    const seq = this.currentPolicy.records === 'kept' ? this.keepRecord(record, peer) : null;
    if (seq === null) this.missing.add({ at, kind, direction, size });
    if (seq === null || kind === 'gap') this.hasGap = true;
    if (isPayloadKind(kind) && direction !== null) this.counts.payload(direction, size, at);
    // Payloads come fast, and mostly nobody observes them. The file takes over given bytes when this turn ends: nobody else owns them.
    if (!this.observers.isEmpty) {
      this.observers.tell({ at, peer: id, kind, direction, bytes, note, detail, given: false, seq });
    }
    this.parts.pulse.soon();
    return seq;
  }

  /** Appends what happened, to a peer or to the session. */
  event(told: EventNote, peer: NamedPeer | null, at = this.parts.nowUs()): void {
    this.append(eventRecord(told, peer, at), peer);
  }

  /** Counts a payload that passed and is not kept. */
  countUnkept({ direction, bytes, atUs }: UnkeptPayload): void {
    this.counts.payload(direction, bytes.length, atUs);
    this.parts.pulse.soon();
  }

  /** Payloads that are not kept, and that a record of their own reports. */
  notKept(payloads: number): void {
    this.missing.addTold(payloads);
  }

  keep(limit: KeepLimit | null): void {
    this.metadata.keep(limit, this.writer);
  }

  clear(): Promise<void> {
    return this.writer.clear();
  }

  opened(url: string): void {
    this.metadata.opened(url, this.writer);
  }

  facts(facts: ConnectionFacts): void {
    this.metadata.found(facts, this.writer);
  }

  /** Finishes the file, and from then on reads it by `reopen`. Resolves when everything is committed, or the recording has stopped. */
  async finish(endedAt: number, reopen: () => Promise<RecordReader>): Promise<void> {
    if (this.status.file === 'gone') await this.attempts.end();
    if (this.status.file !== 'gone') this.tellMissing(this.status.cause);
    this.isFinishing = true;
    const finished = this.writer.finish(endedAt);
    this.reader.continueWith(finished, reopen);
    try {
      await finished;
    } catch (error) {
      this.stopped(messageOf(error), this.committed.value + 1);
    }
    this.outcome =
      this.status.file === 'gone'
        ? stoppedState(this.status, this.unrecordedPayloads, this.parts.noun)
        : { state: 'complete' };
    this.uncommitted.end();
    this.committed.touch();
    this.parts.pulse.soon();
  }

  private fileEvents(): RecordWriterEvents {
    return {
      committed: (total) => {
        this.uncommitted.committed(total);
        this.missing.committed(total);
        this.committed.set(total);
      },
      cut: (first) => this.wasCut(first),
      filled: () => this.turn({ type: 'filled' }),
      drained: () => this.turn({ type: 'drained' }),
      held: (message, cause) => this.turn({ type: 'held', message, cause }),
      recovered: () => this.turn({ type: 'recovered' }),
      stopped: (message, fromSeq) => this.stopped(message, fromSeq),
    };
  }

  private keepRecord(record: NewRecord, peer: NamedPeer | null): number | null {
    if (peer && peer.namedIn !== this.fileNumber) {
      peer.namedIn = this.fileNumber;
      this.writer.peer(peer.id, peer.address, peer.detail());
    }
    const size = record.bytes.length;
    const seq = this.writer.append(record);
    if (seq === null) return null;
    // If this record filled the writer, `append` reported that already, and the note about it has the next number.
    this.counts.records = Math.max(this.counts.records, seq);
    this.uncommitted.add(seq, isPayloadKind(record.kind) ? record.direction : null, size);
    return seq;
  }

  private wasCut(first: number): void {
    this.counts.first = first;
    this.committed.touch();
    this.parts.pulse.soon();
  }

  /** Whatever was waiting for the file is lost with it. */
  private stopped(message: string, fromSeq: number): void {
    const at = this.parts.nowUs();
    this.missing.lostFrom(fromSeq);
    for (const { direction, size } of this.uncommitted.from(fromSeq)) {
      this.missing.add({ at, kind: direction === null ? 'failed' : 'data', direction, size });
    }
    this.turn({ type: 'stopped', message });
    if (!this.isFinishing && this.parts.rules.whenDiskFails === 'continue') this.attempts.begin();
  }

  /**
   * Makes a file to replace the lost one. False when that is impossible now: the file at its path may not be ours, or its folder may be
   * gone.
   */
  private async beginAnew(): Promise<boolean> {
    const firstSeq = this.counts.records + 1;
    const relay = new WriterEventRelay();
    const lost = this.writer;
    try {
      this.writer = await this.parts.createWriter(firstSeq, relay.events);
    } catch {
      return false;
    }
    this.relay.end();
    this.relay = relay;
    this.fileNumber += 1;
    this.uncommitted = new UncommittedRecords(firstSeq);
    this.counts.first = firstSeq;
    const replaced = this.reader.replaceWriter(this.writer);
    this.metadata.repeat(this.writer);
    this.turn({ type: 'begunAnew' });
    relay.follow(this.fileEvents());
    await replaced;
    await lost.close().catch(() => undefined);
    return true;
  }

  private turn(event: RecordingEvent): void {
    const { rules } = this.parts;
    const before = this.status;
    this.status = nextStatus(before, event);
    this.currentPolicy = policyOf(this.status, rules);
    if (before.file === 'writable' && this.status.file === 'held') this.hasGap = !this.missing.isEmpty;
    if (!this.isFinishing) {
      const note = noteOf(before, this.status, rules, this.hasGap);
      if (this.currentPolicy.records === 'kept') this.tellMissing(before.cause);
      if (note) this.event(note, null);
    }
    this.events?.turned();
    this.parts.pulse.soon();
  }

  /** Says what is missing where it is missing: ahead of the first record that is kept again. */
  private tellMissing(cause: string): void {
    if (this.missing.isEmpty) return;
    const now = this.parts.nowUs();
    const missing = this.missing.describe(cause === '' ? slowCause : cause, now);
    const gap = eventRecord({ kind: 'gap', ...missing }, null, now);
    const seq = this.keepRecord(gap, null);
    if (seq === null) return;
    this.missing.tellIn(seq);
    this.observers.tell({ ...gap, seq });
  }
}

function eventRecord({ kind, note, detail }: EventNote, peer: NamedPeer | null, at: number): NewRecord {
  return { at, peer: peer?.id ?? null, direction: null, kind, bytes: noBytes, note, detail };
}
