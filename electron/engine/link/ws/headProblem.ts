import { formatCount, plural } from '../../../../shared/base/quantity.ts';
import { largestControlFrameBytes } from '../../../../shared/model/sending.ts';
import { isControl, opcodeNames, type FrameHead } from './frameHead.ts';
import { largestFragmentCount } from './limits.ts';
import type { Unfinished } from './frameTrail.ts';

/** The rules by which our side judges the other's frames. */
export interface FrameRules {
  /** Clients mask their frames, servers do not (RFC 6455, section 5.1). */
  readonly fromClient: boolean;
  readonly messageLimitBytes: number;
}

/**
 * The fault in a frame, as far as its head shows it: the rest of “… sent …”; null when there is none. Checks in the order of `ws`, whose
 * error it puts into words.
 */
export function headProblem(head: FrameHead, message: Unfinished, rules: FrameRules): string | null {
  return (
    reservedBitProblem(head) ??
    opcodeProblem(head, message) ??
    controlProblem(head) ??
    maskProblem(head, rules) ??
    lengthProblem(head, message, rules)
  );
}

/** `a ping`, `a text frame`, `a frame with opcode 0x3`. */
function frameName({ opcode }: FrameHead): string {
  const name = opcodeNames[opcode];
  if (name === undefined) return `a frame with opcode ${hex(opcode)}`;
  return opcode === 9 || opcode === 10 ? `a ${name}` : `a ${name} frame`;
}

function reservedBitProblem({ reservedBits }: FrameHead): string | null {
  if (reservedBits.length === 0) return null;
  const bits = plural(reservedBits.length, 'a reserved bit', 'reserved bits');
  const compressed = reservedBits.includes('RSV1') ? ', as compressed frames have (RFC 7692)' : '';
  return `a frame with ${bits} set, but not negotiated: ${reservedBits.join(', ')}${compressed} (RFC 6455, section 5.2)`;
}

function opcodeProblem({ opcode }: FrameHead, { opcode: continued }: Unfinished): string | null {
  const name = opcodeNames[opcode];
  if (name === undefined) {
    return `a frame with opcode ${hex(opcode)}, an opcode that does not exist (RFC 6455, section 5.2)`;
  }
  if (isControl(opcode)) return null;
  if (opcode === 0) {
    return continued === 0
      ? `a continuation frame (opcode ${hex(opcode)}) that does not belong there: there is no message to continue (RFC 6455, section 5.4)`
      : null;
  }
  return continued === 0
    ? null
    : `a new ${name} message (opcode ${hex(opcode)}) that does not belong there: a fragmented ${opcodeNames[continued]} message was not finished (RFC 6455, section 5.4)`;
}

function controlProblem(head: FrameHead): string | null {
  const { opcode, isFinal, shortLength, payloadBytes } = head;
  if (!isControl(opcode)) return null;
  const name = frameName(head);
  if (!isFinal)
    return `${name} in fragments (FIN is not set), which control frames must not be (RFC 6455, section 5.5)`;
  if (shortLength > largestControlFrameBytes) {
    const bytes = payloadBytes === null ? '' : ` with ${formatCount(payloadBytes)} bytes`;
    return `${name}${bytes}, a control frame that is too long: at most ${largestControlFrameBytes} bytes are allowed (RFC 6455, section 5.5)`;
  }
  return opcode === 8 && shortLength === 1
    ? `${name} with a payload of one byte: it must have none, or a code of two bytes and a reason (RFC 6455, section 5.5.1)`
    : null;
}

function maskProblem({ isMasked }: FrameHead, { fromClient }: FrameRules): string | null {
  if (isMasked === fromClient) return null;
  return fromClient
    ? 'an unmasked frame, although clients must mask theirs (RFC 6455, section 5.1)'
    : 'a masked frame, although servers must not mask theirs (RFC 6455, section 5.1)';
}

function lengthProblem(
  { opcode, payloadBytes }: FrameHead,
  message: Unfinished,
  { messageLimitBytes }: FrameRules,
): string | null {
  if (payloadBytes === null || isControl(opcode)) return null;
  if (payloadBytes > Number.MAX_SAFE_INTEGER) {
    const topBit = payloadBytes >= 2 ** 63 ? ', whose topmost bit must be 0 (RFC 6455, section 5.2)' : '';
    return `a frame with a length of 0x${BigInt(payloadBytes).toString(16)} bytes${topBit}, larger than any program can hold`;
  }
  const bytes = message.payloadBytes + payloadBytes;
  if (bytes > messageLimitBytes) {
    const parts = message.count === 0 ? '' : ` so far, in ${formatCount(message.count + 1)} fragments`;
    return `a message larger than ${formatCount(messageLimitBytes)} bytes: it has ${formatCount(bytes)}${parts}`;
  }
  return message.count >= largestFragmentCount
    ? `one message in more than ${formatCount(largestFragmentCount)} fragments`
    : null;
}

function hex(opcode: number): string {
  return `0x${opcode.toString(16).toUpperCase()}`;
}
