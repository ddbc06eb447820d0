import { messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { RecordedNoun } from '../../../shared/model/endpointKinds.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { RecordDetail } from '../../../shared/model/recordDetail.ts';
import {
  endsMessage,
  isPayloadKind,
  type Direction,
  type PayloadKind,
} from '../../../shared/model/record.ts';
import type { KeepLimit, RecordingState } from '../../../shared/model/session.ts';
import type { Log } from '../base/deps.ts';
import type { NewRecord, RecordReader } from '../store/store.ts';
import type { EventNote } from './eventNotes.ts';
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
import { SessionFile, type CreateWriter, type NamedPeer } from './sessionFile.ts';
import type { SessionReader } from './sessionReader.ts';

/** The events that the log reports to its session. */
interface SessionLogEvents {
  /** The policy has changed. */
  turned(): void;
}

interface SessionLogParts {
  readonly createWriter: CreateWriter;
  readonly rules: RecordingRules;
  /** What sentences call a payload of the session. */
  readonly noun: RecordedNoun;
  readonly nowUs: () => number;
  readonly log: Log;
  /** Follows the counts and the state of the recording. */
  readonly pulse: Pick<InfoPulse, 'soon'>;
}

const noBytes = new Uint8Array();
const slowCause = 'The disk could not keep up.';

/** A payload that passed and is only counted, not kept; `atUs` in microseconds since the epoch. */
interface UnkeptPayload {
  readonly kind: PayloadKind;
  readonly detail?: RecordDetail | null;
  readonly direction: Direction;
  readonly bytes: Uint8Array;
  readonly atUs: number;
}

/** Everything recorded of a session goes through here: into the file, the counts, and to the observers. */
export class SessionLog {
  readonly committed = new Cell(0);
  readonly counts = new SessionCounts();
  private readonly parts: SessionLogParts;
  private readonly observers: RecordObservers;
  private readonly missing: MissingRecords;
  /** Something was missed, or reported as missing, since the file could last be written. */
  private hasGap = false;
  private readonly file: SessionFile;
  private status = healthy;
  private currentPolicy: RecordingPolicy;
  private isFinishing = false;
  private outcome: RecordingState | null = null;
  private events: SessionLogEvents | null = null;

  /** Rejects, with a sentence, when no file can be created. */
  static async begin(parts: SessionLogParts): Promise<SessionLog> {
    return new SessionLog(parts, await SessionFile.begin(parts.createWriter));
  }

  private constructor(parts: SessionLogParts, file: SessionFile) {
    this.parts = parts;
    this.observers = new RecordObservers(parts.log);
    this.missing = new MissingRecords(parts.noun);
    this.file = file;
    this.currentPolicy = policyOf(this.status, parts.rules);
    this.followFile();
  }

  get reader(): SessionReader {
    return this.file.reader;
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
    if (isPayloadKind(kind) && direction !== null)
      this.counts.payload(direction, size, at, endsMessage({ kind, detail }));
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
  countUnkept({ kind, direction, bytes, atUs, detail }: UnkeptPayload): void {
    this.counts.payload(direction, bytes.length, atUs, endsMessage({ kind, detail: detail ?? null }));
    this.parts.pulse.soon();
  }

  /** Payloads that are not kept, and that a record of their own reports. */
  notKept(payloads: number): void {
    this.missing.addTold(payloads);
  }

  keep(limit: KeepLimit | null): void {
    this.file.keep(limit);
  }

  /** The recording begins with this record now. */
  begins(first: number): void {
    this.counts.first = first;
    this.committed.touch();
    this.parts.pulse.soon();
  }

  opened(url: string): void {
    this.file.opened(url);
  }

  facts(facts: ConnectionFacts): void {
    this.file.facts(facts);
  }

  /** Finishes the file, and from then on reads it by `reopen`. Resolves when everything is committed, or the recording has stopped. */
  async finish(endedAt: number, reopen: () => Promise<RecordReader>): Promise<void> {
    if (this.status.file === 'gone') await this.file.lastAttempt();
    if (this.status.file !== 'gone') this.tellMissing(this.status.cause);
    this.isFinishing = true;
    try {
      await this.file.finish(endedAt, reopen);
    } catch (error) {
      this.stopped(messageOf(error), this.committed.value + 1);
    }
    this.outcome =
      this.status.file === 'gone'
        ? stoppedState(this.status, this.unrecordedPayloads, this.parts.noun)
        : { state: 'complete' };
    this.file.end();
    this.committed.touch();
    this.parts.pulse.soon();
  }

  private followFile(): void {
    this.file.follow({
      committed: (total) => {
        this.missing.committed(total);
        this.committed.set(total);
      },
      cut: (first) => this.begins(first),
      filled: () => this.turn({ type: 'filled' }),
      drained: () => this.turn({ type: 'drained' }),
      held: (message, cause) => this.turn({ type: 'held', message, cause }),
      recovered: () => this.turn({ type: 'recovered' }),
      stopped: (message, fromSeq) => this.stopped(message, fromSeq),
      begunAnew: (firstSeq) => {
        this.counts.first = firstSeq;
        this.turn({ type: 'begunAnew' });
      },
    });
  }

  private keepRecord(record: NewRecord, peer: NamedPeer | null): number | null {
    const seq = this.file.append(record, peer);
    this.counts.records = this.file.last;
    return seq;
  }

  /** Whatever was waiting for the file is lost with it. */
  private stopped(message: string, fromSeq: number): void {
    const at = this.parts.nowUs();
    this.missing.lostFrom(fromSeq);
    for (const { direction, size } of this.file.uncommittedFrom(fromSeq)) {
      this.missing.add({ at, kind: direction === null ? 'failed' : 'data', direction, size });
    }
    this.turn({ type: 'stopped', message });
    if (!this.isFinishing && this.parts.rules.whenDiskFails === 'continue') this.file.replace();
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
