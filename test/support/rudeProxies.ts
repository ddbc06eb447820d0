import type { Socket } from 'node:net';
import { tcpPeer, type TcpPeer } from './peers.ts';

/** The reply of a SOCKS proxy to a request (RFC 1928, section 6), from 0.0.0.0:0. */
export function socksReply(code: number): Buffer {
  return Buffer.of(5, code, 0, 1, 0, 0, 0, 0, 0, 0);
}

/** A SOCKS proxy that answers the n-th thing it hears with the n-th of these, whatever it hears; then `afterwards` does what it wants. */
export function startSocksAnswers(
  answers: readonly Uint8Array[],
  afterwards: (socket: Socket) => void = () => undefined,
): Promise<TcpPeer & { readonly heard: readonly Buffer[] }> {
  const heard: Buffer[] = [];
  return tcpPeer((socket) => {
    let count = 0;
    socket.on('data', (bytes: Buffer) => {
      heard.push(bytes);
      const answer = answers[count];
      count += 1;
      if (answer) socket.write(answer);
      if (count === answers.length) afterwards(socket);
    });
  }).then((peer) => ({ ...peer, heard }));
}
