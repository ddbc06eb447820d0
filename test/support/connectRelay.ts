import { connect } from 'node:net';
import type { TcpPeer } from './peers.ts';
import { startRudePeer } from './rudePeers.ts';

/** An HTTP proxy (CONNECT only, RFC 9110 section 9.3.6) that hands on every byte, and each end of the stream by itself. */
export function startConnectRelay(): Promise<TcpPeer> {
  return startRudePeer((socket) => {
    socket.once('data', (request: Buffer) => {
      const [, host, port] = /^CONNECT ([^:]+):(\d+) /.exec(request.toString('latin1')) ?? [];
      const onward = connect({ host: host ?? '', port: Number(port), allowHalfOpen: true }, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => undefined);
      // Whatever cut one side cuts the other.
      onward.once('close', () => socket.destroy());
      socket.once('close', () => onward.destroy());
    });
  });
}
