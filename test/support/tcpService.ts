import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

export interface TcpService extends AsyncDisposable {
  readonly url: string;
  /** Everything that was received, over all connections. */
  received(): string;
}

/** A TCP server on a free port of this machine. `heard` is told of every chunk. */
export async function tcpService(
  heard: (text: string, socket: Socket) => void,
  connected: (socket: Socket) => void = () => undefined,
): Promise<TcpService> {
  let received = '';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    connected(socket);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      heard(chunk.toString('latin1'), socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `tcp://127.0.0.1:${port}`,
    received: () => received,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
