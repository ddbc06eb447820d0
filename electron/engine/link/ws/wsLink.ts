import type { Socket } from 'node:net';
import { formatCount } from '../../../../shared/base/quantity.ts';
import type { FrameKind } from '../../../../shared/model/record.ts';
import { largestControlFrameBytes } from '../../../../shared/model/sending.ts';
import { abnormalCode, closePayload, describeCode, noStatusCode } from './closeCodes.ts';
import { Keeping } from './keeping.ts';
import {
  closeTimeoutMs,
  stillSendingMs,
  type EndpointSink,
  type Link,
  type LinkContext,
  type LinkFacts,
  type LinkOutcome,
  type LinkSink,
  type OutgoingMessage,
} from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';
import type { DueClose, PatientWebSocket } from './patientWebSocket.ts';
import { resetSocket } from '../resetSocket.ts';
import { TurnCork } from './turnCork.ts';
import { largestPendingPongs } from './limits.ts';
import { afterClose, breachOf, framesLeftOver } from './breaches.ts';
import { headProblem, type FrameRules } from './headProblem.ts';
import { describeUnsent, describeWsEnd, newWsStory, type WsStory } from './story.ts';
import { FrameTrail, type Trail } from './frameTrail.ts';

const noReason = new Uint8Array();
const normalClosure = 1000;

/** An open WebSocket with what is below it. */
export interface WsLinkParts {
  readonly webSocket: PatientWebSocket;
  /** The TCP or TLS socket below, which alone knows of a reset. */
  readonly socket: Socket;
  /** Where that is TLS: the TCP socket below it, which alone can be reset. */
  readonly below?: Socket;
  readonly facts: LinkFacts;
  readonly rules: FrameRules;
}

/**
 * An open WebSocket as a link (RFC 6455). Made in the turn in which it opened, so that no message is missed. A close frame of the peer is
 * answered, and a breach of the protocol closed for, when everything that is owed for what came before has left.
 */
export class WsLink implements Link {
  private readonly parts: WsLinkParts;
  private readonly context: LinkContext;
  private readonly sink: LinkSink;
  private readonly cork: TurnCork;
  private readonly ended: (outcome: LinkOutcome, atUs: number) => void;
  private readonly story: WsStory;
  private readonly trail = new FrameTrail();
  /** Messages and control frames of the last chunk that were told. */
  private toldOfChunk = 0;
  private due: DueClose | null = null;
  /** What comes after the peer's close frame, and nobody reads. */
  private late: Keeping | null = null;
  private held = false;
  private pendingPongs = 0;
  private lastBytesAtUs: number;
  private closeTimer: NodeJS.Timeout | undefined;
  /** Whoever sends after this time is cut. */
  private cutFromUs = Number.POSITIVE_INFINITY;

  constructor(
    parts: WsLinkParts,
    context: LinkContext,
    endpoint: EndpointSink,
    atUs: number,
    ended: (outcome: LinkOutcome, atUs: number) => void,
  ) {
    this.parts = parts;
    this.cork = new TurnCork(parts.socket);
    this.context = context;
    this.ended = ended;
    this.lastBytesAtUs = atUs;
    this.story = newWsStory(parts.facts.remote);
    this.sink = endpoint.linkOpened(this, parts.facts, atUs);
    this.listen();
  }

  refusal({ kind, bytes }: OutgoingMessage): LinkProblem | null {
    const { webSocket } = this.parts;
    if (webSocket.readyState !== webSocket.OPEN) {
      return new LinkProblem('The WebSocket is closing, so nothing more can be sent.');
    }
    return isControl(kind) && bytes.length > largestControlFrameBytes
      ? new LinkProblem(
          `A ${kind} holds at most ${largestControlFrameBytes} bytes (RFC 6455); this one has ${formatCount(bytes.length)}.`,
        )
      : null;
  }

