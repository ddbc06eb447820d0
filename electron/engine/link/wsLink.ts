import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { FrameKind } from '../../../shared/model/record.ts';
import { largestControlFrameBytes } from '../../../shared/model/sending.ts';
import { abnormalCode, closePayload, describeClosure, describeCode, noStatusCode } from './closeCodes.ts';
import {
  closeTimeoutMs,
  LinkProblem,
  type EndpointSink,
  type Link,
  type LinkContext,
  type LinkFacts,
  type LinkOutcome,
  type LinkSink,
  type OutgoingMessage,
} from './link.ts';
import { describeProblem, visible } from './networkProblems.ts';
import { resetSocket } from './resetSocket.ts';
import { TurnCork } from './turnCork.ts';
import { largestPendingPongs } from './wsLimits.ts';
import { breachOf, type WsBreach } from './wsProblems.ts';

const noReason = new Uint8Array();
const normalClosure = 1000;

/** An open WebSocket with what is below it. */
export interface WsLinkParts {
  readonly webSocket: WebSocket;
  /** The TCP or TLS socket below, which alone knows of a reset. */
  readonly socket: Socket;
  /** Where that is TLS: the TCP socket below it, which alone can be reset. */
  readonly below?: Socket;
  readonly facts: LinkFacts;
  readonly messageLimitBytes: number;
}

/** An open WebSocket as a link (RFC 6455). Made in the turn in which it opened, so that no message is missed. */
export class WsLink implements Link {
  private readonly parts: WsLinkParts;
  private readonly context: LinkContext;
  private readonly sink: LinkSink;
  private readonly cork: TurnCork;
  private readonly ended: (outcome: LinkOutcome, atUs: number) => void;
  private socketProblem: Error | undefined;
  private breach: WsBreach | undefined;
  private closing = false;
  private wasReset = false;
  private held = false;
  private pendingPongs = 0;
  private lastBytesAtUs: number;
  private closeTimer: NodeJS.Timeout | undefined;

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
    this.sink = endpoint.linkOpened(this, parts.facts, atUs);
    this.listen();
  }

  send({ kind, bytes }: OutgoingMessage): Promise<void> {
    const { webSocket } = this.parts;
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null): void => {
        if (error) reject(new LinkProblem(this.describeFailedSend(error)));
        else resolve();
      };
      if (webSocket.readyState !== webSocket.OPEN) {
        reject(new LinkProblem('The WebSocket is closing, so nothing more can be sent.'));
      } else if (isControl(kind) && bytes.length > largestControlFrameBytes) {
        reject(
          new LinkProblem(
            `A ${kind} holds at most ${largestControlFrameBytes} bytes (RFC 6455); this one has ${formatCount(bytes.length)}.`,
          ),
        );
      } else {
        this.cork.hold();
        if (kind === 'ping') webSocket.ping(bytes, undefined, done);
        else if (kind === 'pong') webSocket.pong(bytes, undefined, done);
        else webSocket.send(bytes, { binary: kind !== 'text' }, done);
      }
    });
  }

  pause(): void {
    if (this.closing) return;
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
    if (this.closing || webSocket.readyState !== webSocket.OPEN) return;
    this.closing = true;
    this.tellClose('out', normalClosure, noReason, this.context.clock.nowUs());
    // The peer's close frame has to be read for the handshake to end.
    this.resume();
    webSocket.close(normalClosure);
  }

  /** Without a close frame, so the peer learns no code. */
  reset(): void {
    const { webSocket, socket, below = socket } = this.parts;
    if (this.wasReset || below.destroyed) return;
    this.wasReset = true;
    this.closeTimer ??= setTimeout(() => webSocket.terminate(), closeTimeoutMs);
    resetSocket(socket, below);
  }

  private listen(): void {
    const { webSocket, socket } = this.parts;
    const { clock } = this.context;
    socket.on('data', () => {
      this.lastBytesAtUs = clock.nowUs();
    });
    socket.on('error', (error: Error) => {
      this.socketProblem = error;
    });
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
    this.sink.frame({ kind, direction: 'in', bytes, atUs: this.context.clock.nowUs(), note: null, given });
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

  private failed(error: Error): void {
    this.breach = breachOf(error, this.parts.facts.remote, this.parts.messageLimitBytes);
    if (!this.breach) this.socketProblem ??= error;
    // `ws` has closed with that code, unless a close frame of ours was out already.
    else if (!this.closing) this.tellClose('out', this.breach.code, noReason, this.context.clock.nowUs());
  }

  private closed(code: number, reason: Buffer): void {
    const atUs = this.context.clock.nowUs();
    clearTimeout(this.closeTimer);
    if (code !== abnormalCode) {
      this.tellClose('in', code, reason, this.lastBytesAtUs);
      // `ws` has answered with the same code and reason (RFC 6455, section 5.5.1), unless we closed first.
      if (!this.closing && !this.breach) this.tellClose('out', code, reason, this.lastBytesAtUs);
    }
    const outcome = this.outcome(code, visible(reason.toString('utf8')));
    this.sink.closed(outcome, atUs);
    this.ended(outcome, atUs);
  }

  private tellClose(direction: 'in' | 'out', code: number, reason: Uint8Array, atUs: number): void {
    const note = code === noStatusCode ? 'without a status code' : describeCode(code);
    this.sink.frame({ kind: 'close', direction, bytes: closePayload(code, reason), atUs, note });
  }

  private outcome(code: number, reason: string): LinkOutcome {
    const { remote } = this.parts.facts;
    if (this.wasReset) return { clean: true, reason: 'Reset from our side.', code: null };
    if (this.breach) return { clean: false, reason: this.breach.reason };
    if (this.closing) {
      return {
        clean: true,
        reason:
          code === abnormalCode
            ? `Disconnected. ${remote} did not answer the close frame, so the connection was cut.`
            : 'Disconnected.',
      };
    }
    if (this.socketProblem) {
      return {
        clean: false,
        reason: `${describeProblem(this.socketProblem, remote)} No close frame came (code 1006).`,
      };
    }
    if (code === abnormalCode) {
      return { clean: false, reason: `${remote} ended the connection without a close frame (code 1006).` };
    }
    return { clean: true, reason: describeClosure(remote, code, reason) };
  }

  private describeFailedSend(error: Error): string {
    if (this.wasReset) return 'The connection was reset before everything was sent.';
    if (this.breach) return this.breach.reason;
    if (this.socketProblem) return describeProblem(this.socketProblem, this.parts.facts.remote);
    return this.closing
      ? 'The connection was closed before everything was sent.'
      : describeProblem(error, this.parts.facts.remote);
  }
}

function isControl(kind: OutgoingMessage['kind']): boolean {
  return kind === 'ping' || kind === 'pong';
}
