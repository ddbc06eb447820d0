import { once } from 'node:events';
import { createServer, type TLSSocket } from 'node:tls';
import { testKey, validCertificate } from './certificates.ts';
import { portOf, type TestPeer } from './peers.ts';

/** Accepts over TLS with the self-signed certificate for `localhost`, and leaves the rest to the test. */
export async function securePeer(accept: (socket: TLSSocket) => void): Promise<TestPeer> {
  const sockets: TLSSocket[] = [];
  const server = createServer({ key: testKey, cert: validCertificate }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    accept(socket);
  });
  // A client that does not like the certificate hangs up.
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
