import { isUtf8 } from 'node:buffer';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { isStream, isWebSocket, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { largestDatagramBytes } from '../../../shared/model/datagramSize.ts';
import { largestControlFrameBytes, type SendKind } from '../../../shared/model/sending.ts';

/**
 * Throws BAD_REQUEST, with a sentence, for what this protocol cannot send. `largestDatagram`: where it is known to whom it goes; the link
 * knows in any case.
 */
export function checkMessage(
  endpoint: EndpointKind,
  kind: SendKind,
  bytes: Uint8Array,
  largestDatagram: number = largestDatagramBytes[6],
): void {
  if (isWebSocket(endpoint) === (kind === 'data')) {
    throw refusal(
      kind === 'data'
        ? 'A WebSocket sends text, binary, ping or pong. Choose one of them.'
        : `Only a WebSocket sends ${kind} messages. Send this as data.`,
    );
  }
  if (isStream(endpoint) && bytes.length === 0) {
    throw refusal(
      'There is nothing to send: over TCP an empty message is no byte on the wire. Write something first.',
    );
  }
  if (endpoint === 'udp' && bytes.length > largestDatagram) {
    throw refusal(
      `A UDP datagram holds at most ${formatCount(largestDatagram)} bytes, and this message has ${formatCount(bytes.length)}. Send it in parts.`,
    );
  }
  if ((kind === 'ping' || kind === 'pong') && bytes.length > largestControlFrameBytes) {
    throw refusal(
      `A ${kind} holds at most ${largestControlFrameBytes} bytes, and this one has ${formatCount(bytes.length)}.`,
    );
  }
  if (kind === 'text' && !isUtf8(bytes)) {
    throw refusal('A WebSocket text message has to be UTF-8, and this is not. Send it as binary.');
  }
}

function refusal(message: string): WirebenchError {
  return new WirebenchError('BAD_REQUEST', message);
}
