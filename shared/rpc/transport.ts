import type { Disposable } from '../base/lifecycle.ts';
import type { Envelope } from './envelope.ts';

/**
 * Carries envelopes in order and without loss until it closes: a MessagePort, a WebSocket, or a pair in memory. A received body belongs to
 * the receiver; a sent one must not be changed afterwards.
 */
export interface Transport {
  /** Does nothing once the transport is closed. */
  send(envelope: Envelope): void;
  onEnvelope(listener: (envelope: Envelope) => void): Disposable;
  /** Called once; immediately if it is already closed. `reason` is a sentence. */
  onClose(listener: (reason: string) => void): Disposable;
  close(reason: string): void;
}
