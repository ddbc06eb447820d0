import type { Socket } from 'node:net';
import type { Clock } from '../../base/deps.ts';
import {
  closeTimeoutMs,
  stillSendingMs,
  type EndpointSink,
  type Link,
  type LinkContext,
  type LinkOutcome,
  type LinkSink,
  type OutgoingMessage,
} from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { FirstHello } from '../startTls/firstHello.ts';
import { Upgrading } from '../startTls/upgrading.ts';
import type { PlainTalk, Upgrade } from '../startTls/upgrade.ts';
import type { SecuredSocket } from '../tls/secureClient.ts';
import { resetSocket } from '../resetSocket.ts';
import { factsOf, type StreamLinkParts } from './parts.ts';
import { asProblem, describeEnd, failedSend, newStory, whyNoTls, type StreamStory } from './story.ts';

/**
 * A connected stream socket as a link (TCP: RFC 9293). The peer's FIN is told as `ended`, and is answered with ours, unless `halfOpen`
 * says otherwise, when everything that was sent before it has left, as servers and clients of one request and one answer expect.
 */
export class StreamLink implements Link {
  readonly reset?: () => void;
  readonly startTls?: () => Promise<void>;
  private socket: Socket;
  private below: Socket;
  private readonly halfOpen: boolean;
  private readonly clock: Clock;
  private readonly endpoint: EndpointSink;
  private readonly sink: LinkSink;
  private readonly story: StreamStory;
  private readonly ended: (outcome: LinkOutcome, atUs: number) => void;
  private readonly hello: FirstHello | undefined;
  private listener: ((bytes: Uint8Array) => void) | undefined;
  private upgrading: Upgrading | undefined;
  private isHeld = false;
  private closeTimer: NodeJS.Timeout | undefined;
  /** Whoever sends after this time is cut. */
  private cutFromUs = Number.POSITIVE_INFINITY;
  private readonly onData = (bytes: Uint8Array): void => this.received(bytes);
  private readonly onEnd = (): void => this.peerFinished();

