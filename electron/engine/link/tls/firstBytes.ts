import type { Socket } from 'node:net';
import { onAbort } from '../../../../shared/base/onAbort.ts';

const nothing = new Uint8Array();

/**
 * The first bytes from the other side, left in the socket for TLS to read: no other code sees what a client without TLS says. `given` was
 * read already and is put back. Empty when the socket ends or closes before any byte comes; rejects with the signal's reason.
 */
export async function readFirstBytes(
  socket: Socket,
  signal: AbortSignal,
  given: Uint8Array = nothing,
): Promise<Uint8Array> {
  signal.throwIfAborted();
  const bytes = given.length > 0 ? given : await nextBytes(socket, signal);
  if (bytes.length > 0 && !socket.destroyed && !socket.readableEnded) socket.unshift(Buffer.from(bytes));
  return bytes;
}

function nextBytes(socket: Socket, signal: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      socket.off('readable', readable);
      socket.off('end', ended);
      socket.off('close', ended);
      listening.dispose();
    };
    const finish = (bytes: Uint8Array): void => {
      settle();
      resolve(bytes);
    };
    const readable = (): void => {
      const bytes: unknown = socket.read();
      if (bytes instanceof Uint8Array) finish(bytes);
    };
    const ended = (): void => finish(nothing);
    const listening = onAbort(signal, () => {
      settle();
      reject(signal.reason);
    });
    socket.on('readable', readable);
    socket.on('end', ended);
    socket.on('close', ended);
    if (socket.destroyed || socket.readableEnded) ended();
    else readable();
  });
}
