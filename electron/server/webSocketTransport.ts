import { WebSocket, type RawData } from 'ws';
import { toDisposable, type Disposable } from '../../shared/base/lifecycle.ts';
import { Emitter } from '../../shared/base/signal.ts';
import { decodeEnvelope, encodeEnvelope } from '../../shared/rpc/binaryEnvelope.ts';
import { largestBodyBytes, largestHeadBytes, type Envelope } from '../../shared/rpc/envelope.ts';
import type { Transport } from '../../shared/rpc/transport.ts';

/** An encoded envelope of the largest head and body, with the head's length before them. */
export const largestMessageBytes = 4 + largestHeadBytes + largestBodyBytes;

/** 256 MiB of answers that the other side does not read; its subscriptions are paced, so only calls can pile up, and this ends it. */
export const largestUnreadBytes = 256 * 1024 * 1024;

/** 2 s for the other side to answer a close frame; then the socket goes, answered or not. */
const closeTimeoutMs = 2000;

/** RFC 6455, section 5.5: 125 bytes, less the two of the code. */
const largestCloseReasonBytes = 123;

/** Carries envelopes over an open WebSocket of Node, one binary message each. The transport owns the socket from here on. */
export function createWebSocketTransport(socket: WebSocket): Transport {
  return new WebSocketTransport(socket);
}

class WebSocketTransport implements Transport {
  private readonly socket: WebSocket;
  private readonly envelopes = new Emitter<Envelope>();
  private readonly closes = new Emitter<string>();
  private closedBecause: string | undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    socket.on('close', (code, reason) => this.closed(describeClose(code, reason)));
    // `close` follows and says it all; without a listener the error would end the process.
    socket.on('error', () => undefined);
    if (socket.readyState >= WebSocket.CLOSING) this.closedBecause = describeClose(1006, Buffer.alloc(0));
  }

  send(envelope: Envelope): void {
    if (this.closedBecause !== undefined) return;
    if (this.socket.bufferedAmount > largestUnreadBytes) {
      this.close('The page does not read its answers. Reload it.');
      return;
    }
    // A failed send is followed by `close`, which is what the other parts listen to.
    this.socket.send(encodeEnvelope(envelope), { binary: true }, () => undefined);
  }

  onEnvelope(listener: (envelope: Envelope) => void): Disposable {
    return this.envelopes.on(listener);
  }

  onClose(listener: (reason: string) => void): Disposable {
    if (this.closedBecause !== undefined) {
      listener(this.closedBecause);
      return toDisposable(() => undefined);
    }
    return this.closes.on(listener);
  }

  close(reason: string): void {
    if (this.closedBecause !== undefined) return;
    closeSocket(this.socket, 1000, reason);
    this.closed(reason);
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.closedBecause !== undefined) return;
    const decoded = isBinary ? decodeEnvelope(toBytes(data)) : null;
    if (decoded?.ok) this.envelopes.emit({ ...decoded.value, body: owned(decoded.value.body) });
    else this.close('The message was not understood.');
  }

  private closed(reason: string): void {
    if (this.closedBecause !== undefined) return;
    this.closedBecause = reason;
    this.closes.emit(reason);
  }
}

/** Closes with a sentence, and by force when nobody answers. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, shortened(reason));
  const timer = setTimeout(() => socket.terminate(), closeTimeoutMs);
  socket.once('close', () => clearTimeout(timer));
}

/** The bytes of a message, whichever of the three shapes `ws` chose. */
export function toBytes(data: RawData): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return Array.isArray(data) ? Buffer.concat(data) : data;
}

/** A small message is a view onto what was read from the socket at once; who keeps it would keep all of that alive. */
function owned(body: Uint8Array | undefined): Uint8Array | undefined {
  if (body === undefined || body.buffer.byteLength <= 2 * body.length) return body;
  return Uint8Array.from(body);
}

function describeClose(code: number, reason: Buffer): string {
  if (reason.length > 0) return reason.toString('utf8');
  if (code === 1000 || code === 1001 || code === 1005) return 'The page was closed.';
  return `The way to the page was lost (code ${code}).`;
}

/** Cut so that it fits into a close frame, between two characters. */
function shortened(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= largestCloseReasonBytes) return reason;
  let end = largestCloseReasonBytes;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString('utf8');
}
