import { formatCount } from '../base/quantity.ts';
import { firstInvalidByte, isUtf8 } from '../bytes/utf8.ts';
import { largestDatagramBytes, largestDatagramTo } from './datagramSize.ts';
import { factsOf, isDatagram, isStream, isWebSocket, type EndpointKind } from './endpointKinds.ts';
import { largestControlFrameBytes, type OutgoingMessage, type SendKind } from './sending.ts';

/** The reason why a message cannot be sent over a kind of endpoint. `message` is a sentence that says what to do. */
export interface MessageProblem {
  readonly code: 'wrongKind' | 'empty' | 'datagramTooLong' | 'controlFrameTooLong' | 'notUtf8';
  readonly message: string;
}

/** Where a message goes. Leave out `largestDatagram` while the version of IP is not known; then the larger limit of IPv6 applies. */
export interface Destination {
  readonly kind: EndpointKind;
  readonly largestDatagram?: number;
}

/** The destination of what an endpoint sends to its address. */
export function destinationOf({
  kind,
  address,
}: {
  readonly kind: EndpointKind;
  readonly address: string;
}): Destination {
  return isDatagram(kind) ? { kind, largestDatagram: largestDatagramTo(address) } : { kind };
}

/**
 * Says why a message cannot be sent; null when it can. The composer, opening messages, the command line, replays and sessions all ask this
 * function. `isText` replaces the check for UTF-8 where the platform has a faster one.
 */
export function messageProblem(
  { kind, bytes, fragment }: OutgoingMessage,
  { kind: endpoint, largestDatagram = largestDatagramBytes[6] }: Destination,
  isText: (bytes: Uint8Array) => boolean = isUtf8,
): MessageProblem | null {
  const problem = kindProblem(endpoint, kind);
  if (problem) return problem;
  if (isDatagram(endpoint)) return datagramProblem(bytes.length, largestDatagram);
  if (isStream(endpoint)) return bytes.length === 0 ? empty : null;
  // A fragment may begin or end within a character.
  if (kind === 'text') return fragment !== undefined || isText(bytes) ? null : notUtf8(bytes);
  return controlFrameProblem(kind, bytes.length);
}

/** Why a datagram of this size cannot be sent to where `largest` bytes are the most; null when it can. */
export function datagramProblem(size: number, largest: number): MessageProblem | null {
  if (size <= largest) return null;
  const message = `A UDP datagram holds at most ${formatCount(largest)} bytes, and this message has ${formatCount(size)}. Send it in parts.`;
  return { code: 'datagramTooLong', message };
}

/** Why a ping or pong of this size cannot be sent (RFC 6455, section 5.5); null when it can, and for every other kind. */
export function controlFrameProblem(kind: SendKind, size: number): MessageProblem | null {
  if ((kind !== 'ping' && kind !== 'pong') || size <= largestControlFrameBytes) return null;
  const message = `A ${kind} holds at most ${largestControlFrameBytes} bytes (RFC 6455), and this one has ${formatCount(size)}. Shorten it, or send it as binary.`;
  return { code: 'controlFrameTooLong', message };
}

/** Why the content of a file cannot be sent as this, in a sentence; null when it can. `name` is what the sentence calls it. */
export function fileProblem(
  { name, size, kind }: { readonly name: string; readonly size: number; readonly kind: SendKind },
  { kind: endpoint, largestDatagram = largestDatagramBytes[6] }: Destination,
): string | null {
  if (isWebSocket(endpoint) && kind !== 'text' && kind !== 'binary')
    return 'A WebSocket sends a file as a text or a binary message. Choose one of them.';
  const problem = kindProblem(endpoint, kind);
  if (problem) return problem.message;
  if (isStream(endpoint) && size === 0)
    return `“${name}” is empty, and an empty message puts no bytes on a stream.`;
  return isDatagram(endpoint) ? (datagramProblem(size, largestDatagram)?.message ?? null) : null;
}

/** Why no message of this kind, whatever is in it, can be sent over a kind of endpoint; null when one can. */
export function kindProblem(endpoint: EndpointKind, kind: SendKind): MessageProblem | null {
  if (factsOf(endpoint).sends.includes(kind)) return null;
  const message = isWebSocket(endpoint)
    ? 'A WebSocket sends text, binary, ping or pong. Choose one of them.'
    : `Only a WebSocket sends ${kind} messages. Send this as data.`;
  return { code: 'wrongKind', message };
}

const empty: MessageProblem = {
  code: 'empty',
  message: 'Nothing to send: an empty message puts no bytes on a stream.',
};

/** 1 MiB: the place helps with what a person typed. A search through a larger message would hold up everything else. */
const searchedBytes = 1024 * 1024;

function notUtf8(bytes: Uint8Array): MessageProblem {
  const at = firstInvalidByte(bytes, searchedBytes);
  const place = at === null ? '' : `from byte ${formatCount(at)} on `;
  const message = `A WebSocket text message must be UTF-8, and ${place}this is not. Send it as binary.`;
  return { code: 'notUtf8', message };
}
