import type { Socket } from 'node:net';

/**
 * Cuts a connection with a RST; `below` is the TCP socket, and `socket` may be TLS on top of it. While a FIN is on its way, the system's
 * library refuses a reset (EINVAL), and Node would leave the descriptor open forever; so the RST then follows the FIN.
 */
export function resetSocket(socket: Socket, below: Socket): void {
  const reset = (): void => {
    if (!below.destroyed) below.resetAndDestroy();
  };
  if (socket.writableEnded && !socket.writableFinished) socket.once('finish', reset);
  else reset();
}