  /** Takes over a socket that is connected just now. `ended` is told after the sink that the link is closed. */
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
    this.halfOpen = parts.halfOpen;
    this.clock = clock;
    this.endpoint = endpoint;
    this.ended = ended;
    const facts = factsOf(parts);
    this.story = newStory(facts.remote, parts.tls !== undefined);
    if (parts.canReset !== false) this.reset = () => this.cut();
    if (upgrade) this.startTls = () => this.goOver(upgrade);
    this.hello = upgrade?.role === 'server' ? new FirstHello() : undefined;
    this.listener = this.hello && ((bytes) => this.hello?.received(bytes));
    this.sink = endpoint.linkOpened(this, facts, atUs);
    if (below !== socket) this.watch(below);
    this.attach(socket);
    // What comes of it is told by `secured` or `closed`.
    if (upgrade?.talk) this.goOver(upgrade).catch(() => undefined);
  }

  refusal(): LinkProblem | null {
    const { isEnding, isClosing, isAnswering, isOver } = this.story;
    const isOpen = this.upgrading !== undefined || this.socket.writable;
    return isEnding || isClosing || isAnswering || isOver || !isOpen ? failedSend(this.story) : null;
  }

  send({ bytes }: OutgoingMessage): Promise<void> {
    const refusal = this.refusal();
    if (refusal) return Promise.reject(refusal);
    this.hello?.sent();
    return this.upgrading ? this.upgrading.wait(() => this.write(bytes)) : this.write(bytes);
  }

  pause(): void {
    this.isHeld = true;
    if (!this.upgrading?.isHandshake) this.socket.pause();
  }

  resume(): void {
    this.isHeld = false;
    if (!this.upgrading?.isHandshake) this.socket.resume();
  }

  end(): void {
    if (this.story.isEnding || this.story.isClosing) return;
    this.story.isEnding = true;
    const finish = (): Promise<void> => this.finish(() => this.sink.ended('out', this.clock.nowUs()));
    // Where TLS was not started after all, the plain side is what is to end.
    if (this.upgrading) void this.upgrading.wait(finish).catch(finish);
    else void finish();
  }

  close(): void {
    if (this.story.isClosing || this.story.isOver) return;
    this.story.isClosing = true;
    this.cutFromUs = this.clock.nowUs() + stillSendingMs * 1000;
    this.startCloseTimer();
    if (this.upgrading) {
      this.upgrading.cancel();
      return;
    }
    // The peer's FIN stands behind what it sent before, so that has to be read.
    this.resume();
    void this.finish();
  }

  /** Told by the socket's `data`; by its owner, where that reads into a buffer of its own and there are no such events. */
  received(bytes: Uint8Array): void {
    const atUs = this.clock.nowUs();
    if (atUs > this.cutFromUs) {
      this.story.stillSent = true;
      this.socket.destroy();
      return;
    }
    this.sink.frame({ kind: 'data', direction: 'in', bytes, atUs, note: null });
    this.listener?.(bytes);
  }

  private write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null): void => {
        if (error) reject(failedSend(this.story, error));
        else resolve();
      };
      // Writing after the end would destroy the socket, and with it what is still queued.
      if (this.socket.writable) this.socket.write(bytes, done);
      else reject(failedSend(this.story));
    });
  }

  /** What was sent before has left then; rejects where it never will. */
  private async written(): Promise<void> {
    if (this.socket.writableLength > 0) await this.write(nothing);
  }

  /** The FIN is not queued behind what still waits, because a FIN on its way cannot be overtaken by a reset. */
  private async finish(finished?: () => void): Promise<void> {
    await this.written().catch(() => undefined);
    await new Promise<void>((resolve) => {
      this.socket.end((error?: Error | null) => {
        if (!error && !this.story.isOver) finished?.();
        resolve();
      });
    });
  }

  private cut(): void {
    if (this.story.isOver || this.story.isReset) return;
    this.story.isReset = true;
    this.startCloseTimer();
    this.upgrading?.cancel();
    resetSocket(this.socket, this.below);
  }

  private startCloseTimer(): void {
    this.closeTimer ??= setTimeout(() => {
      this.story.wasCut = true;
      this.socket.destroy();
    }, closeTimeoutMs);
  }

  private attach(socket: Socket): void {
    this.watch(socket);
    socket.on('data', this.onData);
    socket.on('end', this.onEnd);
    // One that reads into its owner's buffer is paused until now, and others begin with the first listener.
    if (this.isHeld) socket.pause();
    else socket.resume();
  }

  /** Of the socket below TLS, only what ends it matters, and only until TLS has told the same. */
  private watch(socket: Socket): void {
    socket.on('error', (error) => {
      this.story.problem ??= error;
      if (socket === this.socket) this.readRest();
    });
    socket.on('close', () => {
      if (socket !== this.socket) return;
      // On the way to TLS, the end is told when that has come to nothing; the handshake says by itself why it did.
      if (!this.upgrading) this.closed();
      else if (!this.upgrading.isHandshake) this.upgrading.cancel();
    });
  }

  /** A link that is held has bytes in its socket, which came before the error. */
  private readRest(): void {
    for (let bytes: unknown = this.socket.read(); bytes !== null; bytes = this.socket.read()) {
      if (bytes instanceof Uint8Array) this.received(bytes);
    }
  }

  private peerFinished(): void {
    const atUs = this.clock.nowUs();
    this.story.peerEnded = true;
    this.sink.ended('in', atUs);
    if (this.halfOpen && !this.upgrading) return;
    // A turn later, so that an answer to the last bytes still goes out; no more is taken then, so that the FIN can leave.
    setImmediate(() => void this.answerEnd());
  }

  private async answerEnd(): Promise<void> {
    await this.sink.owed?.();
    this.story.isAnswering = true;
    await this.finish();
  }

  private async goOver(upgrade: Upgrade): Promise<void> {
    const refusal = whyNoTls(this.story);
    if (refusal !== null) throw new LinkProblem(refusal);
    const upgrading = new Upgrading();
    this.begin(upgrading);
    try {
      await upgrade.prepare?.();
    } catch (error) {
      this.stayPlain(upgrading, error);
      throw error;
    }
    try {
      await upgrade.talk?.(this.plainTalk(upgrading.signal));
      // What was sent in plain text has to leave as that.
      await this.written();
      upgrading.signal.throwIfAborted();
      const plain = this.letGo(upgrading);
      this.takeOver(await upgrade.secure(plain, upgrading.signal, this.hello?.take()), upgrading);
    } catch (error) {
      throw this.giveUp(error, upgrading);
    }
  }

  private begin(upgrading: Upgrading | undefined): void {
    this.upgrading = upgrading;
    this.story.isUpgrading = upgrading !== undefined;
  }

  private stayPlain(upgrading: Upgrading, error: unknown): void {
    this.begin(undefined);
    const { reason } = problemOf(error, this.story.remote);
    upgrading.refuse(new LinkProblem(`TLS could not be started, so this was not sent. ${reason}`));
    if (this.socket.closed) this.closed();
    else if (this.story.isClosing) void this.finish();
  }

  private plainTalk(signal: AbortSignal): PlainTalk {
    return {
      signal,
      send: (bytes) => {
        const atUs = this.clock.nowUs();
        this.sink.frame({ kind: 'data', direction: 'out', bytes, atUs, note: null });
        return this.write(bytes);
      },
      listen: (listener) => void (this.listener = listener),
    };
  }

  private letGo(upgrading: Upgrading): Socket {
    upgrading.isHandshake = true;
    this.listener = undefined;
    // What comes from here on stays in the socket until TLS reads it.
    this.socket.pause();
    this.socket.off('data', this.onData);
    this.socket.off('end', this.onEnd);
    return this.socket;
  }

  private takeOver({ socket, tls, warning }: SecuredSocket, upgrading: Upgrading): void {
    this.socket = socket;
    this.story.isSecured = true;
    upgrading.isHandshake = false;
    this.attach(socket);
    upgrading.signal.throwIfAborted();
    if (socket.destroyed) throw socket.errored ?? new Error('The socket was closed');
    this.sink.secured(tls, this.clock.nowUs());
    if (warning !== undefined) this.endpoint.warned(warning, this.clock.nowUs());
    upgrading.release();
    this.begin(undefined);
  }

  /** The socket is destroyed, or will be now; once it is closed, `closed` is told. */
  private giveUp(error: unknown, upgrading: Upgrading): LinkProblem {
    if (!upgrading.signal.aborted) this.story.problem = asProblem(error, this.story.remote);
    this.socket.destroy();
    if (this.socket.closed) this.closed();
    else this.socket.once('close', () => this.closed());
    const { problem } = this.story;
    return problem instanceof LinkProblem ? problem : new LinkProblem(describeEnd(this.story).reason);
  }

  private closed(): void {
    if (this.story.isOver) return;
    const atUs = this.clock.nowUs();
    clearTimeout(this.closeTimer);
    this.story.isOver = true;
    const outcome = describeEnd(this.story);
    this.upgrading?.refuse(new LinkProblem(outcome.reason));
    this.begin(undefined);
    this.sink.closed(outcome, atUs);
    this.ended(outcome, atUs);
  }
}

const nothing = new Uint8Array();
