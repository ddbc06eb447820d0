import { readFile } from 'node:fs/promises';
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';
import type { OpensslFiles } from './programs/opensslFiles.ts';

/** A TLS server that demands a certificate of the authority, and sends back what it receives. */
export async function startDemandingServer(
  files: OpensslFiles,
): Promise<AsyncDisposable & { readonly port: number }> {
  const demands: TlsOptions = {
    cert: await readFile(files.path('server.pem')),
    key: await readFile(files.path('server.key')),
    ca: await readFile(files.path('ca.pem')),
    requestCert: true,
    rejectUnauthorized: true,
  };
  const sockets: TLSSocket[] = [];
  const server = createServer(demands, (socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens at no port.');
  return {
    port: address.port,
    [Symbol.asyncDispose]: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
