import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import type { TlsServerOptions } from '../../../../shared/model/tlsOptions.ts';
import type { LinkContext } from '../link.ts';
import { makeSecureContext, serverContextOptions } from './secureContext.ts';
import type { SecuredSocket } from './secureClient.ts';
import { ServerHandshake } from './serverHandshake.ts';

/** The server's side of TLS, ready for clients. */
export interface ServerTls {
  /**
   * Does the handshake on an accepted socket; `firstBytes` were read from it already. Rejects with a `LinkProblem`, or with the signal's
   * reason; the socket is then destroyed.
   */
  secure(socket: Socket, signal: AbortSignal, firstBytes?: Uint8Array): Promise<SecuredSocket>;
}

/** 48 bytes is the size that Node requires: name, HMAC key and AES key of the session tickets (RFC 5077). */
const ticketKeyBytes = 48;

/** Loads or makes certificate and key, and reads the options. Rejects with a `LinkProblem` that names the field. */
export async function prepareServerTls(options: TlsServerOptions, context: LinkContext): Promise<ServerTls> {
  const secureOptions: SecureContextOptions = {
    ...(await serverContextOptions(options, context)),
    // The same for every client, so that each can resume a session that another of its connections began.
    ticketKeys: randomBytes(ticketKeyBytes),
  };
  makeSecureContext(secureOptions, options);
  return {
    secure: (socket, signal, firstBytes) =>
      new ServerHandshake({ socket, signal, options, secureOptions, context }).run(firstBytes),
  };
}
