/** The names of close codes, by RFC 6455, section 7.4.1, and the registry that it established. */
const names: Readonly<Partial<Record<number, string>>> = {
  1000: 'normal closure',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1004: 'reserved',
  1005: 'no status code',
  1006: 'no close frame',
  1007: 'invalid payload data',
  1008: 'policy violation',
  1009: 'message too big',
  1010: 'mandatory extension missing',
  1011: 'internal error',
  1012: 'service restart',
  1013: 'try again later',
  1014: 'bad gateway',
  1015: 'TLS handshake failure',
  3000: 'unauthorized',
  3003: 'forbidden',
  3008: 'timeout',
};

/** To whom a code without a name belongs (RFC 6455, section 7.4.2). */
export type CloseCodeRange = 'unused' | 'reserved' | 'of a library' | 'of the application' | 'no close code';

export function rangeOfCloseCode(code: number): CloseCodeRange {
  if (code < 1000) return 'unused';
  if (code < 3000) return 'reserved';
  if (code < 4000) return 'of a library';
  return code < 5000 ? 'of the application' : 'no close code';
}

/** The name of a close code, or to whom its range belongs. */
export function nameOfCloseCode(code: number): string {
  return names[code] ?? rangeOfCloseCode(code);
}
