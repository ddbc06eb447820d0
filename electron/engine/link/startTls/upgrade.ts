import type { Socket } from 'node:net';
import type { SecuredSocket } from '../tls/secureClient.ts';

/** How a stream goes over to TLS in place, once. */
export interface Upgrade {
  readonly role: 'client' | 'server';
  /** What can fail without harm to the stream: it stays as it is when this rejects. */
  prepare?(): Promise<void>;
  /** What is said in plain text first. Rejects with a `LinkProblem`, or with the reason of the talk's signal; that ends the stream. */
  talk?(plain: PlainTalk): Promise<void>;
  /**
   * Does the handshake on a socket that nothing listens to any more; `firstBytes` are what was read of it already. Rejects with a
   * `LinkProblem`, or with the signal's reason; the socket is destroyed then.
   */
  secure(socket: Socket, signal: AbortSignal, firstBytes?: Uint8Array): Promise<SecuredSocket>;
}

/** A stream before TLS, for a dialogue. Both directions are told to the link's sink as frames. */
export interface PlainTalk {
  readonly signal: AbortSignal;
  send(bytes: Uint8Array): Promise<void>;
  /** The listener is called with each chunk that comes from now on; the bytes may be a view that is reused afterwards. */
  listen(listener: (bytes: Uint8Array) => void): void;
}
