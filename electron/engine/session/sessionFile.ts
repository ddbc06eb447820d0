import { isPayloadKind, type Direction } from '../../../shared/model/record.ts';
import type { ConnectionFacts } from '../../../shared/model/facts.ts';
import type { PeerDetail } from '../../../shared/model/recordDetail.ts';
import type { KeepLimit } from '../../../shared/model/session.ts';
import type { NewRecord, RecordReader, RecordWriter, RecordWriterEvents } from '../store/store.ts';
import { FileAttempts } from './fileAttempts.ts';
import { FileMetadata } from './fileMetadata.ts';
import { SessionReader } from './sessionReader.ts';
import { UncommittedRecords } from './uncommittedRecords.ts';
import { WriterEventRelay } from './writerEventRelay.ts';

/** Creates the file, whose first record gets this number; again when it was lost. Rejects, with a sentence, when that is impossible. */
export type CreateWriter = (firstSeq: number, events: RecordWriterEvents) => Promise<RecordWriter>;

/** A peer as its records name it; `namedIn` is the number of the last file into which its address was written. */
export interface NamedPeer {
  readonly id: number;
  readonly address: string;
  /** What its handshake said, and our end of its link. */
  detail(): PeerDetail;
  namedIn: number;
}

/** What happens to the file, or to the one that has taken its place. */
interface SessionFileEvents extends RecordWriterEvents {
  /** Another file has taken the place of a lost one; its first record has this number. */
  begunAnew(firstSeq: number): void;
}

/**
 * The file of a session, and each one that takes the place of a lost one: the numbers of the records go on in it, and it is told what the
 * lost one was told beside its records.
 */
export class SessionFile {
  readonly reader: SessionReader;
  private readonly createWriter: CreateWriter;
  private readonly attempts = new FileAttempts(() => this.beginAnew());
  private readonly metadata = new FileMetadata();
  private events: SessionFileEvents | null = null;
  private writer: RecordWriter;
  private relay: WriterEventRelay;
  /** Starts at 1; each file that replaces a lost one adds 1. */
  private number = 1;
  private uncommitted = new UncommittedRecords(1);
  private newest = 0;

  /** Rejects as `createWriter`. */
  static async begin(createWriter: CreateWriter): Promise<SessionFile> {
    const relay = new WriterEventRelay();
    return new SessionFile(createWriter, await createWriter(1, relay.events), relay);
  }

  private constructor(createWriter: CreateWriter, writer: RecordWriter, relay: WriterEventRelay) {
    this.createWriter = createWriter;
    this.writer = writer;
    this.relay = relay;
    this.reader = new SessionReader(writer);
  }

  /** The number of the newest record. */
  get last(): number {
    return this.newest;
  }

  /** Sets who is told what happens from now on, and what has happened since the file exists. */
  follow(events: SessionFileEvents): void {
    this.events = events;
    this.relay.follow(this.writerEvents(events));
  }

  /** Returns the record's number; null after the file was lost. */
  append(record: NewRecord, peer: NamedPeer | null): number | null {
    if (peer && peer.namedIn !== this.number) {
      peer.namedIn = this.number;
      this.writer.peer(peer.id, peer.address, peer.detail());
    }
    const size = record.bytes.length;
    const seq = this.writer.append(record);
    if (seq === null) return null;
    // If this record filled the writer, `append` reported that already, and the note about it has the next number.
    this.newest = Math.max(this.newest, seq);
    this.uncommitted.add(seq, isPayloadKind(record.kind) ? record.direction : null, size);
    return seq;
  }

  /** The records from a number on that are not known to be in the file. */
  uncommittedFrom(seq: number): Iterable<{ readonly direction: Direction | null; readonly size: number }> {
    return this.uncommitted.from(seq);
  }

  keep(limit: KeepLimit | null): void {
    this.metadata.keep(limit, this.writer);
  }

  opened(url: string): void {
    this.metadata.opened(url, this.writer);
  }

  facts(facts: ConnectionFacts): void {
    this.metadata.found(facts, this.writer);
  }

  /** The file is lost: tries every second to make another one in its place. */
  replace(): void {
    this.attempts.begin();
  }

  /** If that has not worked yet, tries once more, and never again. */
  async lastAttempt(): Promise<void> {
    await this.attempts.end();
  }

  /** From now on the file is read by `reopen`. Resolves when everything is committed; rejects, with a sentence, when it cannot be. */
  async finish(endedAt: number, reopen: () => Promise<RecordReader>): Promise<void> {
    const finished = this.writer.finish(endedAt);
    this.reader.continueWith(finished, reopen);
    await finished;
  }

  /** Gives back the memory of what is not committed. */
  end(): void {
    this.uncommitted.end();
  }

  private writerEvents(events: SessionFileEvents): RecordWriterEvents {
    return {
      ...events,
      committed: (total) => {
        this.uncommitted.committed(total);
        events.committed(total);
      },
    };
  }

  /**
   * Makes a file to replace the lost one. False when that is impossible now: the file at its path may not be ours, or its folder may be
   * gone.
   */
  private async beginAnew(): Promise<boolean> {
    const firstSeq = this.newest + 1;
    const relay = new WriterEventRelay();
    const lost = this.writer;
    try {
      this.writer = await this.createWriter(firstSeq, relay.events);
    } catch {
      return false;
    }
    this.relay.end();
    this.relay = relay;
    this.number += 1;
    this.uncommitted = new UncommittedRecords(firstSeq);
    const replaced = this.reader.replaceWriter(this.writer);
    this.metadata.repeat(this.writer);
    this.events?.begunAnew(firstSeq);
    if (this.events) relay.follow(this.writerEvents(this.events));
    await replaced;
    await lost.close().catch(() => undefined);
    return true;
  }
}
