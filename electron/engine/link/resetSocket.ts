import type { Socket } from 'node:net';

/**
 * Cuts a connection with a RST; `below` is the TCP socket, of which `socket` may be the TLS. While a FIN is on its way, the system's library
 * refuses (EINVAL), and Node would leave the descriptor open for ever; so the RST follows the FIN then.
 */
export function resetSocket(socket: Socket, below: Socket): void {
  const reset = (): void => {
    if (!below.destroyed) below.resetAndDestroy();
  };
  if (socket.writableEnded && !socket.writableFinished) socket.once('finish', reset);
  else reset();
}
