import { once } from 'node:events';
import type { Socket } from 'node:net';

/** 100 bytes with its end: a line of a log. */
export const lineBytes = 100;

const chunk = Buffer.alloc(65_536, 'wirebench ');
const line = Buffer.from(`${'a line of a log, as services write it; '.repeat(3).slice(0, lineBytes - 1)}\n`);

/** Writes `total` bytes, 64 KiB at a time. */
export async function writeChunks(socket: Socket, total: number): Promise<void> {
  for (let left = total; left > 0; left -= chunk.length) {
    await write(socket, left >= chunk.length ? chunk : chunk.subarray(0, left));
  }
}

/** Writes so many lines, each by itself: what the other side sees as chunks is up to the two systems. */
export async function writeLines(socket: Socket, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    if (!socket.write(line)) await once(socket, 'drain');
  }
}

async function write(socket: Socket, bytes: Uint8Array): Promise<void> {
  if (!socket.write(bytes)) await once(socket, 'drain');
}
