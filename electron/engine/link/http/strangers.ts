import { tlsAlerts } from '../problems/index.ts';

/** Protocols other than HTTP that may answer an HTTP request, as far as the first bytes tell. */
type Stranger = 'tls' | 'http2' | 'socks' | 'other';

/** RFC 8446, section 5.1: the first bytes of alert and handshake records. */
const alertRecord = 0x15;
const handshakeRecord = 0x16;

/** Null for bytes that begin like HTTP/1, and for no bytes at all. */
export function strangerOf(bytes: Uint8Array): Stranger | null {
  const [first, second] = bytes;
  if (first === undefined) return null;
  if ((first === alertRecord || first === handshakeRecord) && (second === undefined || second === 3))
    return 'tls';
  if (isSettingsFrame(bytes)) return 'http2';
  if ((first === 5 || first === 4 || first === 0) && bytes.length <= 10) return 'socks';
  const beginning = Buffer.from(bytes.subarray(0, 5))
    .toString('latin1')
    .replace(/^[\r\n]+/, '');
  return 'HTTP/'.startsWith(beginning) ? null : 'other';
}

/** An HTTP/2 server first sends a frame of type 4 on stream 0, with settings of six bytes each (RFC 9113, sections 3.4 and 6.5). */
function isSettingsFrame(bytes: Uint8Array): boolean {
  if (bytes.length < 9) return false;
  const head = Buffer.from(bytes.subarray(0, 9));
  return head.readUIntBE(0, 3) % 6 === 0 && head[3] === 4 && head[4] === 0 && head.readUInt32BE(5) === 0;
}

/** The name of a TLS alert, as ` (protocol_version)`, when all of it has come; empty otherwise. */
export function nameOfAlert(bytes: Uint8Array): string {
  const name = bytes[0] === alertRecord && bytes.length >= 7 ? tlsAlerts[bytes[6] ?? -1]?.name : undefined;
  return name === undefined ? '' : ` (${name})`;
}
