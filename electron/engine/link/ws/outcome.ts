import type { LinkOutcome } from '../link.ts';
import { describeProblem } from '../networkProblems.ts';
import { abnormalCode, describeClosure } from './closeCodes.ts';
import type { WsState } from './state.ts';

/** Says how the link ended; `code` and `reason` are those of the peer's close frame. */
export function describeWsEnd(state: WsState, code: number, reason: string): LinkOutcome {
  const { remote, phase, breach, problem } = state;
  if (phase.name === 'resetting') return { clean: true, reason: 'Reset from our side.', code: null };
  if (breach !== null) return { clean: false, reason: breach.reason, code: breach.name };
  if (phase.name === 'closing') {
    const how = code === abnormalCode ? ` ${describeUnanswered(state, phase.cut)}` : '';
    const kept = phase.cut === 'stillSending' ? { keptSending: true } : {};
    return { clean: true, reason: `Disconnected.${how}`, ...kept };
  }
  if (code === abnormalCode) {
    return {
      clean: false,
      reason:
        problem === null
          ? `${remote} ended the connection without a close frame (code 1006).`
          : `${describeProblem(problem, remote)} No close frame came (code 1006).`,
    };
  }
  return { clean: true, reason: describeClosure(remote, code, reason) };
}

/** Our close frame had no answer; `cut` says why we cut the connection, if we did. */
function describeUnanswered({ remote, problem }: WsState, cut: 'late' | 'stillSending' | null): string {
  switch (cut) {
    case 'late':
      return `${remote} did not answer the close frame, so the connection was cut.`;
    case 'stillSending':
      return `${remote} kept sending, so the connection was cut.`;
    case null:
      return problem === null
        ? `${remote} ended the connection without answering the close frame.`
        : `${describeProblem(problem, remote)} The close frame was not answered.`;
  }
}

/** Why a message did not leave; `error` is from `ws`. */
export function describeUnsent({ phase: now, breach, problem, remote }: WsState, error: Error): string {
  const phase = now.name === 'closed' ? now.from : now;
  if (phase.name === 'resetting') return 'The connection was reset before everything was sent.';
  if (breach !== null) return breach.reason;
  if (problem !== null) return describeProblem(problem, remote);
  return phase.name === 'closing'
    ? 'The connection was closed before everything was sent.'
    : describeProblem(error, remote);
}
