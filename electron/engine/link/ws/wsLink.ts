import type { Socket } from 'node:net';
import { controlFrameProblem } from '../../../../shared/model/messageProblem.ts';
import type { Direction, PayloadKind } from '../../../../shared/model/record.ts';
import type { OutgoingMessage } from '../../../../shared/model/sending.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import {
  closeTimeoutMs,
  lastReadMs,
  type EndpointSink,
  type Link,
  type LinkContext,
  type LinkFacts,
  type LinkOutcome,
  type LinkSink,
} from '../link.ts';
import { resetSocket } from '../resetSocket.ts';
import { Arrivals } from './arrivals.ts';
import { breachOf, framesLeftOver, type LeftOver } from './breaches.ts';
import { closePayload, describeCode, noStatusCode } from './closeCodes.ts';
import { headProblem, type FrameRules } from './headProblem.ts';
import { canSend, onMessage, wsStep } from './machine.ts';
import { describeUnsent } from './outcome.ts';
import type { DueClose, PatientWebSocket } from './patientWebSocket.ts';
import { openWs, type WsEffect, type WsEvent, type WsState } from './state.ts';
import { TurnCork } from './turnCork.ts';

const noReason = new Uint8Array();
const cutOff = 'was incomplete when the connection ended';

/** An open WebSocket and the sockets below it. */
interface WsLinkParts {
  readonly webSocket: PatientWebSocket;
  /** The TCP or TLS socket below; only this one reports a reset. */
  readonly socket: Socket;
  /** When that is TLS: the TCP socket below it, the only one that can be reset. */
  readonly below?: Socket;
  readonly facts: LinkFacts;
  readonly rules: FrameRules;
}

/**
 * An open WebSocket as a link (RFC 6455). Created in the turn in which it opened, so that no message is missed. The peer's close frame is
 * answered, and a breach of the protocol leads to ours, once every reply owed for earlier messages has left.
 *
 * The events of the WebSocket go into `wsStep`, and the effects that it returns are carried out here; nothing is decided here.
 */
