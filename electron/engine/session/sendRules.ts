import { isUtf8 } from 'node:buffer';
import { WirebenchError } from '../../../shared/base/errors.ts';
import type { EndpointKind } from '../../../shared/model/endpointKinds.ts';
import { messageProblem } from '../../../shared/model/messageProblem.ts';
import type { OutgoingMessage } from '../../../shared/model/sending.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { SessionLog } from './sessionLog.ts';

/** Throws BAD_REQUEST, with a sentence, for a message that this protocol cannot send; the link knows what fits into a datagram to its peer. */
export function checkMessage(endpoint: EndpointKind, message: OutgoingMessage): void {
  const problem = messageProblem(message, { kind: endpoint }, isUtf8);
  if (problem !== null) throw new WirebenchError('BAD_REQUEST', problem.message);
}

/** The state of the recording. It is put together on request, so only a refusal asks for it. */
type Recorded = Pick<SessionLog, 'policy' | 'state'>;

/**
 * Why nothing may be sent in this phase and with this recording, in a sentence; null when sending is allowed. `isBegun`: part of what is to be
 * sent was.
 */
export function whyNothingIsSent(phase: SessionInfo['phase'], log: Recorded, isBegun = false): string | null {
  if (phase !== 'open') {
    if (isBegun) return 'The connection was closed before everything was sent.';
    return phase === 'waiting'
      ? 'This connection is waiting to reconnect, so nothing was sent. Connect now, or send when it is open.'
      : 'This connection is not open, so nothing was sent.';
  }
  const { sends } = log.policy;
  if (sends === 'go' || sends === 'wait') return null;
  const recording = log.state;
  if (!('message' in recording)) return null;
  const why = isBegun
    ? 'The rest could not be recorded.'
    : 'Nothing was sent, because it could not be recorded.';
  return `${why} ${recording.message}`;
}
