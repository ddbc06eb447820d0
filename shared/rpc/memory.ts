import { Emitter } from '../base/signal.ts';
import type { Disposable } from '../base/lifecycle.ts';
import { encodeEnvelope, decodeEnvelope } from './binaryEnvelope.ts';
import type { Envelope } from './envelope.ts';
import type { Transport } from './transport.ts';

/** Two ends in one process, for tests. Envelopes are encoded and decoded on the way, so nothing crosses that could not cross a wire. */
export function createMemoryPair(): readonly [Transport, Transport] {
  const left = new MemoryTransport();
  const right = new MemoryTransport();
  left.other = right;
  right.other = left;
  return [left, right];
}

class MemoryTransport implements Transport {
  other: MemoryTransport | undefined;
  private readonly envelopes = new Emitter<Envelope>();
  private readonly closes = new Emitter<string>();
  private closed: string | undefined;

  send(envelope: Envelope): void {
    if (this.closed !== undefined) return;
    const bytes = encodeEnvelope(envelope);
    queueMicrotask(() => this.other?.arrive(bytes));
  }

  onEnvelope(listener: (envelope: Envelope) => void): Disposable {
    return this.envelopes.on(listener);
  }

  onClose(listener: (reason: string) => void): Disposable {
    if (this.closed !== undefined) listener(this.closed);
    return this.closes.on(listener);
  }

  close(reason: string): void {
    this.closeHere(reason);
    queueMicrotask(() => this.other?.closeHere(reason));
  }

  private arrive(bytes: Uint8Array): void {
    if (this.closed !== undefined) return;
    const decoded = decodeEnvelope(bytes);
    if (!decoded.ok) throw new Error(decoded.problem);
    this.envelopes.emit(decoded.value);
  }

  private closeHere(reason: string): void {
    if (this.closed !== undefined) return;
    this.closed = reason;
    this.closes.emit(reason);
  }
}
