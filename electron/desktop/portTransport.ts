import type { MessagePortMain } from 'electron';
import { z } from 'zod';
import { toDisposable, type Disposable } from '../../shared/base/lifecycle.ts';
import { Emitter } from '../../shared/base/signal.ts';
import { largestBodyBytes, type Envelope } from '../../shared/rpc/envelope.ts';
import type { Transport } from '../../shared/rpc/transport.ts';

const envelopeSchema = z.strictObject({
  head: z.unknown(),
  body: z
    .instanceof(Uint8Array)
    .refine((body) => body.byteLength <= largestBodyBytes)
    .optional(),
});

/**
 * The engine's end of a window's port. Everything is cloned: buffers that are transferred over Electron's ports arrive empty (electron
 * issue 34905).
 */
export function createPortTransport(port: MessagePortMain): Transport {
  return new PortTransport(port);
}

class PortTransport implements Transport {
  private readonly port: MessagePortMain;
  private readonly envelopes = new Emitter<Envelope>();
  private readonly closes = new Emitter<string>();
  private closedBecause: string | undefined;

  constructor(port: MessagePortMain) {
    this.port = port;
    port.on('message', ({ data }) => this.receive(data));
    port.once('close', () => this.closed('The window has gone.'));
    port.start();
  }

  send({ head, body }: Envelope): void {
    if (this.closedBecause !== undefined) return;
    this.port.postMessage(body ? { head, body: onItsOwn(body) } : { head }, []);
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
    this.port.close();
    this.closed(reason);
  }

  private receive(data: unknown): void {
    if (this.closedBecause !== undefined) return;
    const parsed = envelopeSchema.safeParse(data);
    if (parsed.success) this.envelopes.emit(parsed.data);
    else this.close('The window sent what is no envelope.');
  }

  private closed(reason: string): void {
    if (this.closedBecause !== undefined) return;
    this.closedBecause = reason;
    this.closes.emit(reason);
  }
}

/** A clone of a view takes the whole buffer below it along, which may be a thousand times as large. */
function onItsOwn(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
