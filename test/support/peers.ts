import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** A server that somebody else could have written, on a free port of 127.0.0.1. */
export interface TestPeer extends AsyncDisposable {
  readonly port: number;
}

/** `sockets` has every one that was accepted, in order, those that have closed too. */
export interface TcpPeer extends TestPeer {
  readonly sockets: readonly Socket[];
}

/** The port that a server or a socket got. */
export function portOf(server: { address(): unknown }): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null && 'port' in address) return Number(address.port);
  throw new Error('It listens on no port.');
}

/** Accepts, and leaves the rest to the test; `allowHalfOpen` as in `net.createServer`. */
export async function tcpPeer(
  accept: (socket: Socket) => void = () => undefined,
  options: { readonly allowHalfOpen?: boolean } = {},
): Promise<TcpPeer> {
  const sockets: Socket[] = [];
  const server = createServer(options, (socket) => {
    sockets.push(socket);
    // What the other side does to its connection is its own affair.
    socket.on('error', () => undefined);
    accept(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    sockets,
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
    port: portOf(socket),
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
    port: portOf(server),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
}

/** A port on which nobody listens: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  await using peer = await tcpPeer();
  return peer.port;
}
