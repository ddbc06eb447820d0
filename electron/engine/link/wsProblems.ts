import { codeOf } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { describeProblem } from './networkProblems.ts';
import { largestBufferedChunks, largestFragmentCount } from './wsLimits.ts';

/** A breach of the protocol by the peer: the code that we close with (RFC 6455, section 7.4.1), and a sentence. */
export interface WsBreach {
  readonly code: number;
  readonly reason: string;
}

/** What we close with when `ws` tells of a breach. */
const closeCodeOf: ReadonlyMap<string, number> = new Map([
  ['WS_ERR_INVALID_UTF8', 1007],
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 1009],
  ['WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH', 1009],
  ['WS_ERR_TOO_MANY_BUFFERED_PARTS', 1008],
  ['WS_ERR_INVALID_OPCODE', 1002],
  ['WS_ERR_EXPECTED_MASK', 1002],
  ['WS_ERR_UNEXPECTED_MASK', 1002],
  ['WS_ERR_UNEXPECTED_RSV_1', 1002],
  ['WS_ERR_UNEXPECTED_RSV_2_3', 1002],
  ['WS_ERR_INVALID_CLOSE_CODE', 1002],
  ['WS_ERR_EXPECTED_FIN', 1002],
  ['WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH', 1002],
]);

/** Reads an error of `ws`; undefined for what is no breach of the protocol. */
export function breachOf(error: unknown, remote: string, messageLimitBytes: number): WsBreach | undefined {
  const name = codeOf(error) ?? '';
  const code = closeCodeOf.get(name);
  if (code === undefined) return undefined;
  return {
    code,
    reason: limitSentence(name, remote, messageLimitBytes) ?? describeProblem(error, remote),
  };
}

/** Where a limit of ours was passed, the sentence has its number. */
function limitSentence(name: string, remote: string, messageLimitBytes: number): string | undefined {
  switch (name) {
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
      return `${remote} sent a message larger than ${formatCount(messageLimitBytes)} bytes, so the connection was closed with code 1009. Raise “Largest message” in the options to receive it.`;
    case 'WS_ERR_TOO_MANY_BUFFERED_PARTS':
      return `${remote} sent one message in more than ${formatCount(largestFragmentCount)} fragments or ${formatCount(largestBufferedChunks)} pieces, so the connection was closed with code 1008.`;
    default:
      return undefined;
  }
}
