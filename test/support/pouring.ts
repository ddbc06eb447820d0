import { once } from 'node:events';
import type { Socket } from 'node:net';
import { until } from './until.ts';

/** 48 MiB: more than may wait in memory, with what the system takes for itself. */
export const mostBytes = 48 * 1024 * 1024;
const allNumbered = Buffer.from(Uint32Array.from({ length: mostBytes / 4 }, (_, index) => 4 * index).buffer);

/** Bytes of which any piece tells where it was taken; at most `mostBytes`. */
export function numbered(size: number): Buffer {
  return allNumbered.subarray(0, size);
}

/** Writes in pieces and as fast as it is taken, as programs do. */
export async function pour(socket: Socket, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length && !socket.destroyed; at += 65_536) {
    if (!socket.write(bytes.subarray(at, at + 65_536))) await once(socket, 'drain').catch(() => undefined);
  }
}

/** Resolves when nothing has left the peer for a while, although it has more. */
export async function isStuck(socket: Socket): Promise<void> {
  let left = -1;
  let still = 0;
  await until(() => {
    still = leftFrom(socket) === left && socket.writableLength > 0 ? still + 1 : 0;
    left = leftFrom(socket);
    return still >= 20;
  });
}

/** What a peer has got rid of: everything that the system has taken from it. */
function leftFrom(socket: Socket): number {
  return socket.bytesWritten - socket.writableLength;
}
