import type { ConnectionFacts } from '../../../../shared/model/facts.ts';
import { encodeDetail, type PeerDetail } from '../../../../shared/model/recordDetail.ts';
import type { KeepLimit } from '../../../../shared/model/session.ts';
import type { PackedBatch } from '../batch.ts';
import type { LiveQueries } from './liveQueries.ts';
import { Outgoing } from './outgoing.ts';
import { NamedFileReads } from '../namedReads.ts';
import type { FileId, MetaEntry, NewPeer, StoreEvent } from '../protocol.ts';
import { Reader } from './reader.ts';
import type { FileReadName, FileReads } from '../reads.ts';
import type { NewRecord, RecordingHead, RecordQuery, RecordWriter, RecordWriterEvents } from '../store.ts';
import type { FileListener, StoreChannel } from './storeChannel.ts';

/**
 * 20 ms after its first record a batch goes to the worker: that much is lost when the program is killed, and it is sooner than an eye
 * notices.
 */
const batchAgeMs = 20;

/** 32 MiB of records that are not in the file yet: a second of a fast network, while the disk is slow. */
const outgoingBudgetBytes = 32 * 1024 * 1024;

const decoder = new TextDecoder();

const noMemory =
  'There is not enough memory to record a message this large. Close other programs, then connect again.';

/** Appends to a file in the worker, and reads it. */
export class Writer extends NamedFileReads implements RecordWriter, FileListener {
  private readonly channel: StoreChannel;
  private readonly file: FileId;
  private readonly events: RecordWriterEvents;
  private readonly ended: (writer: Writer) => void;
  private readonly reader: Reader;
  private readonly queries: LiveQueries;
  private readonly outgoing: Outgoing;
  private peers: NewPeer[] = [];
  private meta: MetaEntry[] = [];
  /** Facts that are not on their way yet. */
  private newFacts: ConnectionFacts | null = null;
  private timer: NodeJS.Timeout | null = null;
  private state: 'recording' | 'ending' | 'stopped' = 'recording';
  private isFull = false;
  /** Bytes that are sent to the worker but not committed. */
  private sentBytes = 0;
  private committedTotal: number;
  private lastAt: number;
  private finishing: Promise<void> | null = null;

  constructor(
    channel: StoreChannel,
    file: FileId,
    head: RecordingHead,
    events: RecordWriterEvents,
    queries: LiveQueries,
    ended: (writer: Writer) => void,
  ) {
    super();
    this.channel = channel;
    this.ended = ended;
    this.queries = queries;
    this.file = file;
    this.events = events;
    this.lastAt = head.startedAt;
    this.committedTotal = (head.firstSeq ?? 1) - 1;
    this.reader = new Reader(channel, file);
    this.outgoing = new Outgoing((batch) => this.send(batch), head.firstSeq);
    channel.listen(file, this);
  }

  append(record: NewRecord): number | null {
    if (this.state !== 'recording') return null;
    let seq: number;
    try {
      seq = this.outgoing.append(record);
    } catch {
      // Records that have their numbers already still go into the file.
      this.sendNow();
      this.stop(noMemory, this.outgoing.nextSeq);
      return null;
    }
    this.lastAt = record.at;
    this.sendSoon();
    if (!this.isFull && this.sentBytes + this.outgoing.packedBytes >= outgoingBudgetBytes) {
      this.isFull = true;
      this.events.filled();
    }
    return seq;
  }

  peer(id: number, address: string, detail: PeerDetail | null = null): void {
    if (this.state !== 'recording') return;
    this.peers.push({ id, address, detail: detail && decoder.decode(encodeDetail(detail)) });
    this.sendSoon();
  }

  opened(url: string): void {
    if (this.state !== 'recording') return;
    this.meta.push(['url', url]);
    this.sendSoon();
  }

  facts(facts: ConnectionFacts): void {
    if (this.state !== 'recording') return;
    this.newFacts = facts;
    this.sendSoon();
  }

  /** If the worker is gone, nothing is cut, and `stopped` has been reported. */
  keep(limit: KeepLimit | null): void {
    if (this.state !== 'recording') return;
    this.sendNow();
    this.channel.call('keep', { file: this.file, limit }).catch(() => undefined);
  }

