import { orAborted } from '../../../shared/base/orAborted.ts';
import { codeOf, messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import { isDatagram, isWebSocket } from '../../../shared/model/endpointKinds.ts';
import { fileProblem, type Destination } from '../../../shared/model/messageProblem.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { describeCut } from './eventNotes.ts';
import type { InfoPulse } from './infoPulse.ts';
import type { PeerEntry, PeerTable } from './peerTable.ts';
import { endTurn, PeerTurn } from './peerTurn.ts';
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
  /** Rejects, with a sentence, when it is not UTF-8, and with the reason of the signal when that fires. */
  requireUtf8(signal: AbortSignal): Promise<void>;
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

/** A file that was begun: what it becomes is told by the promise. */
interface BegunFile {
  readonly sending: Promise<number>;
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
  /** All of it was handed over, and need not have left. */
  isHandedOver: boolean;
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
   * Takes over the file, and resolves when nothing that is sent afterwards can leave before it; text is looked through first. `sending` resolves
   * with the number of peers that it was handed to as a whole. Rejects, with a sentence, with what refuses it; the caller closes the file then.
   */
  async begin(to: SendTarget, kind: SendKind, file: FileToSend): Promise<BegunFile> {
    const { destination, sender } = this.parts;
    const problem = fileProblem({ name: file.name, size: file.size, kind }, destination);
    if (problem !== null) throw new WirebenchError('BAD_REQUEST', problem);
    sender.requireOpen();
    if (isDatagram(destination.kind)) return await this.asDatagram(to, kind, file);
    this.requireFree();
    const sending: Sending = {
      ...{ file, kind, peers: new Set(), cancelled: new AbortController() },
      ...{ sentBytes: 0, pieces: 0, isHandedOver: false },
    };
    this.current = sending;
    try {
      if (kind === 'text') await this.requireText(sending);
      for (const entry of this.freeTargets(to)) sending.peers.add(entry);
    } catch (error) {
      this.current = null;
      this.parts.pulse.now();
      throw error;
    }
    for (const entry of sending.peers) entry.turn = new PeerTurn('file');
    const running = this.run(sending, [...sending.peers]);
    this.last = running.catch(() => undefined);
    return { sending: running };
  }

  /** Throws WRONG_STATE when none is on its way, or nothing of it is left to be held back. */
  cancel(): void {
    if (this.current === null) throw new WirebenchError('WRONG_STATE', 'No file is being sent.');
    const { file, cancelled, isHandedOver } = this.current;
    if (isHandedOver) {
      const message = `All of “${file.name}” is on its way already. Disconnect to stop it.`;
      throw new WirebenchError('WRONG_STATE', message);
    }
    cancelled.abort(new Error('It was cancelled.'));
  }

  /** Throws WRONG_STATE where the file is on its way to one of these; `what` says, in the imperative, what may be done when it has left. */
  requireNone(entries: readonly PeerEntry[], what: string): void {
    const { current } = this;
    if (current === null || !entries.some((entry) => current.peers.has(entry))) return;
    const message = `“${current.file.name}” is still being sent over this connection. ${what} when it has left, or cancel it.`;
    throw new WirebenchError('WRONG_STATE', message);
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

  /** The peers that are meant, to none of which a message in fragments is on its way. */
  private freeTargets(to: SendTarget): readonly PeerEntry[] {
    this.parts.sender.requireOpen();
    const targets = this.parts.table.targets(to);
    if (targets.every(({ turn }) => turn === null)) return targets;
    const message =
      'A message is being sent in fragments over this connection. Send the file when it has left.';
    throw new WirebenchError('WRONG_STATE', message);
  }

  /** Rejects, with a sentence, when it is not UTF-8, or was cancelled while it was looked through. */
  private async requireText({ file, cancelled: { signal } }: Sending): Promise<void> {
    this.parts.pulse.now();
    try {
      await file.requireUtf8(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      const { name, size } = file;
      const told = describeCut({ name, size, sentBytes: 0, reason: messageOf(error) });
      throw new WirebenchError('WRONG_STATE', told);
    }
  }

  private async asDatagram(to: SendTarget, kind: SendKind, file: FileToSend): Promise<BegunFile> {
    const bytes = await file.read(new Uint8Array(file.size));
    // Nothing is waited for between the beginning and the answer: it may fail at once.
    await file.close();
    return { sending: this.parts.sender.begin(to, { kind, bytes, origin: null }) };
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
    const refusal = this.parts.sender.refusal(sending.pieces > 0);
    if (refusal !== null) throw new Error(refusal);
    // It was cancelled while it waited for the disk.
    if (sending.cancelled.signal.aborted) return;
    const message = this.messageOf(sending, bytes);
    const before = sending.sentBytes;
    sending.pieces += 1;
    const outcomes = [...sending.peers].map((entry) => this.handOver(sending, entry, message));
    sending.sentBytes = before + bytes.length;
    sending.isHandedOver = sending.file.isAtEnd;
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
