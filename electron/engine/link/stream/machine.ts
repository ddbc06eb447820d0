import { stillSendingMs } from '../link.ts';
import { beginFin, resumeFin } from './fin.ts';
import { describeEnd, isUnsecured } from './outcome.ts';
import { to, type StreamEvent, type StreamPhase, type StreamState, type StreamStep } from './state.ts';
import {
  cancelTls,
  tlsFailed,
  tlsPrepared,
  tlsRequested,
  tlsSecured,
  tlsTalked,
  tlsUnprepared,
} from './tlsSteps.ts';

/** The next state of a stream after an event, and the effects to carry out. Nothing follows `tellClosed`. */
export function streamStep(state: StreamState, event: StreamEvent): StreamStep {
  if (state.phase.name === 'closed') return afterClosed(state, event);
  switch (event.type) {
    case 'endRequested':
      return endRequested(state);
    case 'closeRequested':
      return closeRequested(state, event.atUs);
    case 'resetRequested':
      return resetRequested(state);
    case 'pauseRequested':
      return holding(state, true);
    case 'resumeRequested':
      return resumeRequested(state, event.atUs);
    case 'peerEnded':
      return peerEnded(state, event.atUs);
    case 'peerStillSent':
      return peerStillSent(state);
    case 'answered':
      return answered(state);
    case 'drained':
      return drained(state);
    case 'finSent':
      return finSent(state, event.atUs);
    case 'failed':
      return failed(state, event);
    case 'deadlinePassed':
      return deadlinePassed(state, event.atUs);
    case 'socketClosed':
      return socketClosed(state, event.atUs);
    case 'tlsRequested':
      return tlsRequested(state);
    case 'prepared':
      return tlsPrepared(state);
    case 'prepareFailed':
      return tlsUnprepared(state, event.error);
    case 'talked':
      return tlsTalked(state);
    case 'secured':
      return tlsSecured(state, event);
    case 'tlsFailed':
      return tlsFailed(state, event.error);
  }
}

/**
 * Decides about bytes that have arrived: report them, report them and cut with `peerStillSent`, or drop them because nobody is left to
 * receive them. Called for every chunk; allocates nothing.
 */
export function onBytes({ phase, isHeld }: StreamState, atUs: number): 'tell' | 'drop' | 'cut' {
  switch (phase.name) {
    case 'open':
    case 'weEnded':
    case 'theyEnded':
    case 'answering':
    case 'bothEnded':
    case 'resetting':
      return 'tell';
    case 'closing':
      return atUs > phase.cutFromUs && !isHeld && phase.cut === null ? 'cut' : 'tell';
    case 'closed':
      return 'drop';
  }
}

/** Decides about a message: write it, wait for TLS, or refuse it with `failedSend`. */
export function onSend({ phase, carrier }: StreamState): 'write' | 'wait' | 'refuse' {
  if ((phase.name !== 'open' && phase.name !== 'theyEnded') || carrier === 'failed') return 'refuse';
  return isUnsecured(carrier) ? 'wait' : 'write';
}

/** A handshake that has finished all the same leaves a socket. */
function afterClosed(state: StreamState, event: StreamEvent): StreamStep {
  return event.type === 'secured' ? to(state, { type: 'destroy' }) : to(state);
}

function endRequested(state: StreamState): StreamStep {
  switch (state.phase.name) {
    case 'open':
      return beginFin({ ...state, phase: { name: 'weEnded' } }, true);
    case 'theyEnded':
    case 'answering':
      return beginFin({ ...state, phase: { name: 'bothEnded', first: 'they' } }, true);
    case 'weEnded':
    case 'bothEnded':
    case 'closing':
    case 'resetting':
    case 'closed':
      return to(state);
  }
}

function closeRequested(state: StreamState, atUs: number): StreamStep {
  if (state.phase.name === 'closing' || state.phase.name === 'resetting') return to(state);
  const phase: StreamPhase = { name: 'closing', cutFromUs: cutFrom(atUs), isLast: false, cut: null };
  const cancelled = cancelTls({ ...state, phase });
  if (cancelled.state.carrier === 'cancelling') {
    return to(cancelled.state, { type: 'startDeadline' }, ...cancelled.effects);
  }
  // The peer's FIN comes after everything it sent before, so all of that must be read.
  const { state: next, effects } = beginFin({ ...cancelled.state, isHeld: false }, false);
  return to(next, { type: 'startDeadline' }, ...cancelled.effects, { type: 'resumeReading' }, ...effects);
}

/** A peer may send on for as long after reading has begun. */
function cutFrom(atUs: number): number {
  return atUs + stillSendingMs * 1000;
}

function resetRequested(state: StreamState): StreamStep {
  const { phase } = state;
  if (phase.name === 'resetting') return to(state);
  const { state: next, effects } = cancelTls({ ...state, phase: { name: 'resetting', isLate: false } });
  // A closing link has its deadline already.
  if (phase.name === 'closing') return to(next, ...effects, { type: 'reset' });
  return to(next, { type: 'startDeadline' }, ...effects, { type: 'reset' });
}

