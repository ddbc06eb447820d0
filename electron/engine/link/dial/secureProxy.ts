import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { onAbort } from '../../../../shared/base/onAbort.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { systemAuthorities } from '../tls/authorities.ts';
import { nameInCertificates } from '../tls/verifyPeer.ts';
import { formatProxy, type Proxy } from './proxy.ts';

/** TLS with the proxy itself, whose certificate must verify: the proxy receives the user, the password, and the target. */
export function secureProxy(socket: Socket, proxy: Proxy, signal: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const host = nameInCertificates(proxy.host);
    const ca = systemAuthorities();
    const secured = connectTls({
      socket,
      host,
      ...(ca ? { ca: [...ca] } : {}),
      ALPNProtocols: ['http/1.1'],
      // Otherwise the environment could turn that off.
      rejectUnauthorized: true,
      // RFC 6066, section 3: no IP addresses in SNI.
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    const over = (): void => {
      listening.dispose();
      secured.off('error', failed).off('close', closed);
    };
    const failed = (error: Error): void => {
      over();
      // Node sets it when verification has failed, and not otherwise.
      reject(secureProxyProblem(error, proxy, Boolean(secured.authorizationError)));
    };
    const closed = (): void => failed(new Error(hangUp));
    const listening = onAbort(signal, () => {
      over();
      secured.on('error', () => undefined).destroy();
      reject(signal.reason);
    });
    secured.once('error', failed).once('close', closed);
    secured.once('secureConnect', () => {
      over();
      // TLS has no reset; to cut the connection is to reset the socket below.
      secured.resetAndDestroy = () => {
        socket.resetAndDestroy();
        return secured;
      };
      resolve(secured);
    });
  });
}

/** The errors that result when the other side answers with something other than TLS. */
const notTls = /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|BAD_RECORD_TYPE)$/;

/** The sentences for servers would advise an option that does not exist here: a proxy's certificate cannot be trusted by hand. */
function secureProxyProblem(cause: Error, proxy: Proxy, isOfCertificate: boolean): LinkProblem {
  const where = formatProxy(proxy);
  const { reason, code } = problemOf(cause, where);
  const say = (message: string, shownCode = code): LinkProblem =>
    new LinkProblem(message, { code: shownCode, cause, field: proxy.field });
  if (isOfCertificate) {
    return say(
      `The certificate of the proxy ${where} does not verify${code === null ? '' : ` (${code})`}. An HTTPS proxy needs a certificate for its name that this system trusts.`,
    );
  }
  if (code !== null && notTls.test(code)) {
    return say(`The proxy ${where} does not speak TLS. Choose an HTTP proxy, or check the port.`);
  }
  if (cause.message === hangUp) {
    const message = `The proxy ${where} hung up during the TLS handshake. It may not speak TLS at this port: choose an HTTP proxy, or check the port.`;
    return say(message, null);
  }
  return say(`TLS with the proxy failed. ${reason}`);
}

/** Node's words for a FIN during the handshake; it adds the code of a reset, although there was none. */
const hangUp = 'Client network socket disconnected before secure TLS connection was established';
