import { orAborted } from '../../../shared/base/orAborted.ts';
import { codeOf, messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import { isDatagram, isWebSocket } from '../../../shared/model/endpointKinds.ts';
import { fileProblem, type Destination } from '../../../shared/model/messageProblem.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { describeCut } from './eventNotes.ts';
import type { InfoPulse } from './infoPulse.ts';
import type { PeerEntry, PeerTable } from './peerTable.ts';
import { PeerTurn } from './peerTurn.ts';
import type { Sender } from './sender.ts';
import type { OriginatedMessage, SentMessages } from './sentMessages.ts';

/** 256 KiB at a time: as fast as larger pieces, and a slow peer still shows progress. As much of a file is in memory. */
const pieceBytes = 256 * 1024;

/** A file that is open, and is read once from its beginning to its end. Its sentences name it. */
export interface FileToSend {
  readonly name: string;
  readonly size: number;
  readonly isAtEnd: boolean;
  /** Reads on into the buffer, as much as it holds. Rejects with a sentence. */
  read(into: Uint8Array): Promise<Uint8Array>;
  /** Rejects, with a sentence, when it is not UTF-8. */
  requireUtf8(): Promise<void>;
  close(): Promise<void>;
}

interface FileSendsParts {
  readonly destination: Destination;
  readonly table: Pick<PeerTable, 'targets'>;
  readonly sender: Pick<Sender, 'begin' | 'queue' | 'refusal' | 'requireOpen'>;
  readonly sent: Pick<SentMessages, 'handedOver' | 'sent' | 'cutOff'>;
  readonly pulse: Pick<InfoPulse, 'soon' | 'now'>;
  /** Closes the link of a peer. */
  readonly close: (entry: PeerEntry) => void;
}

/** A file on its way. */
interface Sending {
  readonly file: FileToSend;
  readonly kind: SendKind;
  readonly cancelled: AbortController;
  /** Those that still get it. */
  readonly peers: Set<PeerEntry>;
  sentBytes: number;
  /** How many pieces were handed over. */
  pieces: number;
}

/**
 * Sends files in pieces: each is read when the one before was taken by the operating system, so that memory stays flat. Over a WebSocket the
 * pieces are the fragments of one message. One file at a time; the slowest peer sets its pace. Whatever else is for its peers waits, but pings
 * and pongs do not.
 */
export class FileSends {
  private readonly parts: FileSendsParts;
  private current: Sending | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(parts: FileSendsParts) {
    this.parts = parts;
  }

  get progress(): SessionInfo['sendingFile'] {
    if (this.current === null) return null;
    const { file, sentBytes } = this.current;
    return { name: file.name.slice(-longestName), size: file.size, sentBytes };
  }

  /**
   * Begins in the turn of the call, and takes over the file. Throws, with a sentence, what refuses it. Resolves with the number of peers that
   * it was handed to as a whole.
   */
  begin(to: SendTarget, kind: SendKind, file: FileToSend): Promise<number> {
    const { destination, table, sender } = this.parts;
    const problem = fileProblem({ name: file.name, size: file.size, kind }, destination);
    if (problem !== null) throw new WirebenchError('BAD_REQUEST', problem);
    sender.requireOpen();
    if (isDatagram(destination.kind)) return this.asDatagram(to, kind, file);
    this.requireFree();
    const peers = new Set(table.targets(to));
    const sending = { file, kind, peers, cancelled: new AbortController(), sentBytes: 0, pieces: 0 };
    for (const entry of peers) entry.turn = new PeerTurn();
    this.current = sending;
    const running = this.run(sending, [...peers]);
    this.last = running.catch(() => undefined);
    return running;
  }

  /** Throws WRONG_STATE when none is on its way. */
  cancel(): void {
    if (this.current === null) throw new WirebenchError('WRONG_STATE', 'No file is being sent.');
    this.current.cancelled.abort(new Error('It was cancelled.'));
  }

  /** The wire has ended. Resolves when it is recorded what was not sent. */
  async end(): Promise<void> {
    this.current?.cancelled.abort(new Error('The connection closed.'));
    await this.last;
  }

  private requireFree(): void {
    if (this.current === null) return;
    const { name } = this.current.file;
    const message = `“${name}” is still being sent over this connection. Wait until it has left, or cancel it.`;
    throw new WirebenchError('WRONG_STATE', message);
  }

  private async asDatagram(to: SendTarget, kind: SendKind, file: FileToSend): Promise<number> {
    try {
      const bytes = await file.read(new Uint8Array(file.size));
      return await this.parts.sender.begin(to, { kind, bytes, origin: null });
    } finally {
      await file.close();
    }
  }

  private async run(sending: Sending, peers: readonly PeerEntry[]): Promise<number> {
    const { file } = sending;
    try {
      await this.pump(sending);
      return sending.peers.size;
    } catch (error) {
      const reason = this.abandon(sending, error);
      const { name, size } = file;
      throw new WirebenchError(
        'WRONG_STATE',
        describeCut({ name, size, sentBytes: sending.sentBytes, reason }),
      );
    } finally {
      this.current = null;
      for (const entry of peers) endTurn(entry);
      this.parts.pulse.now();
      await file.close().catch(() => undefined);
    }
  }

  /** Rejects with the reason why not all of it was handed over to anybody. */
  private async pump(sending: Sending): Promise<void> {
    const { file, cancelled } = sending;
    const { signal } = cancelled;
    const buffer = new Uint8Array(Math.min(pieceBytes, file.size));
    do {
      const bytes = await orAborted(file.read(buffer), signal);
      await orAborted(
        this.parts.sender.queue.enter(() => this.sendPiece(sending, bytes)),
        signal,
      );
      this.parts.pulse.soon();
    } while (!file.isAtEnd);
  }

  /** Hands a piece to all peers, and resolves when it has left for each. Rejects when none of them is left. */
  private async sendPiece(sending: Sending, bytes: Uint8Array): Promise<void> {
    const refusal = this.parts.sender.refusal();
    if (refusal !== null) throw new Error(refusal);
    // It was cancelled while it waited for the disk.
    if (sending.cancelled.signal.aborted) return;
    const message = this.messageOf(sending, bytes);
    const before = sending.sentBytes;
    sending.pieces += 1;
    const outcomes = [...sending.peers].map((entry) => this.handOver(sending, entry, message));
    sending.sentBytes = before + bytes.length;
    const failure = (await Promise.all(outcomes)).find((outcome) => outcome !== null);
    if (sending.peers.size > 0 || !failure) return;
    sending.sentBytes = before;
    throw failure;
  }

  /** A file in one piece is a message like any other. */
  private messageOf({ kind, file, pieces }: Sending, bytes: Uint8Array): OriginatedMessage {
    if (pieces === 0 && file.isAtEnd) return { kind, bytes, origin: null };
    const piece = { kind, bytes, origin: 'file' } as const;
    return isWebSocket(this.parts.destination.kind)
      ? { ...piece, fragment: file.isAtEnd ? 'last' : 'more' }
      : piece;
  }

  /** Null when the piece has left; otherwise why not, and then the peer gets nothing more. */
  private async handOver(
    sending: Sending,
    entry: PeerEntry,
    message: OriginatedMessage,
  ): Promise<Error | null> {
    const { sent } = this.parts;
    const { sentBytes } = sending;
    let unsent = 0;
    try {
      if (!entry.link) throw new Error('The connection closed.');
      const refusal = entry.link.refusal?.(message);
      if (refusal) throw refusal;
      sent.handedOver(entry, message);
      unsent = message.bytes.length;
      await entry.link.send(message);
      sent.sent(entry);
      return null;
    } catch (error) {
      // It was abandoned, and that is told.
      if (!sending.peers.delete(entry)) return null;
      const reason = messageOf(error);
      const { name, size } = sending.file;
      sent.cutOff(entry, { name, size, sentBytes, reason, code: codeOf(error) ?? null, unsent });
      return error instanceof Error ? error : new Error(reason);
    }
  }

  /** Nothing more of it is sent. A WebSocket message that has begun cannot be ended as if it were whole. Returns why, in a sentence. */
  private abandon(sending: Sending, error: unknown): string {
    const { file, sentBytes, pieces, peers } = sending;
    const { name, size } = file;
    const isHalf = pieces > 0 && isWebSocket(this.parts.destination.kind);
    const isClosed = isHalf && [...peers].some(({ link }) => link !== null);
    const reason = isClosed ? `${messageOf(error)} ${cannotEnd}` : messageOf(error);
    for (const entry of peers) {
      peers.delete(entry);
      const code = codeOf(error) ?? null;
      this.parts.sent.cutOff(entry, { name, size, sentBytes, reason, code, unsent: 0 });
      if (isHalf && entry.link !== null) this.parts.close(entry);
    }
    return reason;
  }
}

const cannotEnd =
  'A WebSocket message cannot be ended halfway, so the connection is closed with 1001 (going away).';

/** As many characters of a path as a window shows. */
const longestName = 300;

/** What the peers were waiting for is sent in this turn. */
function endTurn(entry: PeerEntry): void {
  const { turn } = entry;
  entry.turn = null;
  turn?.end();
}
