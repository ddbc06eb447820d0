import { isUtf8 } from 'node:buffer';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { isDatagram, isStream, isWebSocket, type EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { largestDatagramBytes } from '../../../shared/model/datagramSize.ts';
import { largestControlFrameBytes, type SendKind } from '../../../shared/model/sending.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { SessionLog } from './sessionLog.ts';

/**
 * Throws BAD_REQUEST, with a sentence, for a message that this protocol cannot send. `largestDatagram`: set where the destination is known;
 * the link knows in any case.
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
  if (isDatagram(endpoint) && bytes.length > largestDatagram) {
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

/** The state of the recording. It is put together on request, so only a refusal asks for it. */
type Recorded = Pick<SessionLog, 'policy' | 'state'>;

/** Why nothing may be sent in this phase and with this recording, in a sentence; null when sending is allowed. */
export function whyNothingIsSent(phase: SessionInfo['phase'], log: Recorded): string | null {
  if (phase === 'waiting')
    return 'This connection is waiting to reconnect, so nothing was sent. Connect now, or send when it is open.';
  if (phase !== 'open') return 'This connection is not open, so nothing was sent.';
  const { sends } = log.policy;
  if (sends === 'go' || sends === 'wait') return null;
  const recording = log.state;
  return 'message' in recording
    ? `Nothing was sent, because it could not be recorded. ${recording.message}`
    : null;
}

function refusal(message: string): WirebenchError {
  return new WirebenchError('BAD_REQUEST', message);
}
