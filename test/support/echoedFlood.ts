import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { WebSocket } from 'ws';
import { numberedMessage, numberOf } from './numberedMessages.ts';

/** 300 messages on their way: as many as the smallest receive buffer of a system holds, so that no datagram is lost. */
const window = 300;
const messageBytes = 64;

/**
 * Sends numbered messages for as long as they are echoed, and counts the echoes. What was echoed was received: that is the
 * sender's own count, which a recording is held against.
 */
export class EchoedFlood implements Disposable {
  /** The number of the last message whose echo came. */
  echoed = 0;
  sent = 0;
  private readonly write: (bytes: Buffer) => void;
  private readonly close: () => void;
  private isOver = false;

  private constructor(write: (bytes: Buffer) => void, close: () => void) {
    this.write = write;
    this.close = close;
  }

  static async overTcp(port: number): Promise<EchoedFlood> {
    const socket = createConnection(port, '127.0.0.1');
    await once(socket, 'connect');
    const flood = new EchoedFlood(
      (bytes) => socket.write(bytes),
      () => socket.destroy(),
    );
    let received = 0;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
      while (flood.echoed < Math.floor(received / messageBytes)) flood.hear(flood.echoed + 1);
    });
    return flood.begin();
  }

  static async overUdp(port: number): Promise<EchoedFlood> {
    const socket = createSocket('udp4');
    socket.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const flood = new EchoedFlood(
      (bytes) => socket.send(bytes),
      () => socket.close(),
    );
    socket.on('error', () => undefined);
    socket.on('message', (bytes) => flood.hear(numberOf(bytes)));
    return flood.begin();
  }

  static async overWebSocket(url: string): Promise<EchoedFlood> {
    const socket = new WebSocket(url);
    await once(socket, 'open');
    const flood = new EchoedFlood(
      (bytes) => socket.send(bytes),
      () => socket.terminate(),
    );
    socket.on('error', () => undefined);
    socket.on('message', (bytes: Buffer) => flood.hear(numberOf(bytes)));
    return flood.begin();
  }

  [Symbol.dispose](): void {
    this.isOver = true;
    this.close();
  }

  /** No more is sent; what is under way comes still. */
  end(): void {
    this.isOver = true;
  }

  private begin(): this {
    while (this.sent < window) this.sendNext();
    return this;
  }

  private sendNext(): void {
    if (this.isOver) return;
    this.sent += 1;
    this.write(numberedMessage(this.sent, messageBytes));
  }

  private hear(number: number): void {
    this.echoed = Math.max(this.echoed, number);
    this.sendNext();
  }
}
