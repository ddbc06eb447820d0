import { WirebenchError } from '../../shared/base/errors.ts';
import type { PeerId } from '../../shared/model/ids.ts';
import { largestWindowBytes } from '../../shared/model/record.ts';
import type { SendKind } from '../../shared/model/sending.ts';
import type { OutgoingMessage } from '../engine/link/link.ts';
import type { Session } from '../engine/session/session.ts';
import type { RecordReader } from '../engine/store/store.ts';

/** 8 MiB of copies may be under way to a peer, half of what a session queues; what comes while it does not read is fetched from the recording. */
const largestInFlightBytes = 8 * 1024 * 1024;

interface RecordedMessage {
  readonly kind: SendKind;
  readonly seq: number;
}

/** Everything that is sent to one peer of a server, in order. However slowly the peer reads, nothing is lost and memory stays small. */
export class PeerReplies {
  private readonly session: Session;
  private readonly peer: PeerId;
  private readonly refused: (error: unknown) => void;
  private inFlightBytes = 0;
  private lastSent: Promise<void> = Promise.resolve();
  private backlog: RecordedMessage[] = [];
  private draining: Promise<void> | undefined;

  constructor(session: Session, peer: PeerId, refused: (error: unknown) => void) {
    this.session = session;
    this.peer = peer;
    this.refused = refused;
  }

  send(message: OutgoingMessage): void {
    this.inFlightBytes += message.bytes.length;
    // Not at once: this is told in the middle of a record, and what it leads to comes after that.
    this.lastSent = Promise.all([Promise.resolve().then(() => this.hand(message)), this.lastSent]).then(
      () => undefined,
    );
  }

  /** Sends back what was received and recorded. `bytes` need not outlive the call. */
  echo(kind: SendKind, bytes: Uint8Array, seq: number | null): void {
    const hasRoom = this.inFlightBytes === 0 || this.inFlightBytes + bytes.length <= largestInFlightBytes;
    if (seq === null || (hasRoom && !this.draining)) {
      this.send({ kind, bytes: Uint8Array.from(bytes) });
    } else {
      this.backlog.push({ kind, seq });
      this.draining ??= this.drain();
    }
  }

  /** Resolves when everything was handed to the operating system, or could not be. */
  async settled(): Promise<void> {
    while (this.draining) await this.draining;
    await this.lastSent;
  }

  private async hand({ kind, bytes }: OutgoingMessage): Promise<void> {
    try {
      await this.session.send(this.peer, kind, bytes);
    } catch (error) {
      this.refused(error);
    } finally {
      this.inFlightBytes -= bytes.length;
    }
  }

  private async drain(): Promise<void> {
    while (this.backlog.length > 0) {
      const batch = this.backlog;
      this.backlog = [];
      for (const { kind, seq } of batch) {
        if (this.inFlightBytes > largestInFlightBytes / 2) await this.lastSent;
        const bytes = await this.read(seq);
        if (bytes) this.send({ kind, bytes });
      }
    }
    this.draining = undefined;
  }

  private async read(seq: number): Promise<Uint8Array | null> {
    try {
      await isCommitted(this.session, seq);
      return await readWhole(this.session.reader, seq);
    } catch (error) {
      this.refused(error);
      return null;
    }
  }
}

/** Resolves when a record can be read, or never will be. */
async function isCommitted(session: Session, seq: number): Promise<void> {
  const enough = new AbortController();
  void session.ended.then(() => enough.abort());
  for await (const total of session.committed.changes(enough.signal)) {
    if (total >= seq) return;
  }
}

async function readWhole(reader: RecordReader, seq: number): Promise<Uint8Array> {
  const { size, bytes: first } = await reader.bytes(seq, 0, largestWindowBytes);
  if (first.length >= size) return first;
  const whole = new Uint8Array(size);
  whole.set(first);
  for (let at = first.length; at < size;) {
    const { bytes } = await reader.bytes(seq, at, largestWindowBytes);
    if (bytes.length === 0) throw new WirebenchError('INTERNAL', 'A record is shorter than it says.');
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}
