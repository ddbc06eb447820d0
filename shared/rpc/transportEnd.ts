import { toDisposable, type Disposable } from '../base/lifecycle.ts';
import { Emitter } from '../base/signal.ts';
import type { Envelope } from './envelope.ts';
import type { Transport } from './transport.ts';

/** The two functions in which kinds of transport differ. Neither function is called once the end is closed. */
interface Carrier {
  write(envelope: Envelope): void;
  /** Closes the carrier, and tells the other side why where possible. */
  end(reason: string): void;
}

/**
 * One end of a transport over any carrier: tells its listeners about arriving envelopes, and once that it closed. Its creator calls
 * `received` and `closed` as the carrier's events come. After the close, nothing is received or sent.
 */
export class TransportEnd implements Transport {
  private readonly carrier: Carrier;
  private readonly envelopes = new Emitter<Envelope>();
  private readonly closes = new Emitter<string>();
  private closedBecause: string | undefined;

  constructor(carrier: Carrier) {
    this.carrier = carrier;
  }

  send(envelope: Envelope): void {
    if (this.closedBecause === undefined) this.carrier.write(envelope);
  }

  onEnvelope(listener: (envelope: Envelope) => void): Disposable {
    return this.envelopes.on(listener);
  }

  onClose(listener: (reason: string) => void): Disposable {
    if (this.closedBecause === undefined) return this.closes.on(listener);
    listener(this.closedBecause);
    return toDisposable(() => undefined);
  }

  close(reason: string): void {
    if (this.closedBecause !== undefined) return;
    this.carrier.end(reason);
    this.closed(reason);
  }

  /** An envelope has arrived. */
  received(envelope: Envelope): void {
    if (this.closedBecause === undefined) this.envelopes.emit(envelope);
  }

  /** The carrier has closed by itself, or the other side closed it. The first reason counts. */
  closed(reason: string): void {
    if (this.closedBecause !== undefined) return;
    this.closedBecause = reason;
    this.closes.emit(reason);
  }
}
