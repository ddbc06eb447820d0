import type { Disposable } from '../base/lifecycle.ts';
import type { Envelope } from './envelope.ts';

/**
 * A way for envelopes, in order and without loss, until it closes. A MessagePort, a WebSocket, or a pair in memory.
 * The body that arrives belongs to the receiver; the one that is sent must not be changed afterwards.
 */
export interface Transport {
  /** Does nothing once the transport is closed. */
  send(envelope: Envelope): void;
  onEnvelope(listener: (envelope: Envelope) => void): Disposable;
  /** Told once; at once when it is closed already. `reason` is a sentence. */
  onClose(listener: (reason: string) => void): Disposable;
  close(reason: string): void;
}
