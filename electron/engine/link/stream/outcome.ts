import { LinkProblem } from '../../base/linkProblem.ts';
import { closeTimeoutMs, type LinkOutcome } from '../link.ts';
import { problemOf } from '../networkProblems.ts';
import { optionOfAlert } from '../tls/alertOption.ts';
import type { Carrier, StreamPhase, StreamState } from './state.ts';

/** TLS was requested, and is not established yet. */
export function isUnsecured(carrier: Carrier): boolean {
  return carrier !== 'plain' && carrier !== 'secured';
}

/** How the link ended, if it ends now. */
export function describeEnd(state: StreamState): LinkOutcome {
  const { remote, phase, problem } = state;
  const isClosing = phase.name === 'closing';
  if (phase.name === 'resetting') {
    const late = `The connection was cut: its FIN did not leave within ${closeTimeoutMs / 1000} seconds, so no reset could follow it.`;
    return { clean: true, reason: phase.isLate ? late : 'Reset from our side.', code: null };
  }
  // A cancelled handshake's error is not worth reporting.
  if (isClosing && (problem === null || isUnsecured(state.carrier))) {
    const kept = phase.cut === 'stillSending' ? { keptSending: true } : {};
    return { clean: true, reason: `Disconnected.${whyCut(phase.cut, remote)}`, ...kept };
  }
  if (problem !== null) {
    const told = problemOf(problem, remote);
    return { clean: isClosing, ...told, field: fieldOf(state.carrier, problem, told.code) };
  }
  return isUnsecured(state.carrier)
    ? { clean: false, reason: `${remote} closed the connection before it was secured by TLS.` }
    : { clean: true, reason: whoEnded(phase, remote) };
}

function whyCut(cut: 'late' | 'stillSending' | null, remote: string): string {
  switch (cut) {
    case 'stillSending':
      return ` ${remote} kept sending, so the connection was cut.`;
    case 'late':
      return ` ${remote} did not finish within ${closeTimeoutMs / 1000} seconds, so the connection was cut.`;
    case null:
      return '';
  }
}

function whoEnded(phase: StreamPhase, remote: string): string {
  const didWe = phase.name === 'weEnded' || (phase.name === 'bothEnded' && phase.first === 'we');
  return didWe
    ? `Our side ended first (FIN), and ${remote} has ended its side, too.`
    : `${remote} closed the connection.`;
}

/** Under TLS 1.3 a server refuses a client's certificate when the connection is already established. */
function fieldOf(carrier: Carrier, problem: Error, code: string | null): string | null {
  if (problem instanceof LinkProblem) return problem.field;
  return carrier === 'secured' ? optionOfAlert(code) : null;
}

/** Why a message could not be handed to the system; `error` is the socket's, if the socket was asked. */
export function failedSend(state: StreamState, error?: Error): LinkProblem {
  const { remote, problem } = state;
  const phase = state.phase.name === 'closed' ? state.phase.from : state.phase;
  if (problem !== null && phase.name !== 'resetting') return asProblem(problem, remote);
  const reason = whyNotSent(phase, state);
  if (reason !== null) return new LinkProblem(reason);
  return asProblem(error ?? new Error('The socket is no longer open for writing'), remote);
}

function whyNotSent(phase: StreamPhase, { fin, remote }: StreamState): string | null {
  switch (phase.name) {
    case 'resetting':
      return 'The connection was reset before everything was sent.';
    case 'weEnded':
    case 'bothEnded':
      return weEnded;
    case 'theyEnded':
    case 'answering':
      return `${remote} has closed the connection, so nothing more can be sent.`;
    case 'closing':
      return fin?.isTold === true ? weEnded : 'The connection was closed before everything was sent.';
    case 'open':
    case 'closed':
      return null;
  }
}

const weEnded = 'Our side of the connection has ended (FIN), so nothing more can be sent.';

/** Why TLS cannot be started; null when it can. */
export function whyNoTls({ phase, carrier }: StreamState): string | null {
  if (carrier === 'secured') return 'This connection already uses TLS.';
  if (isUnsecured(carrier) && phase.name !== 'closed') {
    return 'TLS is already being started on this connection.';
  }
  return phase.name === 'open' ? null : 'This connection is ending, so TLS can no longer be started on it.';
}

/** An error as a sentence with its code. */
export function asProblem(error: unknown, where: string): LinkProblem {
  if (error instanceof LinkProblem) return error;
  const { reason, code } = problemOf(error, where);
  return new LinkProblem(reason, { code, cause: error });
}
