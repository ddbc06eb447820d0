import type { TLSSocket } from 'node:tls';
import { codeOf, messageOf } from '../../../../shared/base/errors.ts';
import type { TlsFacts } from '../../../../shared/model/facts.ts';
import { certificateCodeOf } from '../networkProblems.ts';

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

/** The code of what the TLS library found; null where it found nothing wrong. Node has it here, where its type says that it is an error. */
export function verifyCodeOf(socket: TLSSocket): string | null {
  const said: unknown = socket.authorizationError;
  if (said instanceof Error) return codeOf(said) ?? said.message;
  if (typeof said !== 'string') return socket.authorized ? null : 'UNSPECIFIED';
  return said === 'UNSPECIFIED' ? (certificateCodeOf(verifyWordsOf(socket)) ?? said) : said;
}

/**
 * What the library says in words. Node makes an error of them only where it ends the handshake by itself, so it is asked as Node asks;
 * empty where it cannot be.
 */
function verifyWordsOf(socket: TLSSocket): string {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return '';
  const verifyError: unknown = Reflect.get(handle, 'verifyError');
  return typeof verifyError === 'function' ? messageOf(Reflect.apply(verifyError, handle, [])) : '';
}