/** What a closing link has sent while it was held is read only now. */
function resumeRequested(state: StreamState, atUs: number): StreamStep {
  const { phase, isHeld } = state;
  const isReadAgain = phase.name === 'closing' && isHeld;
  return holding(isReadAgain ? { ...state, phase: { ...phase, cutFromUs: cutFrom(atUs) } } : state, false);
}

/** While TLS handles the socket, TLS holds it. */
function holding(state: StreamState, isHeld: boolean): StreamStep {
  if (state.phase.name === 'closing' && state.phase.isLast) return to(state);
  const next = { ...state, isHeld };
  const isTaken = state.carrier === 'handshaking' || state.carrier === 'cancelling';
  return isTaken ? to(next) : to(next, { type: isHeld ? 'pauseReading' : 'resumeReading' });
}

function peerEnded(state: StreamState, atUs: number): StreamStep {
  const { phase, carrier, isHalfOpen } = state;
  const told = { type: 'tellEnded', direction: 'in', atUs } as const;
  const isAnswered = !isHalfOpen || (isUnsecured(carrier) && carrier !== 'preparing');
  const asked = isAnswered ? [{ type: 'askOwed' } as const] : [];
  switch (phase.name) {
    case 'open':
      return to({ ...state, phase: { name: 'theyEnded' } }, told, ...asked);
    case 'weEnded':
      return to({ ...state, phase: { name: 'bothEnded', first: 'we' } }, told, ...asked);
    case 'closing':
    case 'resetting':
      return to(state, told);
    case 'theyEnded':
    case 'answering':
    case 'bothEnded':
    case 'closed':
      return to(state);
  }
}

/** No more messages are accepted from now on, so that the FIN can leave; a FIN that waited for TLS waits no longer. */
function answered(state: StreamState): StreamStep {
  switch (state.phase.name) {
    case 'theyEnded': {
      const fin = { at: 'draining', isTold: false } as const;
      return to({ ...state, phase: { name: 'answering' }, fin }, { type: 'drain' });
    }
    case 'bothEnded':
      return resumeFin(state);
    case 'open':
    case 'weEnded':
    case 'answering':
    case 'closing':
    case 'resetting':
    case 'closed':
      return to(state);
  }
}

/** A reset does not wait for earlier sends, and has destroyed the socket by then. */
function drained(state: StreamState): StreamStep {
  const { fin, phase } = state;
  if (fin?.at !== 'draining' || phase.name === 'resetting') return to(state);
  return to({ ...state, fin: { ...fin, at: 'leaving' } }, { type: 'sendFin' });
}

function finSent(state: StreamState, atUs: number): StreamStep {
  const { fin } = state;
  if (fin?.at !== 'leaving') return to(state);
  const next: StreamState = { ...state, fin: { ...fin, at: 'sent' } };
  return fin.isTold ? to(next, { type: 'tellEnded', direction: 'out', atUs }) : to(next);
}

/** A held link still has bytes in its socket, which came before the error. */
function failed(state: StreamState, { where, error }: Extract<StreamEvent, { type: 'failed' }>): StreamStep {
  const next = { ...state, problem: state.problem ?? error };
  const isRead = where === 'socket' && state.carrier !== 'handshaking' && state.carrier !== 'cancelling';
  return isRead ? to(next, { type: 'readRest' }) : to(next);
}

function peerStillSent(state: StreamState): StreamStep {
  const { phase } = state;
  return phase.name === 'closing' ? cut(state, { ...phase, cut: 'stillSending' }) : to(state);
}

/** A peer is late only where it was read from. */
function deadlinePassed(state: StreamState, atUs: number): StreamStep {
  const { phase, isHeld, carrier } = state;
  if (phase.name === 'closing') {
    const isUnread = (isHeld || atUs < phase.cutFromUs) && !isUnsecured(carrier);
    if (isUnread && !phase.isLast && phase.cut === null)
      return readOn(state, { ...phase, isLast: true }, atUs);
    return cut(state, { ...phase, cut: phase.cut ?? 'late' });
  }
  return phase.name === 'resetting' ? cut(state, { ...phase, isLate: true }) : to(state);
}

function readOn(state: StreamState, phase: StreamPhase & { name: 'closing' }, atUs: number): StreamStep {
  const next: StreamState = { ...state, isHeld: false, phase: { ...phase, cutFromUs: cutFrom(atUs) } };
  return to(next, { type: 'tellReadsOn' }, { type: 'extendDeadline' }, { type: 'resumeReading' });
}

/** A TLS attempt that has not finished by now is not awaited any longer. */
function cut(state: StreamState, phase: StreamPhase): StreamStep {
  const carrier = isUnsecured(state.carrier) ? 'failed' : state.carrier;
  return to({ ...state, phase, carrier }, { type: 'destroy' });
}

function socketClosed(state: StreamState, atUs: number): StreamStep {
  const { phase, carrier } = state;
  switch (carrier) {
    case 'talking':
      return cancelTls(state);
    case 'handshaking':
    case 'cancelling':
      // The TLS result that follows says why it ended.
      return to(state);
    case 'plain':
    case 'preparing':
    case 'secured':
    case 'failed': {
      if (phase.name === 'closed') return to(state);
      const outcome = describeEnd(state);
      return to({ ...state, phase: { name: 'closed', from: phase } }, { type: 'tellClosed', outcome, atUs });
    }
  }
}
