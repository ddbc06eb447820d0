import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * The socket of a proxy, as seen by the library that speaks with the proxy. Libraries take everything they read, and return the bytes not
 * meant for them in a later turn, when the socket may have ended already. So this channel passes on one byte at a time, until `isWaiting`
 * says that the library has enough; bytes after the proxy's answer stay in the socket.
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
    // The socket reports failures with their code; the library would keep only the words.
    this.socket.write(bytes, () => done());
  }

  /** Looks at a byte from the proxy, and passes on those that the library should see. */
  protected abstract takeByte(byte: Buffer): void;

  /** True while the library waits for more. */
  protected abstract get isWaiting(): boolean;

  private readonly handOver = (): void => {
    while (!this.isReleased && this.isWaiting) {
      const byte: unknown = this.socket.read(1);
      if (!Buffer.isBuffer(byte)) return;
      this.takeByte(byte);
    }
  };

  /** Resolves a tick later, when the socket has noticed that its listener is gone: that would resume a socket paused before then. */
  release(): Promise<void> {
    this.isReleased = true;
    this.socket.off('readable', this.handOver);
    this.destroy();
    return new Promise((resolve) => process.nextTick(resolve));
  }
}
