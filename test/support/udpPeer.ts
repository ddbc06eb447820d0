import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** A UDP socket of Node’s own. */
export interface UdpPeer extends AsyncDisposable {
  readonly socket: Socket;
  readonly port: number;
  readonly received: { readonly text: string; readonly source: RemoteInfo }[];
  send(text: string, port: number, address?: string): Promise<void>;
}

/** Answers as the test says; `address` tells the version, too. */
export async function startUdpPeer(
  answer: (bytes: Buffer, source: RemoteInfo, socket: Socket) => void = () => {},
  address = '127.0.0.1',
  port = 0,
): Promise<UdpPeer> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const received: UdpPeer['received'] = [];
  socket.on('message', (bytes, source) => {
    received.push({ text: bytes.toString(), source });
    answer(bytes, source, socket);
  });
  socket.bind(port, address);
  await once(socket, 'listening');
  return {
    socket,
    port: socket.address().port,
    received,
    send: (text, to, at = address) =>
      new Promise((resolve, reject) =>
        socket.send(text, to, at, (error) => (error ? reject(error) : resolve())),
      ),
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

export function echo(bytes: Buffer, source: RemoteInfo, socket: Socket): void {
  socket.send(bytes, source.port, source.address);
}

/** A port at which nothing listens. */
export async function freeUdpPort(): Promise<number> {
  await using peer = await startUdpPeer();
  return peer.port;
}
