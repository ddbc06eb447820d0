import type { Socket } from 'node:net';
import type { LinkProblem } from '../../base/linkProblem.ts';
import type { Upgrade } from '../startTls/upgrade.ts';
import type { SecuredSocket } from '../tls/secureClient.ts';
import type { StreamEvent, TlsEffect } from './state.ts';

/** The parts that a stream link lends to its switch to TLS. */
interface UpgradingStream {
  take(event: StreamEvent): void;
  nowUs(): number;
  /** Sends in plain text, and reports it to the sink. */
  send(bytes: Uint8Array): Promise<void>;
  /** Passes each chunk from now on to the listener as well. */
  listen(listener: (bytes: Uint8Array) => void): void;
  /** Resolves when everything sent has left; rejects if it never will. */
  written(): Promise<void>;
  /** Stops listening to the plain socket, and hands it over with those of its bytes that belong to TLS. */
  letGo(): { readonly socket: Socket; readonly firstBytes: Uint8Array | undefined };
  /** Continues with the socket that TLS has made. */
  goOnWith(socket: Socket): void;
}

/** A request that waits until the link has TLS. */
interface Waiting {
  readonly go: () => void;
  readonly refuse: (reason: Error) => void;
}

/** The time in which a link switches to TLS: requests to it wait, in order, and none of them leaves in plain text. */
export class Upgrading {
  private readonly upgrade: Upgrade;
  private readonly stream: UpgradingStream;
  private readonly controller = new AbortController();
  private readonly waiting: Waiting[] = [];
  private readonly outcome = Promise.withResolvers<void>();

  constructor(upgrade: Upgrade, stream: UpgradingStream) {
    this.upgrade = upgrade;
    this.stream = stream;
  }

  /** Resolves when the link is secured. */
  get secured(): Promise<void> {
    return this.outcome.promise;
  }

  do(effect: TlsEffect): void {
    switch (effect.type) {
      case 'prepareTls':
        void this.prepare();
        break;
      case 'talk':
        void this.talk();
        break;
      case 'shakeHands':
        void this.shakeHands();
        break;
      case 'abortTls':
        this.controller.abort();
        break;
      case 'release':
        this.release();
        break;
      case 'refuseTls':
        this.refuse(effect.error, effect.unsent);
        break;
    }
  }

  private async prepare(): Promise<void> {
    try {
      await this.upgrade.prepare?.();
    } catch (error) {
      this.stream.take({ type: 'prepareFailed', error });
      return;
    }
    this.stream.take({ type: 'prepared' });
  }

  private async talk(): Promise<void> {
    const { stream, controller } = this;
    const { signal } = controller;
    try {
      const send = (bytes: Uint8Array): Promise<void> => stream.send(bytes);
      await this.upgrade.talk?.({ signal, send, listen: (listener) => stream.listen(listener) });
      // Everything sent in plain text has to leave as plain text.
      await stream.written();
      signal.throwIfAborted();
    } catch (error) {
      stream.take({ type: 'tlsFailed', error });
      return;
    }
    stream.take({ type: 'talked' });
  }

  private async shakeHands(): Promise<void> {
    const { stream, controller } = this;
    let secured: SecuredSocket;
    try {
      const { socket, firstBytes } = stream.letGo();
      secured = await this.upgrade.secure(socket, controller.signal, firstBytes);
    } catch (error) {
      stream.take({ type: 'tlsFailed', error });
      return;
    }
    const { socket, tls, warning = null } = secured;
    stream.goOnWith(socket);
    if (socket.destroyed) {
      stream.take({ type: 'tlsFailed', error: socket.errored ?? new Error('The socket was closed') });
    } else stream.take({ type: 'secured', tls, warning, atUs: stream.nowUs() });
  }

  /** Does the work once the link is secured. */
  wait(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ go: () => void work().then(resolve, reject), refuse: reject });
    });
  }

  /** Requests made while this runs queue behind the waiting ones. */
  private release(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) next.go();
    this.outcome.resolve();
  }

  /** TLS failed: `error` is for its requester, `unsent` for the sends that waited for it. */
  refuse(error: unknown, unsent: LinkProblem): void {
    this.controller.abort();
    for (const { refuse } of this.waiting.splice(0)) refuse(unsent);
    this.outcome.reject(error);
  }
}
