import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';

/** What the operating system and TLS say, as sentences: what happened, and what to try. `where` is the address that was meant. */
const sentences: Readonly<Record<string, (where: string) => string>> = {
  ECONNREFUSED: (where) =>
    `Nothing listens at ${where} (connection refused). Start the server, or check host and port.`,
  ECONNRESET: (where) => `${where} reset the connection.`,
  EPIPE: (where) => `${where} has closed the connection, so nothing more can be sent.`,
  ETIMEDOUT: (where) =>
    `${where} did not answer in time. Check host and port, and whether a firewall is between.`,
  EHOSTUNREACH: (where) =>
    `There is no way to ${where} (host unreachable). Check the address and the network.`,
  ENETUNREACH: (where) => `There is no way to ${where} (network unreachable). Check the network.`,
  ENOTFOUND: (where) => `The name in ${where} was not found. Check its spelling, or use an IP address.`,
  EAI_AGAIN: (where) =>
    `The name in ${where} could not be looked up now. Check the network, or use an IP address.`,
  EADDRINUSE: (where) => `${where} is taken by another program. Choose another port, or 0 for a free one.`,
  EADDRNOTAVAIL: (where) => `${where} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all.`,
  EACCES: (where) =>
    `The system does not allow ${where}. Ports below 1024 want more rights; choose a higher one.`,
  EPERM: (where) => `The system does not allow ${where}. A firewall may forbid it.`,
  EMFILE: () => 'Too many files and sockets are open. Close some connections and try again.',
  EMSGSIZE: () => 'This message is too large for one datagram.',
  CERT_HAS_EXPIRED: (where) => `The certificate of ${where} has expired, so the connection was not made.`,
  CERT_NOT_YET_VALID: (where) =>
    `The certificate of ${where} is not valid yet, so the connection was not made. Check this machine’s clock.`,
  DEPTH_ZERO_SELF_SIGNED_CERT: (where) =>
    `${where} shows a self-signed certificate, which nobody vouches for, so the connection was not made. Start Wirebench with NODE_EXTRA_CA_CERTS naming a file with it to trust it.`,
  SELF_SIGNED_CERT_IN_CHAIN: (where) =>
    `The certificate of ${where} comes from an authority that this machine does not trust, so the connection was not made.`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: (where) =>
    `The certificate of ${where} cannot be verified: the one that signed it is missing or not trusted.`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: (where) =>
    `The certificate of ${where} cannot be verified: the one that signed it is missing or not trusted.`,
  ERR_TLS_CERT_ALTNAME_INVALID: (where) =>
    `The certificate of ${where} was made for another name, so the connection was not made.`,
  ERR_SSL_WRONG_VERSION_NUMBER: (where) => `${where} does not speak TLS. Use ws:// instead of wss://.`,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: (where) => `${where} does not speak TLS. Use ws:// instead of wss://.`,
};

/** A sentence for an error of a socket. An unknown one keeps the system's words and code. */
export function describeProblem(error: unknown, where: string): string {
  // An AggregateError (each address of a name was tried) has no words of its own.
  if (error instanceof AggregateError && error.errors.length > 0)
    return describeProblem(error.errors[0], where);
  const message = messageOf(error);
  const tlsReason = tlsReasonOf(message);
  const code =
    tlsReason === undefined ? codeOf(error) : `ERR_SSL_${tlsReason.replaceAll(' ', '_').toUpperCase()}`;
  const sentence = code === undefined ? undefined : sentences[code];
  if (sentence) return sentence(where);
  if (tlsReason !== undefined) return `TLS with ${where} failed: ${visible(tlsReason)}.`;
  const said = visible(message);
  return code === undefined || said.includes(code)
    ? `The connection with ${where} failed: ${said}.`
    : `The connection with ${where} failed: ${said} (${code}).`;
}

/** OpenSSL's reason in `error:0A00010B:SSL routines:function:wrong version number:file:line`, whatever code Node puts on it. */
function tlsReasonOf(message: string): string | undefined {
  return /error:[0-9A-F]+:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
}

/** Text of a peer for a sentence: one line of signs and glyphs, 200 characters at most. */
export function visible(text: string): string {
  const cut = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return visibleLine(cut.toWellFormed());
}
