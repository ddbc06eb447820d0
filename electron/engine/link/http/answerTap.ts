import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/** 64 KiB: some interim answers and the largest head that Node’s parser accepts. */
const keptBytes = 64 * 1024;

/** Keeps the answer to a request, byte for byte, beside the parser, which reports neither what it overlooks nor what it fails on. */
export class AnswerTap {
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private socket: Socket | undefined;

  /** Create it before the request has its socket, so that no byte is missed. */
  constructor(request: ClientRequest) {
    request.once('socket', (socket) => {
      this.socket = socket;
      socket.prependListener('data', this.keep);
    });
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.chunks);
  }

  stop(): void {
    this.socket?.off('data', this.keep);
  }

  private readonly keep = (chunk: Buffer): void => {
    const room = keptBytes - this.size;
    if (room <= 0) return;
    // The socket may reuse its buffer.
    const kept = Buffer.from(chunk.subarray(0, room));
    this.chunks.push(kept);
    this.size += kept.length;
  };
}
