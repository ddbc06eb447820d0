import { orAborted } from '../../../shared/base/orAborted.ts';
import { codeOf, messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import { isWebSocket, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import type { SendOrigin } from '../../../shared/model/recordDetail.ts';
import type { SendKind } from '../../../shared/model/sending.ts';
import { describeCut } from './eventNotes.ts';
import type { InfoPulse } from './infoPulse.ts';
import type { PeerEntry } from './peerTable.ts';
import { endTurn, PeerTurn } from './peerTurn.ts';
import { RecordedFailure, type Sender } from './sender.ts';
import { endsOutgoing, type OriginatedMessage, type SentMessages } from './sentMessages.ts';

/** A file that is open, and is read once from its beginning to its end. Its sentences name it. */
export interface FileToSend {
  readonly name: string;
  readonly size: number;
  /** When its content was last changed, in microseconds since the epoch; null where nobody knows. */
  readonly modifiedAt: number | null;
  readonly isAtEnd: boolean;
  /** Reads on into the buffer, as much as it holds. Rejects with a sentence. */
  read(into: Uint8Array): Promise<Uint8Array>;
  /** Rejects, with a sentence, when it is not UTF-8, and with the reason of the signal when that fires. */
  requireUtf8(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** A file, as what it is sent, and why Wirebench sends it by itself; null for one that a person sends. */
export interface OutgoingFile {
  readonly file: FileToSend;
  readonly kind: SendKind;
  readonly origin: SendOrigin | null;
}

export interface FileSendingParts {
  readonly endpoint: EndpointKind;
  readonly sender: Pick<Sender, 'queue' | 'refusal'>;
  readonly sent: Pick<SentMessages, 'handedOver' | 'sent' | 'fileEnded'>;
  readonly pulse: Pick<InfoPulse, 'soon' | 'now'>;
  /** Closes the link of a peer. */
  readonly close: (entry: PeerEntry) => void;
  /** How much of a file may be in memory now, in bytes. */
  readonly pieceBytes: () => number;
}

/**
 * A file on its way to its peers, in pieces: each is read when the one before was taken by the operating system, so that memory stays flat. Over
 * a WebSocket the pieces are the fragments of one message. The slowest peer sets its pace. Whatever else is for its peers waits in their turn.
 */
export class FileSending {
  readonly file: FileToSend;
  private readonly parts: FileSendingParts;
  private readonly kind: SendKind;
  private readonly origin: SendOrigin | null;
  private readonly cancelled = new AbortController();
  /** Those that still get it, and the number of the record of its first piece; null where that was not recorded. */
  private readonly peers = new Map<PeerEntry, number | null>();
  private sentNow = 0;
  /** How many pieces were handed over. */
  private pieces = 0;
  private isAllHandedOver = false;

  constructor(parts: FileSendingParts, { file, kind, origin }: OutgoingFile) {
    this.parts = parts;
    this.file = file;
    this.kind = kind;
    this.origin = origin;
  }

  get sentBytes(): number {
    return this.sentNow;
  }

  isFor(entry: PeerEntry): boolean {
    return this.peers.has(entry);
  }

  /** All of it was handed over, and need not have left: nothing of it can be held back. */
  get isHandedOver(): boolean {
    return this.isAllHandedOver;
  }

  /** Nothing more of it is sent, for this reason. */
  cancel(reason: string): void {
    this.cancelled.abort(new Error(reason));
  }

  /** Rejects, with a sentence, when it is not UTF-8, or was cancelled while it was looked through. */
  requireText(): Promise<void> {
    return this.orCancelled((signal) => this.file.requireUtf8(signal));
  }

  /** Does what comes before it is sent. Rejects, with a sentence, when it was cancelled meanwhile. */
  async orCancelled(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.cancelled;
    try {
      await orAborted(work(signal), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new WirebenchError('WRONG_STATE', this.describeCut(messageOf(error)));
    }
  }

  /**
   * Sends it, and closes it. Takes the turns of the peers at once. Resolves with the number of peers that it was handed to as a whole; rejects,
   * with a sentence that says how much was sent, where there are none.
   */
  async run(peers: readonly PeerEntry[]): Promise<number> {
    for (const entry of peers) {
      this.peers.set(entry, null);
      entry.turn ??= new PeerTurn('file');
    }
    try {
      await this.pump();
      for (const entry of this.peers.keys()) this.ended(entry, null);
      return this.peers.size;
    } catch (error) {
      throw new RecordedFailure('WRONG_STATE', this.describeCut(this.abandon(error)), { cause: error });
    } finally {
      for (const entry of this.peers.keys()) endTurn(entry);
      this.parts.pulse.now();
      await this.file.close().catch(() => undefined);
    }
  }

  /** Rejects with the reason why not all of it was handed over to anybody. */
  private async pump(): Promise<void> {
    const { file } = this;
    const { signal } = this.cancelled;
    let buffer = new Uint8Array();
    do {
      const length = Math.min(this.parts.pieceBytes(), file.size);
      if (buffer.length !== length) buffer = new Uint8Array(length);
      const bytes = await orAborted(file.read(buffer), signal);
      await orAborted(
        this.parts.sender.queue.enter(() => this.sendPiece(bytes)),
        signal,
      );
      this.parts.pulse.soon();
    } while (!file.isAtEnd);
  }

  /** Hands a piece to all peers, and resolves when it has left for each. Rejects when none of them is left. */
  private async sendPiece(bytes: Uint8Array): Promise<void> {
    const refusal = this.parts.sender.refusal(this.pieces > 0);
    if (refusal !== null) throw new Error(refusal);
    // It was cancelled while it waited for the disk.
    if (this.cancelled.signal.aborted) return;
    const message = this.messageOf(bytes);
    const before = this.sentNow;
    this.pieces += 1;
    const outcomes = [...this.peers.keys()].map((entry) => this.handOver(entry, message));
    this.sentNow = before + bytes.length;
    this.isAllHandedOver = this.file.isAtEnd;
    const failure = (await Promise.all(outcomes)).find((outcome) => outcome !== null);
    if (this.peers.size > 0 || !failure) return;
    this.sentNow = before;
    throw failure;
  }

  /** A file in one piece is not cut into fragments. */
  private messageOf(bytes: Uint8Array): OriginatedMessage {
    const { kind, file, pieces, origin } = this;
    const piece = { kind, bytes, origin: origin ?? 'file' } as const;
    const isWhole = pieces === 0 && file.isAtEnd;
    return isWebSocket(this.parts.endpoint) && !isWhole
      ? { ...piece, fragment: file.isAtEnd ? 'last' : 'more' }
      : piece;
  }

  /** Null when the piece has left; otherwise why not, and then the peer gets nothing more of it, and what waits for it goes on. */
  private async handOver(entry: PeerEntry, message: OriginatedMessage): Promise<Error | null> {
    const { sent } = this.parts;
    const isFirst = this.pieces === 1;
    const sentBefore = this.sentNow;
    let unsent = 0;
    try {
      if (!entry.link) throw new Error('The connection closed.');
      const refusal = entry.link.refusal?.(message);
      if (refusal) throw refusal;
      const seq = sent.handedOver(entry, message);
      if (isFirst) this.peers.set(entry, seq);
      unsent = message.bytes.length;
      await entry.link.send(message);
      sent.sent(entry);
      return null;
    } catch (error) {
      // It was abandoned, and that is told.
      if (!this.peers.has(entry)) return null;
      this.ended(entry, {
        sentBytes: sentBefore,
        reason: messageOf(error),
        code: codeOf(error) ?? null,
        unsent,
        isMessage: endsOutgoing(message),
      });
      this.peers.delete(entry);
      endTurn(entry);
      return error instanceof Error ? error : new Error(messageOf(error));
    }
  }

  /** Nothing more of it is sent. A WebSocket message that has begun cannot be ended as if it were whole. Returns why, in a sentence. */
  private abandon(error: unknown): string {
    const isHalf = this.pieces > 0 && isWebSocket(this.parts.endpoint);
    const isClosed = isHalf && [...this.peers.keys()].some(({ link }) => link !== null);
    const reason = isClosed ? `${messageOf(error)} ${cannotEnd}` : messageOf(error);
    const cut = { sentBytes: this.sentNow, reason, code: codeOf(error) ?? null, unsent: 0, isMessage: false };
    for (const entry of [...this.peers.keys()]) {
      this.ended(entry, cut);
      this.peers.delete(entry);
      if (isHalf && entry.link !== null) this.parts.close(entry);
      endTurn(entry);
    }
    return reason;
  }

  private ended(entry: PeerEntry, cut: Parameters<SentMessages['fileEnded']>[2]): void {
    const { name, size, modifiedAt } = this.file;
    const { kind, origin } = this;
    const first = this.peers.get(entry) ?? null;
    this.parts.sent.fileEnded(entry, { name, size, modifiedAt, kind, origin, first }, cut);
  }

  private describeCut(reason: string): string {
    const { name, size } = this.file;
    return describeCut({ name, size, sentBytes: this.sentNow, reason });
  }
}

const cannotEnd =
  'A WebSocket message cannot be ended halfway, so the connection is closed with 1001 (going away).';
