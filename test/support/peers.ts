import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** A server that somebody else could have written, on a free port of 127.0.0.1. */
export interface TestPeer extends AsyncDisposable {
  readonly port: number;
}

export async function tcpPeer(accept: (socket: Socket) => void): Promise<TestPeer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    accept(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Answers each line with what `answer` makes of it, and hangs up after the last one, if there is such a line. */
export function linePeer(answer: (line: string) => string, lastLine?: string): Promise<TestPeer> {
  return tcpPeer((socket) => {
    let rest = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        socket.write(answer(line), 'latin1');
        if (line === lastLine) socket.end();
      }
    });
  });
}

export async function udpPeer(answer: (datagram: Buffer) => Buffer): Promise<TestPeer> {
  const socket = createSocket('udp4');
  socket.on('message', (datagram, from) => socket.send(answer(datagram), from.port, from.address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => void socket.close(() => resolve())),
  };
}

export async function wsPeer(
  accept: (socket: WebSocket, request: IncomingMessage) => void,
): Promise<TestPeer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket, request) => {
    socket.on('error', () => undefined);
    accept(socket, request);
  });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
}

/** A port on which nobody listens: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  await using peer = await tcpPeer((socket) => socket.destroy());
  return peer.port;
}
