import { going, failed, oneAnswer, quote, readyUnless, type Dialogue, type Step } from './dialogue.ts';

/** The flags of “Capabilities Flags” in MySQL's description of its protocol that a current client has. */
const clientFlags = {
  longPassword: 0x0000_0001,
  protocol41: 0x0000_0200,
  ssl: 0x0000_0800,
  transactions: 0x0000_2000,
  secureConnection: 0x0000_8000,
  pluginAuthentication: 0x0008_0000,
};
/** 16 MiB, like MySQL's own clients. */
const largestPacketBytes = 16 * 1024 * 1024;
const headerBytes = 4;
/** `Protocol::SSLRequest`: flags (4), largest packet (4), character set (1), zeros (23). */
const requestBytes = 32;
const protocolVersion = 10;
const errorPacket = 0xff;

/** Starts TLS in MySQL and MariaDB (“Connection Phase”): the server greets, the client sends the first part of its own greeting. */
export function mysql(): Dialogue {
  return oneAnswer(undefined, judge);
}

function judge(answer: Uint8Array): Step {
  const bytes = Buffer.from(answer);
  if (bytes.length < headerBytes) return going;
  const length = bytes.readUIntLE(0, 3);
  const sequence = bytes.readUInt8(3);
  const packet = bytes.subarray(headerBytes, headerBytes + length);
  const [kind] = packet;
  if (kind !== undefined && kind !== protocolVersion && kind !== errorPacket) return foreign(bytes);
  if (packet.length < length) return going;
  if (kind === errorPacket)
    return failed(`The server accepts no clients now. It said: ${quote(errorOf(packet))}`);
  const greeting = readGreeting(packet);
  if (!greeting) return foreign(bytes);
  if ((greeting.flags & clientFlags.ssl) === 0) {
    return failed(
      `The server (MySQL ${quote(greeting.version)}) does not offer TLS: its greeting has no CLIENT_SSL. Give it a certificate.`,
    );
  }
  return readyUnless(bytes.length > headerBytes + length, sslRequest(greeting, sequence + 1));
}

function foreign(bytes: Buffer): Step {
  return failed(`The server does not speak MySQL. It said: ${quote(bytes.toString('latin1'))}`);
}

/** `ERR_Packet`: 0xff, a code (2), a `#` and the state (5) if the server knows the client already, then text. */
function errorOf(packet: Buffer): string {
  return packet
    .subarray(3)
    .toString('latin1')
    .replace(/^#.{5}/s, '');
}

interface Greeting {
  readonly version: string;
  readonly flags: number;
  readonly characterSet: number;
}

/** `Protocol::HandshakeV10`: version (1), text of the server's version, thread (4), data (8), zero, flags (2), character set (1), status (2), flags (2). */
function readGreeting(packet: Buffer): Greeting | undefined {
  const end = packet.indexOf(0, 1);
  const flagsAt = end + 1 + 4 + 8 + 1;
  if (end < 0 || packet.length < flagsAt + 2) return undefined;
  const hasMore = packet.length >= flagsAt + 7;
  return {
    version: packet.toString('latin1', 1, end),
    flags: packet.readUInt16LE(flagsAt) + (hasMore ? packet.readUInt16LE(flagsAt + 5) * 0x1_0000 : 0),
    characterSet: hasMore ? packet.readUInt8(flagsAt + 2) : 0,
  };
}

/** Only flags that the server has as well may be requested. */
function sslRequest({ flags, characterSet }: Greeting, sequence: number): Uint8Array {
  const wanted = Object.values(clientFlags).reduce((all, flag) => all | flag, 0);
  const request = Buffer.alloc(headerBytes + requestBytes);
  request.writeUIntLE(requestBytes, 0, 3);
  request.writeUInt8(sequence & 0xff, 3);
  request.writeUInt32LE((flags & wanted) >>> 0, 4);
  request.writeUInt32LE(largestPacketBytes, 8);
  request.writeUInt8(characterSet, 12);
  return request;
}
