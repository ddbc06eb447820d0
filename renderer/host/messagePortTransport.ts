import { toDisposable, type Disposable } from '../../shared/base/lifecycle.ts';
import { Emitter } from '../../shared/base/signal.ts';
import type { Envelope } from '../../shared/rpc/envelope.ts';
import type { Transport } from '../../shared/rpc/transport.ts';

/**
 * Carries envelopes over the port to Electron's main process, as structured clones. Buffers are never transferred: over Electron's
 * ports their content was lost (electron issue 34905).
 */
export function createMessagePortTransport(port: MessagePort): Transport {
  return new MessagePortTransport(port);
}

class MessagePortTransport implements Transport {
  private readonly port: MessagePort;
  private readonly envelopes = new Emitter<Envelope>();
  private readonly closes = new Emitter<string>();
  private closedBecause: string | undefined;

  constructor(port: MessagePort) {
    this.port = port;
    port.addEventListener('message', (event) => this.receive(event.data));
    port.addEventListener('close', () => this.closed('Wirebench’s engine has ended'));
    port.start();
  }

  send({ head, body }: Envelope): void {
    if (this.closedBecause !== undefined) return;
    this.port.postMessage(body ? { head, body } : { head }, []);
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
    this.port.close();
    this.closed(reason);
  }

  private receive(data: unknown): void {
    if (isEnvelope(data)) this.envelopes.emit(data);
    else this.close('The engine said something that was not understood');
  }

  private closed(reason: string): void {
    if (this.closedBecause !== undefined) return;
    this.closedBecause = reason;
    this.closes.emit(reason);
  }
}

/** The head is parsed by the client, as on every transport. */
function isEnvelope(data: unknown): data is Envelope {
  if (typeof data !== 'object' || data === null || !('head' in data)) return false;
  return !('body' in data) || data.body === undefined || data.body instanceof Uint8Array;
}