  send(message: OutgoingMessage): Promise<void> {
    const { webSocket } = this.parts;
    const { kind, bytes } = message;
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null): void => {
        if (error) reject(new LinkProblem(describeUnsent(this.story, error)));
        else resolve();
      };
      const refusal = this.refusal(message);
      if (refusal) {
        reject(refusal);
        return;
      }
      this.cork.hold();
      if (kind === 'ping') webSocket.ping(bytes, undefined, done);
      else if (kind === 'pong') webSocket.pong(bytes, undefined, done);
      else webSocket.send(bytes, { binary: kind !== 'text' }, done);
    });
  }

  pause(): void {
    this.held = true;
    this.parts.webSocket.pause();
  }

  resume(): void {
    this.held = false;
    this.readOn();
  }

  close(): void {
    const { webSocket } = this.parts;
    // `ws` has no time limit of its own where the peer ended without a close frame.
    this.closeTimer ??= setTimeout(() => webSocket.terminate(), closeTimeoutMs);
    if (this.story.isClosing || webSocket.readyState !== webSocket.OPEN) return;
    this.story.isClosing = true;
    this.cutFromUs = this.context.clock.nowUs() + stillSendingMs * 1000;
    // The peer's close frame has to be read for the handshake to end.
    this.resume();
    this.sendClose(this.due ?? { code: normalClosure, reason: undefined });
  }

  /** Without a close frame, so the peer learns no code. */
  reset(): void {
    const { webSocket, socket, below = socket } = this.parts;
    if (this.story.isReset || below.destroyed) return;
    this.story.isReset = true;
    this.closeTimer ??= setTimeout(() => webSocket.terminate(), closeTimeoutMs);
    resetSocket(socket, below);
  }

  private listen(): void {
    const { webSocket, socket } = this.parts;
    const { clock } = this.context;
    // Ahead of `ws`, which tells of the frames in a chunk while it reads it.
    socket.prependListener('data', (chunk: Buffer) => {
      this.lastBytesAtUs = clock.nowUs();
      this.toldOfChunk = 0;
      if (this.late) this.late.add(chunk);
      else this.trail.take(chunk);
    });
    socket.on('error', (error: Error) => {
      this.story.problem = error;
    });
    // Ahead of `ws`, which sends no close frame any more once the peer has ended: over TLS that is told in the same turn.
    socket.prependListener('end', () => {
      if (this.due && webSocket.readyState === webSocket.OPEN) this.sendClose(this.due);
    });
    webSocket.holdClose((close) => this.closeDue(close));
    webSocket.on('message', (bytes, isBinary) => {
      // `binaryType` is left at its default, so a message is always one buffer.
      // `ws` makes it for this event, and forgets it.
      if (Buffer.isBuffer(bytes)) this.received(isBinary ? 'binary' : 'text', bytes, true);
    });
    webSocket.on('ping', (bytes) => this.pinged(bytes));
    webSocket.on('pong', (bytes) => this.received('pong', bytes));
    webSocket.on('error', (error) => this.failed(error));
    webSocket.on('close', (code, reason) => this.closed(code, reason));
  }

  private received(kind: FrameKind, bytes: Uint8Array, given = false): void {
    const atUs = this.context.clock.nowUs();
    if (atUs > this.cutFromUs) {
      this.story.stillSent = true;
      this.parts.webSocket.terminate();
      return;
    }
    this.toldOfChunk += 1;
    this.sink.frame({ kind, direction: 'in', bytes, atUs, note: null, given });
  }

  private pinged(bytes: Uint8Array): void {
    this.received('ping', bytes);
    const { webSocket } = this.parts;
    if (webSocket.readyState !== webSocket.OPEN) return;
    const atUs = this.context.clock.nowUs();
    this.sink.frame({ kind: 'pong', direction: 'out', bytes, atUs, note: 'Answered by itself.' });
    this.pendingPongs += 1;
    if (this.pendingPongs === largestPendingPongs) webSocket.pause();
    this.cork.hold();
    webSocket.pong(bytes, undefined, () => {
      this.pendingPongs -= 1;
      if (this.pendingPongs < largestPendingPongs / 2) this.readOn();
    });
  }

  private readOn(): void {
    const { webSocket } = this.parts;
    if (!this.held && webSocket.isPaused && this.pendingPongs < largestPendingPongs) webSocket.resume();
  }

  /** The peer has closed; or it broke the protocol, and `failed` is told of it next. */
  private closeDue(due: DueClose): void {
    const { code = noStatusCode, reason } = due;
    this.due = due;
    if (reason !== undefined || code === noStatusCode) {
      this.peerClosed(code, reason ?? noReason);
      this.late = new Keeping();
      this.late.add(this.trail.behind(this.toldOfChunk + 1));
    }
    // A turn later, so that an answer to the last messages still goes out, whoever decides on it.
    setImmediate(() => void this.answerClose(due));
  }

  private peerClosed(code: number, reason: Uint8Array): void {
    this.story.peerClosed = true;
    this.tellClose('in', code, reason, this.lastBytesAtUs);
  }

  /** Behind what waits, the time that a peer has to end would begin before it can have read our close frame. */
  private async answerClose(due: DueClose): Promise<void> {
    await this.sink.owed?.();
    await this.written();
    const { webSocket } = this.parts;
    if (!this.story.isClosing && webSocket.readyState === webSocket.OPEN) this.sendClose(due);
  }

  /** Resolves when what was sent before has left, or never will. */
  private async written(): Promise<void> {
    const { socket } = this.parts;
    if (socket.writableLength === 0 || !socket.writable) return;
    await new Promise<void>((resolve) => void socket.write(noReason, () => resolve()));
  }

  private sendClose({ code, reason }: DueClose): void {
    this.tellClose('out', code ?? noStatusCode, reason ?? noReason, this.context.clock.nowUs());
    this.parts.webSocket.closeNow(code, reason);
  }

  private failed(error: Error): void {
    const { rules, facts } = this.parts;
    const trail = this.trail.after(this.toldOfChunk, (head, message) => {
      return headProblem(head, message, rules) !== null;
    });
    this.story.breach = breachOf(error, facts.remote, trail, rules);
    if (this.story.breach) this.tellLeftOver(trail, 'broke the protocol');
    else this.story.problem ??= error;
  }

  private closed(code: number, reason: Buffer): void {
    const atUs = this.context.clock.nowUs();
    clearTimeout(this.closeTimer);
    if (code === abnormalCode && !this.story.breach && !this.story.stillSent) {
      this.tellLeftOver(
        this.trail.after(this.toldOfChunk, () => false),
        'did not become whole before the connection ended',
      );
    }
    if (code !== abnormalCode && !this.story.peerClosed) this.peerClosed(code, reason);
    for (const { bytes, note } of afterClose(this.late)) {
      this.sink.frame({ kind: 'data', direction: 'in', bytes, atUs: this.lastBytesAtUs, note });
    }
    const outcome = describeWsEnd(this.story, code, visible(reason.toString('utf8')));
    this.sink.closed(outcome, atUs);
    this.ended(outcome, atUs);
  }

  /** What came and is no message is kept as it came. */
  private tellLeftOver(trail: Trail, what: string): void {
    for (const { bytes, note } of framesLeftOver(trail, what)) {
      this.sink.frame({ kind: 'data', direction: 'in', bytes, atUs: this.lastBytesAtUs, note });
    }
  }

  private tellClose(direction: 'in' | 'out', code: number, reason: Uint8Array, atUs: number): void {
    const note = code === noStatusCode ? 'without a status code' : describeCode(code);
    this.sink.frame({ kind: 'close', direction, bytes: closePayload(code, reason), atUs, note });
  }
}

function isControl(kind: OutgoingMessage['kind']): boolean {
  return kind === 'ping' || kind === 'pong';
}
