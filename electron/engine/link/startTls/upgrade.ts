import type { Socket } from 'node:net';
import type { SecuredSocket } from '../tls/secureClient.ts';

/** Switches a stream to TLS in place, once. */
export interface Upgrade {
  readonly role: 'client' | 'server';
  /** The part that can fail without harm: when this rejects, the stream stays unchanged. */
  prepare?(): Promise<void>;
  /** The dialogue in plain text before TLS. Rejects with a `LinkProblem`, or with the reason of the talk's signal; that ends the stream. */
  talk?(plain: PlainTalk): Promise<void>;
  /**
   * Does the handshake on a socket without listeners; `firstBytes` were read from it already. Rejects with a `LinkProblem`, or with the
   * signal's reason; the socket is then destroyed.
   */
  secure(socket: Socket, signal: AbortSignal, firstBytes?: Uint8Array): Promise<SecuredSocket>;
}

/** A stream before TLS, for a dialogue. The link's sink receives both directions as frames. */
export interface PlainTalk {
  readonly signal: AbortSignal;
  send(bytes: Uint8Array): Promise<void>;
  /** The listener is called with each chunk from now on; the bytes may be a view that is reused afterwards. */
  listen(listener: (bytes: Uint8Array) => void): void;
}
