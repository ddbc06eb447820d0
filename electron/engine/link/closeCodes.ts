/** RFC 6455, section 7.4.1, and the registry that it founded. */
const meanings: Readonly<Record<number, string>> = {
  1000: 'normal closure',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
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
};

/** No status code in the close frame; never sent itself. RFC 6455, section 7.4.1. */
export const noStatusCode = 1005;
/** No close frame came at all; never sent itself. */
export const abnormalCode = 1006;

/** `1000 (normal closure)`. */
export function describeCode(code: number): string {
  const meaning = meanings[code];
  return meaning === undefined ? String(code) : `${code} (${meaning})`;
}

/** The payload of a close frame: two bytes of code, big-endian, then the reason; nothing for “no status code”. */
export function closePayload(code: number, reason: Uint8Array): Uint8Array {
  if (code === noStatusCode) return new Uint8Array();
  const payload = new Uint8Array(2 + reason.length);
  new DataView(payload.buffer).setUint16(0, code);
  payload.set(reason, 2);
  return payload;
}
