import type { TLSSocket } from 'node:tls';
import { codeOf, messageOf } from '../../../../shared/base/errors.ts';
import type { TlsFacts } from '../../../../shared/model/facts.ts';
import { certificateCodeOf } from '../networkProblems.ts';

/** The values that both roles agreed on. */
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

/** The TLS library's verification code; null when it found nothing wrong. Node has the code here, where its type declares an error. */
export function verifyCodeOf(socket: TLSSocket): string | null {
  const said: unknown = socket.authorizationError;
  if (said instanceof Error) return codeOf(said) ?? said.message;
  if (typeof said !== 'string') return socket.authorized ? null : 'UNSPECIFIED';
  return said === 'UNSPECIFIED' ? (certificateCodeOf(verifyWordsOf(socket)) ?? said) : said;
}

/**
 * The library's words for its verdict. Node makes an error of them only when it ends the handshake itself, so this asks the way Node does;
 * empty when that is impossible.
 */
function verifyWordsOf(socket: TLSSocket): string {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return '';
  const verifyError: unknown = Reflect.get(handle, 'verifyError');
  return typeof verifyError === 'function' ? messageOf(Reflect.apply(verifyError, handle, [])) : '';
}
