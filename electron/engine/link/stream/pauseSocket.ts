import type { Socket } from 'node:net';

/**
 * Pauses a socket, once more a tick later if `isStillPaused`: one that was resumed in the same turn begins to read then, and where it reads
 * into its owner's buffer, hands over what comes although it is paused.
 */
export function pauseSocket(socket: Socket, isStillPaused: () => boolean): void {
  socket.pause();
  process.nextTick(() => {
    if (isStillPaused()) socket.pause();
  });
}