export class WsLink implements Link {
  private readonly parts: WsLinkParts;
  private readonly context: LinkContext;
  private readonly sink: LinkSink;
  private readonly cork: TurnCork;
  private readonly ended: (outcome: LinkOutcome, atUs: number) => void;
  private readonly arrivals: Arrivals;
  private state: WsState;
  private deadline: NodeJS.Timeout | undefined;
  /** The last fragment of a message of ours has not been sent. */
  private isWithinMessage = false;

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
    this.arrivals = new Arrivals(atUs);
    this.state = openWs(parts.facts.remote);
    this.sink = endpoint.linkOpened(this, parts.facts, atUs);
    this.listenToSocket();
    this.listen();
  }

  refusal({ kind, bytes }: OutgoingMessage): LinkProblem | null {
    const { webSocket } = this.parts;
    if (!canSend(this.state) || webSocket.readyState !== webSocket.OPEN) {
      return new LinkProblem('The WebSocket is closing, so nothing more can be sent.');
    }
    const problem = controlFrameProblem(kind, bytes.length);
    return problem && new LinkProblem(problem.message);
  }

  send(message: OutgoingMessage): Promise<void> {
    const { webSocket } = this.parts;
    const { kind, bytes, fragment } = message;
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null): void => {
        if (error) reject(new LinkProblem(describeUnsent(this.state, error)));
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
      else {
        this.isWithinMessage = fragment === 'more';
        webSocket.send(bytes, { binary: kind !== 'text', fin: !this.isWithinMessage }, done);
      }
    });
  }

  pause(): void {
    this.take({ type: 'pauseRequested' });
  }

  resume(): void {
    this.take({ type: 'resumeRequested', atUs: this.nowUs() });
  }

  close(): void {
    this.take({ type: 'closeRequested', isWithinMessage: this.isWithinMessage, atUs: this.nowUs() });
  }

  reset(): void {
    const { socket, below = socket } = this.parts;
    if (!below.destroyed) this.take({ type: 'resetRequested' });
  }

  private take(event: WsEvent): void {
    const { state, effects } = wsStep(this.state, event);
    this.state = state;
    for (const effect of effects) this.do(effect);
  }

  private do(effect: WsEffect): void {
    const { webSocket, socket, below = socket } = this.parts;
    switch (effect.type) {
      case 'pauseReading':
        webSocket.pause();
        break;
      case 'resumeReading':
        webSocket.resume();
        break;
      case 'pong':
        this.pong(effect.bytes, effect.atUs);
        break;
      case 'askOwed':
        // One turn later, so that an answer to the last messages still leaves, whoever decides on it.
        setImmediate(() => void this.askOwed());
        break;
      case 'drain':
        void this.drain();
        break;
      case 'sendClose':
        this.tellClose('out', effect.close, effect.atUs);
        webSocket.closeNow(effect.close.code, effect.close.reason);
        break;
      case 'startDeadline':
        this.startDeadline(closeTimeoutMs);
        break;
      case 'extendDeadline':
        this.startDeadline(lastReadMs);
        break;
      case 'tellReadsOn':
        this.sink.readsOn?.();
        break;
      case 'reset':
        resetSocket(socket, below);
        break;
      case 'terminate':
        webSocket.terminate();
        break;
      case 'keepLate':
        this.arrivals.keepLate();
        break;
      case 'tellClose':
        this.tellClose(effect.direction, effect.close, effect.atUs);
        break;
      case 'tellBroken':
        this.tellAsCame(framesLeftOver(effect.trail, 'broke the protocol'));
        break;
      case 'tellCutOff':
        this.tellAsCame(
          framesLeftOver(
            this.arrivals.leftOver(() => false),
            cutOff,
          ),
        );
        break;
      case 'tellLate':
        this.tellAsCame(this.arrivals.afterClose());
        break;
      case 'tellClosed':
        clearTimeout(this.deadline);
        this.sink.closed(effect.outcome, effect.atUs);
        this.ended(effect.outcome, effect.atUs);
    }
  }

  private startDeadline(afterMs: number): void {
    this.deadline = setTimeout(() => this.take({ type: 'deadlinePassed', atUs: this.nowUs() }), afterMs);
  }

  private listenToSocket(): void {
    const { socket } = this.parts;
    // Ahead of `ws`, which reports the frames in a chunk while it reads it.
    socket.prependListener('data', (chunk: Buffer) => this.arrivals.take(chunk, this.nowUs()));
    socket.on('error', (error: Error) => this.take({ type: 'failed', where: 'socket', error }));
    // Ahead of `ws`, which answers it: over TLS both happen in the same turn.
    socket.prependListener('end', () => this.take({ type: 'peerEnded', atUs: this.nowUs() }));
  }

  private listen(): void {
    const { webSocket } = this.parts;
    webSocket.holdClose((close) => this.closeDue(close));
    webSocket.on('message', (bytes, isBinary) => {
      // `binaryType` is left at its default, so a message is always one buffer.
      // `ws` makes it for this event, and forgets it.
      if (Buffer.isBuffer(bytes)) this.received(isBinary ? 'binary' : 'text', bytes, true);
    });
    webSocket.on('ping', (bytes) => {
      this.received('ping', bytes);
      this.take({ type: 'pinged', bytes, atUs: this.nowUs() });
    });
    webSocket.on('pong', (bytes) => this.received('pong', bytes));
    webSocket.on('error', (error) => this.failed(error));
    webSocket.on('close', (code, reason) => {
      const { lastBytesAtUs } = this.arrivals;
      this.take({ type: 'socketClosed', code, reason, lastBytesAtUs, atUs: this.nowUs() });
    });
  }

  private received(kind: PayloadKind, bytes: Uint8Array, given = false): void {
    const atUs = this.nowUs();
    const asked = onMessage(this.state, atUs);
    if (asked === 'drop') return;
    this.arrivals.told();
    this.sink.payload({ kind, direction: 'in', bytes, atUs, note: null, given });
    if (asked === 'cut') this.take({ type: 'peerStillSent' });
  }

  /** A code without a reason means a breach, which `failed` reports next. */
  private closeDue(close: DueClose): void {
    const isBreach = close.reason === undefined && close.code !== undefined;
    if (isBreach) this.take({ type: 'breached', close });
    else this.take({ type: 'peerClosed', close, atUs: this.arrivals.lastBytesAtUs });
  }

  private failed(error: Error): void {
    const { rules, facts } = this.parts;
    const trail = this.arrivals.leftOver((head, message) => headProblem(head, message, rules) !== null);
    const breach = breachOf(error, facts.remote, trail, rules);
    if (breach) this.take({ type: 'brokeProtocol', breach, trail });
    else this.take({ type: 'failed', where: 'ws', error });
  }

  private pong(bytes: Uint8Array, atUs: number): void {
    const told = { note: 'Automatic pong', detail: { isAutomatic: true } } as const;
    this.sink.payload({ kind: 'pong', direction: 'out', bytes, atUs, ...told });
    this.cork.hold();
    this.parts.webSocket.pong(bytes, undefined, () => this.take({ type: 'pongLeft' }));
  }

  private async askOwed(): Promise<void> {
    await this.sink.owed?.();
    this.take({ type: 'owedSent' });
  }

  private async drain(): Promise<void> {
    const { socket } = this.parts;
    if (socket.writableLength > 0 && socket.writable) {
      await new Promise<void>((resolve) => void socket.write(noReason, () => resolve()));
    }
    this.take({ type: 'drained', atUs: this.nowUs() });
  }

  /** Arrivals that are not a message are kept as they came. */
  private tellAsCame(pieces: readonly LeftOver[]): void {
    const atUs = this.arrivals.lastBytesAtUs;
    for (const piece of pieces) this.sink.payload({ kind: 'data', direction: 'in', atUs, ...piece });
  }

  private tellClose(direction: Direction, { code = noStatusCode, reason }: DueClose, atUs: number): void {
    const note = code === noStatusCode ? 'without a status code' : describeCode(code);
    const bytes = closePayload(code, reason ?? noReason);
    const detail = { code, reason: Buffer.from(reason ?? noReason).toString('utf8') };
    this.sink.payload({ kind: 'close', direction, bytes, atUs, note, detail });
  }

  private nowUs(): number {
    return this.context.clock.nowUs();
  }
}
