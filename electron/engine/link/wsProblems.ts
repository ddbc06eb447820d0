import { codeOf } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { describeProblem } from './networkProblems.ts';
import { largestBufferedChunks, largestFragmentCount } from './wsLimits.ts';

/** A breach of the protocol by the peer: the code that we close with (RFC 6455, section 7.4.1), and a sentence. */
export interface WsBreach {
  readonly code: number;
  readonly reason: string;
}

/** Reads an error of `ws`; undefined for what is no breach of the protocol. */
export function breachOf(error: unknown, remote: string, messageLimitBytes: number): WsBreach | undefined {
  const limit = `${formatCount(messageLimitBytes)} bytes`;
  switch (codeOf(error) ?? '') {
    case 'WS_ERR_INVALID_UTF8':
      return {
        code: 1007,
        reason: `${remote} sent a text message that is not UTF-8, so the connection was closed with code 1007.`,
      };
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
      return {
        code: 1009,
        reason: `${remote} sent a message larger than ${limit}, so the connection was closed with code 1009. Raise “Largest message” in the options to receive it.`,
      };
    case 'WS_ERR_TOO_MANY_BUFFERED_PARTS':
      return {
        code: 1008,
        reason: `${remote} sent one message in more than ${formatCount(largestFragmentCount)} fragments or ${formatCount(largestBufferedChunks)} pieces, so the connection was closed with code 1008.`,
      };
    case 'WS_ERR_INVALID_OPCODE':
      return {
        code: 1002,
        reason: breach(remote, 'a frame with an opcode that does not exist or does not belong there'),
      };
    case 'WS_ERR_EXPECTED_MASK':
      return { code: 1002, reason: breach(remote, 'a frame without a mask, which clients must have') };
    case 'WS_ERR_UNEXPECTED_MASK':
      return { code: 1002, reason: breach(remote, 'a frame with a mask, which servers must not have') };
    case 'WS_ERR_UNEXPECTED_RSV_1':
    case 'WS_ERR_UNEXPECTED_RSV_2_3':
      return { code: 1002, reason: breach(remote, 'a frame with a reserved bit that nobody agreed on') };
    case 'WS_ERR_INVALID_CLOSE_CODE':
      return { code: 1002, reason: breach(remote, 'a close frame with a code that must not be sent') };
    case 'WS_ERR_EXPECTED_FIN':
    case 'WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH':
      return { code: 1002, reason: breach(remote, 'a control frame that is too long or in fragments') };
    case 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH':
      return { code: 1009, reason: breach(remote, 'a frame larger than any program can hold') };
    default:
      return undefined;
  }
}

function breach(remote: string, what: string): string {
  return `${remote} sent ${what} (RFC 6455), so the connection was closed.`;
}

/** What `ws` says of a handshake, by the beginning of its words. */
const handshakes: readonly (readonly [says: string, sentence: (where: string) => string])[] = [
  ['Opening handshake has timed out', (where) => `${where} did not finish the WebSocket handshake in time.`],
  [
    'Invalid Sec-WebSocket-Accept header',
    (where) =>
      `${where} answered the handshake with a wrong Sec-WebSocket-Accept, so it is no WebSocket server.`,
  ],
  [
    'Invalid Upgrade header',
    (where) => `${where} did not upgrade to WebSocket, so it is no WebSocket server.`,
  ],
  [
    'Server sent a subprotocol but none was requested',
    (where) => `${where} chose a subprotocol that was not offered. Add it under “Subprotocols”.`,
  ],
  [
    'Server sent an invalid subprotocol',
    (where) => `${where} chose a subprotocol that was not offered. Add it under “Subprotocols”.`,
  ],
  [
    'Server sent no subprotocol',
    (where) => `${where} knows none of the subprotocols that were offered. Change or clear “Subprotocols”.`,
  ],
  ['Server ', (where) => `${where} chose an extension that was not offered.`],
  ['Client network socket disconnected', (where) => `${where} hung up during the TLS handshake.`],
  ['socket hang up', (where) => `${where} closed the connection during the WebSocket handshake.`],
  ['Parse Error', (where) => `${where} did not answer with HTTP, so it is no WebSocket server.`],
];

/** A sentence for a handshake that came to nothing. */
export function describeHandshakeProblem(error: Error, where: string): string {
  const known = handshakes.find(([says]) => error.message.startsWith(says));
  return known ? known[1](where) : describeProblem(error, where);
}
