import type { Socket } from 'node:net';
import type { OutgoingMessage } from '../../../../shared/model/sending.ts';
import type { Clock } from '../../base/deps.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import {
  closeTimeoutMs,
  lastReadMs,
  type EndpointSink,
  type Link,
  type LinkContext,
  type LinkOutcome,
  type LinkSink,
} from '../link.ts';
import { resetSocket } from '../resetSocket.ts';
import { FirstHello } from '../startTls/firstHello.ts';
import type { Upgrade } from '../startTls/upgrade.ts';
import { Upgrading } from './upgrading.ts';
import { onBytes, onSend, streamStep } from './machine.ts';
import { failedSend, whyNoTls } from './outcome.ts';
import { factsOf, type StreamLinkParts } from './parts.ts';
import { pauseSocket } from './pauseSocket.ts';
import { openStream, type StreamEffect, type StreamEvent, type StreamState } from './state.ts';

/**
 * A connected stream socket as a link (TCP: RFC 9293). The peer's FIN is reported as `ended`, and answered with ours, unless `halfOpen`
 * says otherwise, once everything sent before it has left, as servers and clients of one request and one answer expect.
 *
 * The socket's events go into `streamStep`, and the effects that it returns are carried out here; nothing is decided here.
 */
export class StreamLink implements Link {
  readonly reset?: () => void;
  readonly startTls?: () => Promise<void>;
  private state: StreamState;
  private socket: Socket;
  private readonly below: Socket;
  private readonly clock: Clock;
  private readonly endpoint: EndpointSink;
  private readonly sink: LinkSink;
  private readonly ended: (outcome: LinkOutcome, atUs: number) => void;
  private readonly hello: FirstHello | undefined;
  private listener: ((bytes: Uint8Array) => void) | undefined;
  private upgrading: Upgrading | undefined;
  private deadline: NodeJS.Timeout | undefined;
  private readonly onData = (bytes: Uint8Array): void => this.received(bytes);
  private readonly onEnd = (): void => this.take({ type: 'peerEnded', atUs: this.clock.nowUs() });

  /** Takes over a socket that has just connected. `ended` is called after the sink has heard that the link is closed. */
  constructor(
    parts: StreamLinkParts,
    { clock }: LinkContext,
    endpoint: EndpointSink,
    atUs: number,
    ended: (outcome: LinkOutcome, atUs: number) => void,
  ) {
    const { socket, below = socket, upgrade } = parts;
    this.socket = socket;
    this.below = below;
    this.clock = clock;
    this.endpoint = endpoint;
    this.ended = ended;
    const facts = factsOf(parts);
    this.state = openStream(facts.remote, parts.halfOpen, parts.tls === undefined ? 'plain' : 'secured');
    if (parts.canReset !== false) this.reset = () => this.take({ type: 'resetRequested' });
    if (upgrade) this.startTls = () => this.requestTls(upgrade);
    this.hello = upgrade?.role === 'server' ? new FirstHello() : undefined;
    this.listener = this.hello && ((bytes) => this.hello?.received(bytes));
    this.sink = endpoint.linkOpened(this, facts, atUs);
    if (below !== socket) this.watch(below);
    this.attach(socket);
    // `secured` or `closed` reports the result.
    if (upgrade?.talk) this.requestTls(upgrade).catch(() => undefined);
  }

  refusal(): LinkProblem | null {
    const asked = onSend(this.state);
    const isTaken = asked === 'wait' || (asked === 'write' && this.socket.writable);
    return isTaken ? null : failedSend(this.state);
  }

  send({ bytes }: OutgoingMessage): Promise<void> {
    const refusal = this.refusal();
    if (refusal) return Promise.reject(refusal);
    this.hello?.sent();
    return this.upgrading ? this.upgrading.wait(() => this.write(bytes)) : this.write(bytes);
  }

  pause(): void {
    this.take({ type: 'pauseRequested' });
  }

  resume(): void {
    this.take({ type: 'resumeRequested', atUs: this.clock.nowUs() });
  }

  end(): void {
    this.take({ type: 'endRequested' });
  }

  close(): void {
    this.take({ type: 'closeRequested', atUs: this.clock.nowUs() });
  }

  /** Called by the socket's `data`; or by its owner, when that reads into a buffer of its own and there are no such events. */
  received(bytes: Uint8Array): void {
    const atUs = this.clock.nowUs();
    const asked = onBytes(this.state, atUs);
    if (asked === 'drop') return;
    this.sink.payload({ kind: 'data', direction: 'in', bytes, atUs, note: null });
    this.listener?.(bytes);
    if (asked === 'cut') this.take({ type: 'peerStillSent' });
  }

  private take(event: StreamEvent): void {
    const { state, effects } = streamStep(this.state, event);
    this.state = state;
    for (const effect of effects) this.do(effect);
  }