  /** Passes the appended records to the worker; later calls to the worker come after them. */
  sendNow(): void {
    this.clearTimer();
    if (this.state !== 'recording') return;
    this.outgoing.sendBatch();
    if (this.peers.length > 0 || this.meta.length > 0 || this.newFacts) this.send(null);
  }

  async flush(): Promise<void> {
    this.sendNow();
    await this.channel.call('flush', { file: this.file }).catch((error: unknown) => this.unlessLost(error));
  }

  finish(endedAt: number): Promise<void> {
    // A recording that stopped is not complete.
    if (this.state === 'stopped') return this.close();
    return this.end(() => this.channel.call('finish', { file: this.file, endedAt }));
  }

  /** Commits and closes without marking the file complete. */
  close(): Promise<void> {
    return this.end(() => this.channel.call('release', { file: this.file }));
  }

  /** For an owner that ends without knowing when the session did: the session counts as ended with its last record. */
  finishAtLastRecord(): Promise<void> {
    return this.finish(this.lastAt);
  }

  ask<Name extends FileReadName>(
    name: Name,
    ...question: FileReads[Name]['question']
  ): Promise<FileReads[Name]['answer']> {
    this.sendNow();
    return this.reader.ask(name, ...question);
  }

  /** Includes new records; the query goes on when the file is finished. */
  query(filter: string, from = 1): Promise<RecordQuery> {
    this.sendNow();
    return this.queries.open({ filter, from });
  }

  event(event: StoreEvent): void {
    switch (event.type) {
      case 'committed':
        for (const buffer of event.buffers) this.outgoing.takeBack(buffer);
        this.sentBytes -= event.bytes;
        this.tellCommitted(event.total);
        this.tellDrained(outgoingBudgetBytes / 2);
        return;
      case 'cut':
        this.queries.cut(event.first);
        this.events.cut(event.first);
        return;
      case 'held':
        this.events.held(event.message, event.cause);
        return;
      case 'recovered':
        this.events.recovered();
        return;
      case 'stopped':
        this.stop(event.message, event.fromSeq);
    }
  }

  lost(message: string): void {
    this.stop(message);
  }

  private tellCommitted(total: number): void {
    if (total === this.committedTotal) return;
    this.committedTotal = total;
    this.queries.grew(total);
    this.events.committed(total);
  }

  private tellDrained(limitBytes: number): void {
    if (!this.isFull || this.sentBytes + this.outgoing.packedBytes > limitBytes) return;
    this.isFull = false;
    this.events.drained();
  }

  private stop(message: string, fromSeq = this.committedTotal + 1): void {
    if (this.state === 'stopped') return;
    this.state = 'stopped';
    this.clearTimer();
    this.events.stopped(message, fromSeq);
    // Nothing waits for the disk any more: the session goes on without it.
    this.tellDrained(Number.POSITIVE_INFINITY);
  }

  private sendSoon(): void {
    this.timer ??= setTimeout(() => this.sendNow(), batchAgeMs);
  }

  private send(batch: PackedBatch | null): void {
    const { peers, meta, newFacts } = this;
    this.peers = [];
    this.meta = [];
    this.newFacts = null;
    // Steps come one after the other: only their result is serialized, once per batch.
    if (newFacts) meta.push(['facts', JSON.stringify(newFacts)]);
    this.sentBytes += batch?.usedBytes ?? 0;
    this.channel.append({ type: 'append', file: this.file, batch, peers, meta });
  }

  private clearTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private end(call: () => Promise<unknown>): Promise<void> {
    this.finishing ??= this.endOnce(call);
    return this.finishing;
  }

  private async endOnce(call: () => Promise<unknown>): Promise<void> {
    this.sendNow();
    if (this.state === 'recording') this.state = 'ending';
    const ending = call().then(
      () => undefined,
      (error: unknown) => this.unlessLost(error),
    );
    this.reader.markClosed(ending);
    try {
      await ending;
    } finally {
      this.outgoing.end();
      this.queries.end();
      this.channel.unlisten(this.file);
      this.ended(this);
    }
  }

  /** A worker that is gone has been reported as `stopped`; do not report that twice. */
  private unlessLost(error: unknown): void {
    if (!this.channel.isLost) throw error;
  }
}
