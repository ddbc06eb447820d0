import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * The socket of a proxy as the library sees it that speaks with it. Libraries take whatever is read, and hand on what was not meant for them
 * in a later turn, when the socket may have ended already. So this one gets its bytes one by one, until `isWaiting` says that there was enough;
 * what stands behind the proxy's answer stays in the socket.
 */
export abstract class AnswerChannel extends Duplex {
  protected readonly socket: Socket;
  private isReleased = false;

  constructor(socket: Socket) {
    super();
    this.socket = socket;
    socket.on('readable', this.handOver);
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // What goes wrong is told by the socket, with its code; the library would keep the words only.
    this.socket.write(bytes, () => done());
  }

  /** Looks at a byte of the proxy's, and passes on what the library is to see. */
  protected abstract takeByte(byte: Buffer): void;

  /** True as long as the library waits for more. */
  protected abstract get isWaiting(): boolean;

  private readonly handOver = (): void => {
    while (!this.isReleased && this.isWaiting) {
      const byte: unknown = this.socket.read(1);
      if (!Buffer.isBuffer(byte)) return;
      this.takeByte(byte);
    }
  };

  /** Resolves when the socket has noticed, a tick later: if somebody held it by then, that would set it flowing again. */
  release(): Promise<void> {
    this.isReleased = true;
    this.socket.off('readable', this.handOver);
    this.destroy();
    return new Promise((resolve) => process.nextTick(resolve));
  }
}
