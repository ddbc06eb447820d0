import { onAbort } from '../../shared/base/onAbort.ts';
import { decodeEnvelope, encodeEnvelope } from '../../shared/rpc/binaryEnvelope.ts';
import type { Envelope } from '../../shared/rpc/envelope.ts';
import { refusedCloseCode, welcomeHeadSchema, type HelloHead } from '../../shared/rpc/hello.ts';
import type { Transport } from '../../shared/rpc/transport.ts';
import { TransportEnd } from '../../shared/rpc/transportEnd.ts';

/** The host answered that it does not admit this page. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Says hello with the token, and returns the transport once the host says welcome. Rejects with `RefusedError` or another reason. */
export function openWebSocket(url: string, token: string, signal: AbortSignal): Promise<Transport> {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const listening = onAbort(signal, () => socket.close());
  socket.addEventListener('close', () => listening.dispose(), { once: true });
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
      resolve(transportOver(socket));
    };
    socket.addEventListener('open', () => socket.send(encodeEnvelope({ head: hello })), { once: true });
    socket.addEventListener('message', answered, { once: true });
    socket.addEventListener('close', closed);
  });
}

/** The page's end of an open WebSocket, one binary message for each envelope. */
function transportOver(socket: WebSocket): Transport {
  const end = new TransportEnd({
    write: (envelope) => socket.send(encodeEnvelope(envelope)),
    end: () => socket.close(),
  });
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    const envelope = envelopeOf(event.data);
    if (envelope) end.received(envelope);
    else end.close('the host said something that was not understood');
  });
  socket.addEventListener('close', (event) =>
    end.closed(event.reason || 'the host does not answer any more'),
  );
  return end;
}

function envelopeOf(data: unknown): Envelope | undefined {
  if (!(data instanceof ArrayBuffer)) return undefined;
  const decoded = decodeEnvelope(new Uint8Array(data));
  return decoded.ok ? decoded.value : undefined;
}
