import { isUnsecured } from './outcome.ts';
import { to, type StreamState, type StreamStep } from './state.ts';

/**
 * Begins to end our side. The FIN is not queued behind bytes that still wait, because a reset cannot overtake a FIN on its way; and during
 * the switch to TLS, the FIN waits for that to finish.
 */
export function beginFin(state: StreamState, isTold: boolean): StreamStep {
  if (state.fin !== null) return to({ ...state, fin: { ...state.fin, isTold: state.fin.isTold || isTold } });
  return isUnsecured(state.carrier)
    ? to({ ...state, fin: { at: 'waiting', isTold } })
    : to({ ...state, fin: { at: 'draining', isTold } }, { type: 'drain' });
}

/** Continues a FIN that has waited for TLS. */
export function resumeFin(state: StreamState): StreamStep {
  return state.fin?.at === 'waiting'
    ? to({ ...state, fin: { ...state.fin, at: 'draining' } }, { type: 'drain' })
    : to(state);
}
