import { codeOf, messageOf } from '../../../../shared/base/errors.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { describeLacking } from './lacking.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';

/** RFC 8446, section 5.1: the first byte of every handshake record. */
const handshakeRecord = 0x16;

/** 60 characters of what a client said are enough to recognise its protocol. */
const quotedCharacters = 60;

/** The alerts by which a client rejects our certificate (RFC 8446, section 6.2). */
const distrust =
  /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED)$/;

/** Why the handshake with a client failed, from the server's side. `firstBytes` are the first that the client sent. */
export function describeClientFailure(error: unknown, remote: string, firstBytes: Uint8Array): LinkProblem {
  const { reason, code } = error === null || error === undefined ? hungUp(remote) : problemOf(error, remote);
  const say = (message: string): LinkProblem => new LinkProblem(message, { code, cause: error });
  const [first] = firstBytes;
  if (first !== undefined && first !== handshakeRecord) {
    return say(
      `${remote} does not speak TLS: it began with “${beginningOf(firstBytes)}”. Let it connect with TLS, or use a server without TLS.`,
    );
  }
  if (code !== null && distrust.test(code)) {
    return say(
      `${remote} does not trust this server’s certificate and broke off the handshake. Give it the authority that signed the certificate, and check that it connects to a name in it.`,
    );
  }
  if (code === 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE') {
    return say(
      `${remote} showed no certificate, and this server requires one, so it was turned away.${describeLacking(code)}`,
    );
  }
  if (code === 'ERR_SSL_NO_APPLICATION_PROTOCOL') {
    return say(
      `${remote} was turned away, because this server speaks none of the protocols that it offered by ALPN. Add one of them to the ALPN list, or clear the list.`,
    );
  }
  if (code === 'ERR_SSL_BAD_PACKET_LENGTH') {
    return say(
      `${remote} broke off the handshake with an alert that is not encrypted, which the TLS library cannot read under TLS 1.3. Most likely it does not trust this server’s certificate: give it the authority that signed the certificate, and check that it connects to a name in it.`,
    );
  }
  if (code === 'ERR_SSL_WRONG_CURVE') {
    return say(
      `${remote} was turned away, because it does not accept the elliptic curve of this server’s key. Use a certificate with a key of RSA 2048 or EC P-256.`,
    );
  }
  return isHangUp(error) ? say(hungUp(remote).reason) : say(`${reason}${describeLacking(code)}`);
}

function hungUp(remote: string): { readonly reason: string; readonly code: string } {
  return {
    reason: `${remote} hung up during the TLS handshake. It may not trust this server’s certificate: give it the authority that signed it.`,
    code: 'ECONNRESET',
  };
}

/** Node gives a FIN during the handshake the code of a reset. */
function isHangUp(error: unknown): boolean {
  return codeOf(error) === 'ECONNRESET' && messageOf(error).startsWith('socket hang up');
}

function beginningOf(bytes: Uint8Array): string {
  const text =
    Buffer.from(bytes.subarray(0, quotedCharacters))
      .toString('latin1')
      .split(/[\r\n]/, 1)[0] ?? '';
  return visible(text === '' ? Buffer.from(bytes.subarray(0, 8)).toString('hex') : text);
}
