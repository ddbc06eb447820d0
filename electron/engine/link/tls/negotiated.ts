import type { TLSSocket } from 'node:tls';
import { codeOf } from '../../../../shared/base/errors.ts';
import type { TlsFacts } from '../../../../shared/model/facts.ts';

/** What both roles settled on. */
export function negotiated(
  socket: TLSSocket,
): Pick<TlsFacts, 'version' | 'cipher' | 'alpn' | 'isSessionReused'> {
  const cipher = socket.getCipher();
  return {
    version: socket.getProtocol(),
    cipher: cipher?.standardName ?? cipher?.name ?? null,
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null,
    isSessionReused: socket.isSessionReused(),
  };
}

/** Node has the code here; its type says that it is an error. */
export function verifyCodeOf(socket: TLSSocket): string | null {
  const said: unknown = socket.authorizationError;
  if (typeof said === 'string') return said;
  if (said instanceof Error) return codeOf(said) ?? said.message;
  return socket.authorized ? null : 'UNSPECIFIED';
}
