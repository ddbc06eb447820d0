import { toDisposable, type Disposable } from '../../shared/base/lifecycle.ts';
import { Emitter } from '../../shared/base/signal.ts';
import { decodeEnvelope, encodeEnvelope } from '../../shared/rpc/binaryEnvelope.ts';
import type { Envelope } from '../../shared/rpc/envelope.ts';
import { refusedCloseCode, welcomeHeadSchema, type HelloHead } from '../../shared/rpc/hello.ts';
import type { Transport } from '../../shared/rpc/transport.ts';

/** The host was asked, and does not let this page in. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Says hello with the token, and gives the transport once the host said welcome. Rejects with `RefusedError` or with why not. */
export function openWebSocket(url: string, token: string, signal: AbortSignal): Promise<Transport> {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  signal.addEventListener('abort', () => socket.close(), { once: true });
  return new Promise((resolve, reject) => {
    const hello: HelloHead = { type: 'hello', token };
    const closed = (event: CloseEvent): void => {
      reject(
        event.code === refusedCloseCode
          ? new RefusedError(event.reason)
          : new Error(event.reason || 'nothing answers at its address'),
      );
    };
    const answered = (event: MessageEvent): void => {
      const envelope = envelopeOf(event.data);
      if (!envelope || !welcomeHeadSchema.safeParse(envelope.head).success) {
        socket.close();
        reject(new Error('what answers there is not Wirebench'));
        return;
      }
      socket.removeEventListener('close', closed);
      resolve(new WebSocketTransport(socket));
    };
    socket.addEventListener('open', () => socket.send(encodeEnvelope({ head: hello })), { once: true });
    socket.addEventListener('message', answered, { once: true });
    socket.addEventListener('close', closed);
  });
}

class WebSocketTransport implements Transport {
  private readonly socket: WebSocket;
  private readonly envelopes = new Emitter<Envelope>();
  private readonly closes = new Emitter<string>();
  private closedBecause: string | undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener('message', (event) => this.receive(event.data));
    socket.addEventListener('close', (event) =>
      this.closed(event.reason || 'the host does not answer any more'),
    );
  }

  send(envelope: Envelope): void {
    if (this.closedBecause === undefined) this.socket.send(encodeEnvelope(envelope));
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
    this.socket.close();
    this.closed(reason);
  }

  private receive(data: unknown): void {
    const envelope = envelopeOf(data);
    if (envelope) this.envelopes.emit(envelope);
    else this.close('the host said something that was not understood');
  }

  private closed(reason: string): void {
    if (this.closedBecause !== undefined) return;
    this.closedBecause = reason;
    this.closes.emit(reason);
  }
}

function envelopeOf(data: unknown): Envelope | undefined {
  if (!(data instanceof ArrayBuffer)) return undefined;
  const decoded = decodeEnvelope(new Uint8Array(data));
  return decoded.ok ? decoded.value : undefined;
}
