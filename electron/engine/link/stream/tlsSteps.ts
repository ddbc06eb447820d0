import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import { resumeFin } from './fin.ts';
import { asProblem, describeEnd } from './outcome.ts';
import { to, type StreamEffect, type StreamEvent, type StreamState, type StreamStep } from './state.ts';

/** The way to TLS: preparing, talking, handshaking, secured. */

export function tlsRequested(state: StreamState): StreamStep {
  if (state.phase.name !== 'open' || state.carrier !== 'plain') return to(state);
  return to({ ...state, carrier: 'preparing' }, { type: 'prepareTls' });
}

export function tlsPrepared(state: StreamState): StreamStep {
  const { carrier, phase, isHalfOpen } = state;
  if (carrier !== 'preparing') return to(state);
  // Without its peer, a stream cannot switch to TLS: now even one that stays open after the peer's FIN answers it.
  const isDue = isHalfOpen && (phase.name === 'theyEnded' || phase.name === 'bothEnded');
  const asked = isDue ? [{ type: 'askOwed' } as const] : [];
  return to({ ...state, carrier: 'talking' }, { type: 'talk' }, ...asked);
}

/** The stream stays unchanged. */
export function tlsUnprepared(state: StreamState, error: unknown): StreamStep {
  if (state.carrier !== 'preparing') return to(state);
  const { reason } = problemOf(error, state.remote);
  const unsent = new LinkProblem(`TLS could not be started, so this was not sent. ${reason}`);
  return stayPlain(state, { type: 'refuseTls', error, unsent });
}

function stayPlain(state: StreamState, refused: StreamEffect): StreamStep {
  const { state: next, effects } = resumeFin({ ...state, carrier: 'plain' });
  return to(next, refused, ...effects);
}

export function tlsTalked(state: StreamState): StreamStep {
  if (state.carrier === 'talking') return to({ ...state, carrier: 'handshaking' }, { type: 'shakeHands' });
  return state.carrier === 'cancelling' ? giveUp(state) : to(state);
}

export function tlsSecured(state: StreamState, event: Extract<StreamEvent, { type: 'secured' }>): StreamStep {
  // The link was closed meanwhile, and the handshake has produced a socket all the same.
  if (state.carrier === 'cancelling') return giveUp(state);
  if (state.carrier === 'failed') return to(state, { type: 'destroy' });
  if (state.carrier !== 'handshaking') return to(state);
  const { tls, warning, atUs } = event;
  const { state: next, effects } = resumeFin({ ...state, carrier: 'secured' });
  return to(next, { type: 'tellSecured', tls, warning, atUs }, { type: 'release' }, ...effects);
}

export function tlsFailed(state: StreamState, error: unknown): StreamStep {
  switch (state.carrier) {
    case 'talking':
    case 'handshaking':
      return giveUp({ ...state, problem: asProblem(error, state.remote) });
    case 'cancelling':
      return giveUp(state);
    case 'plain':
    case 'preparing':
    case 'secured':
    case 'failed':
      return to(state);
  }
}

function giveUp(state: StreamState): StreamStep {
  const failed: StreamState = { ...state, carrier: 'failed' };
  return to(failed, refusal(failed), { type: 'destroy' });
}

/** Why TLS, and the sends that waited for it, failed. */
function refusal(state: StreamState): StreamEffect {
  const { reason } = describeEnd(state);
  const { problem } = state;
  const error = problem instanceof LinkProblem ? problem : new LinkProblem(reason);
  return { type: 'refuseTls', error, unsent: new LinkProblem(reason) };
}

/** The link is ending during the switch to TLS: the work under way is aborted, and returns as `tlsFailed`. */
export function cancelTls(state: StreamState): StreamStep {
  switch (state.carrier) {
    case 'preparing':
      return stayPlain(state, refusal(state));
    case 'talking':
    case 'handshaking':
      return to({ ...state, carrier: 'cancelling' }, { type: 'abortTls' });
    case 'plain':
    case 'secured':
    case 'cancelling':
    case 'failed':
      return to(state);
  }
}
