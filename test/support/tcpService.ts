import type { Socket } from 'node:net';
import { tcpPeer } from './peers.ts';

export interface TcpService extends AsyncDisposable {
  readonly url: string;
  /** Everything that was received, over all connections. */
  received(): string;
}

/** A TCP server that keeps what it hears, as Latin-1. `heard` is told of every chunk. */
export async function tcpService(
  heard: (text: string, socket: Socket) => void,
  connected: (socket: Socket) => void = () => undefined,
): Promise<TcpService> {
  let received = '';
  const peer = await tcpPeer((socket) => {
    connected(socket);
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
      heard(text, socket);
    });
  });
  return {
    url: `tcp://127.0.0.1:${peer.port}`,
    received: () => received,
    [Symbol.asyncDispose]: () => peer[Symbol.asyncDispose](),
  };
}
