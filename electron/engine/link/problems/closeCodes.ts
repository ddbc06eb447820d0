/** A close code: its name for a list, and its meaning, for a sentence that begins with the sender. */
interface CloseCode {
  readonly name: string;
  readonly says: string;
}

/** RFC 6455, section 7.4.1, and the registry of close codes that it established. */
export const closeCodes: Readonly<Record<number, CloseCode>> = {
  1000: { name: 'normal closure', says: 'everything was done' },
  1001: { name: 'going away', says: 'the server is shutting down, or the page was closed' },
  1002: { name: 'protocol error', says: 'a frame broke RFC 6455' },
  1003: {
    name: 'unsupported data',
    says: 'it cannot use messages of this type; try text instead of binary, or the reverse',
  },
  1004: { name: 'reserved', says: 'nothing that is defined: this code must not be used' },
  1005: { name: 'no status code', says: 'nothing: the close frame had no code' },
  1006: { name: 'no close frame', says: 'nothing: the connection ended without a close frame' },
  1007: {
    name: 'invalid payload data',
    says: 'the content of a message did not fit its type, as when text is not UTF-8',
  },
  1008: { name: 'policy violation', says: 'a message or this client is against its rules; look in its log' },
  1009: { name: 'message too big', says: 'a message was larger than it accepts; send smaller ones' },
  1010: {
    name: 'mandatory extension missing',
    says: 'the client needs an extension that the server did not agree to',
  },
  1011: { name: 'internal error', says: 'it had an internal error; look in its log' },
  1012: { name: 'service restart', says: 'it is restarting; connect again in a while' },
  1013: { name: 'try again later', says: 'it is overloaded; connect again later' },
  1014: { name: 'bad gateway', says: 'a server behind the gateway gave no valid answer' },
  1015: {
    name: 'TLS handshake failure',
    says: 'nothing: the TLS handshake failed, often because of the certificate',
  },
  3000: { name: 'unauthorized', says: 'it requires a login first; send credentials in a header or message' },
  3003: { name: 'forbidden', says: 'it knows the client, but does not allow this' },
  3008: { name: 'timeout', says: 'it waited too long for an answer' },
};
