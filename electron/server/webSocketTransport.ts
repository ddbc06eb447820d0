import { WebSocket, type RawData } from 'ws';
import { largestControlFrameBytes } from '../../shared/model/sending.ts';
import { decodeEnvelope, encodeEnvelope } from '../../shared/rpc/binaryEnvelope.ts';
import { largestBodyBytes, largestHeadBytes } from '../../shared/rpc/envelope.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
import { TransportEnd } from '../../shared/rpc/transportEnd.ts';

/** An encoded envelope with the largest head and body, and the head's length before them. */
export const largestMessageBytes = 4 + largestHeadBytes + largestBodyBytes;

/**
 * 256 MiB of answers that the other side does not read; its subscriptions are paced, so only calls can pile up, and this limit ends them.
 */
const largestUnreadBytes = 256 * 1024 * 1024;

/** 2 s for the other side to answer a close frame; then the socket is destroyed, answered or not. */
const closeTimeoutMs = 2000;

/** RFC 6455, section 5.5.1: a close frame begins with the two bytes of its code. */
const largestCloseReasonBytes = largestControlFrameBytes - 2;

/** Carries envelopes over an open WebSocket of Node, one binary message each. The transport owns the socket from here on. */
export function createWebSocketTransport(socket: WebSocket): Transport {
  const end = new TransportEnd({
    write(envelope) {
      if (socket.bufferedAmount > largestUnreadBytes) {
        end.close('The page does not read its answers. Reload it.');
        return;
      }
      // A failed send is followed by `close`, to which the other parts listen.
      socket.send(encodeEnvelope(envelope), { binary: true }, () => undefined);
    },
    end: (reason) => closeSocket(socket, 1000, reason),
  });
  socket.on('message', (data, isBinary) => {
    const decoded = isBinary ? decodeEnvelope(toBytes(data)) : null;
    if (decoded?.ok) end.received({ ...decoded.value, body: owned(decoded.value.body) });
    else end.close('The message was not understood.');
  });
  socket.on('close', (code, reason) => end.closed(describeClose(code, reason)));
  // `close` follows and says everything; without a listener the error would end the process.
  socket.on('error', () => undefined);
  if (socket.readyState >= WebSocket.CLOSING) end.closed(describeClose(1006, Buffer.alloc(0)));
  return end;
}

/** Closes with a sentence, and by force when the other side does not answer. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, shortened(reason));
  const timer = setTimeout(() => socket.terminate(), closeTimeoutMs);
  socket.once('close', () => clearTimeout(timer));
}

/** The bytes of a message, in whichever of its three shapes `ws` chose. */
export function toBytes(data: RawData): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return Array.isArray(data) ? Buffer.concat(data) : data;
}

/** A small message is a view of everything read from the socket at once; keeping the view would keep all of that alive. */
function owned(body: Uint8Array | undefined): Uint8Array | undefined {
  if (body === undefined || body.buffer.byteLength <= 2 * body.length) return body;
  return Uint8Array.from(body);
}

function describeClose(code: number, reason: Buffer): string {
  if (reason.length > 0) return reason.toString('utf8');
  if (code === 1000 || code === 1001 || code === 1005) return 'The page was closed.';
  return `The connection to the page was lost (code ${code}).`;
}

/** Cut between two characters so that it fits into a close frame. */
function shortened(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= largestCloseReasonBytes) return reason;
  let end = largestCloseReasonBytes;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString('utf8');
}