  private do(effect: StreamEffect): void {
    switch (effect.type) {
      case 'pauseReading':
        pauseSocket(this.socket, () => this.state.isHeld && this.upgrading === undefined);
        return;
      case 'resumeReading':
        this.socket.resume();
        return;
      case 'readRest':
        this.readRest();
        return;
      case 'askOwed':
        // One turn later, so that an answer to the last bytes still leaves.
        setImmediate(() => void this.askOwed());
        return;
      case 'drain':
        void this.drain();
        return;
      case 'sendFin':
        this.sendFin();
        return;
      case 'startDeadline':
        this.startDeadline(closeTimeoutMs);
        return;
      case 'extendDeadline':
        this.startDeadline(lastReadMs);
        return;
      case 'reset':
        resetSocket(this.socket, this.below);
        return;
      case 'destroy':
        this.destroy();
        return;
      case 'tellReadsOn':
        this.sink.readsOn?.();
        return;
      case 'tellEnded':
        this.sink.ended(effect.direction, effect.atUs);
        return;
      case 'tellClosed':
        this.tellClosed(effect.outcome, effect.atUs);
        return;
      case 'tellSecured':
        this.sink.secured(effect.tls, effect.atUs);
        if (effect.warning !== null) this.endpoint.warned(effect.warning, this.clock.nowUs());
        return;
      case 'prepareTls':
      case 'talk':
      case 'shakeHands':
      case 'abortTls':
        this.upgrading?.do(effect);
        return;
      case 'release':
      case 'refuseTls':
        this.upgrading?.do(effect);
        this.upgrading = undefined;
    }
  }

  private requestTls(upgrade: Upgrade): Promise<void> {
    const refusal = whyNoTls(this.state);
    if (refusal !== null) return Promise.reject(new LinkProblem(refusal));
    const upgrading = new Upgrading(upgrade, {
      take: (event) => this.take(event),
      nowUs: () => this.clock.nowUs(),
      send: (bytes) => this.sendPlain(bytes),
      listen: (listener) => void (this.listener = listener),
      written: () => this.written(),
      letGo: () => this.letGo(),
      goOnWith: (socket) => this.goOnWith(socket),
    });
    this.upgrading = upgrading;
    this.take({ type: 'tlsRequested' });
    return upgrading.secured;
  }

  private write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null): void => {
        if (error) reject(failedSend(this.state, error));
        else resolve();
      };
      // Writing after the end would destroy the socket, and everything still queued with it.
      if (this.socket.writable) this.socket.write(bytes, done);
      else reject(failedSend(this.state));
    });
  }

  private sendPlain(bytes: Uint8Array): Promise<void> {
    const atUs = this.clock.nowUs();
    this.sink.payload({ kind: 'data', direction: 'out', bytes, atUs, note: null });
    return this.write(bytes);
  }

  /** Resolves when everything sent before has left; rejects if it never will. */
  private async written(): Promise<void> {
    if (this.socket.writableLength > 0) await this.write(nothing);
  }

  private async drain(): Promise<void> {
    await this.written().catch(() => undefined);
    this.take({ type: 'drained' });
  }

  private sendFin(): void {
    this.socket.end((error?: Error | null) => {
      if (!error) this.take({ type: 'finSent', atUs: this.clock.nowUs() });
    });
  }

  private async askOwed(): Promise<void> {
    await this.sink.owed?.();
    this.take({ type: 'answered' });
  }

  private startDeadline(afterMs: number): void {
    const pass = (): void => this.take({ type: 'deadlinePassed', atUs: this.clock.nowUs() });
    this.deadline = setTimeout(pass, afterMs);
  }

  private destroy(): void {
    this.socket.destroy();
    if (this.socket.closed) this.socketClosed();
  }

  private attach(socket: Socket): void {
    this.watch(socket);
    socket.on('data', this.onData);
    socket.on('end', this.onEnd);
    // A socket that reads into its owner's buffer is paused until now; others begin with the first listener.
    if (this.state.isHeld) socket.pause();
    else socket.resume();
  }

  /** On the socket below TLS only the events that end it matter, and only until TLS has reported the same. */
  private watch(socket: Socket): void {
    socket.on('error', (error) => {
      this.take({ type: 'failed', where: socket === this.socket ? 'socket' : 'below', error });
    });
    socket.on('close', () => {
      if (socket === this.socket) this.socketClosed();
    });
  }

  private socketClosed(): void {
    this.take({ type: 'socketClosed', atUs: this.clock.nowUs() });
  }

  private readRest(): void {
    for (let bytes: unknown = this.socket.read(); bytes !== null; bytes = this.socket.read()) {
      if (bytes instanceof Uint8Array) this.received(bytes);
    }
  }

  /** Bytes that arrive from now on stay in the socket until TLS reads them. */
  private letGo(): { readonly socket: Socket; readonly firstBytes: Uint8Array | undefined } {
    const { socket } = this;
    this.listener = undefined;
    socket.pause();
    socket.off('data', this.onData);
    socket.off('end', this.onEnd);
    return { socket, firstBytes: this.hello?.take() };
  }

  private goOnWith(socket: Socket): void {
    this.socket = socket;
    this.attach(socket);
  }

  private tellClosed(outcome: LinkOutcome, atUs: number): void {
    clearTimeout(this.deadline);
    const problem = new LinkProblem(outcome.reason);
    this.upgrading?.refuse(problem, problem);
    this.upgrading = undefined;
    this.sink.closed(outcome, atUs);
    this.ended(outcome, atUs);
  }
}

const nothing = new Uint8Array();
