import { isUnsecured } from './outcome.ts';
import { to, type StreamState, type StreamStep } from './state.ts';

/**
 * Begins to end our side. The FIN is not queued behind what still waits, because a FIN on its way cannot be overtaken by a reset; and on
 * the way to TLS it waits for that.
 */
export function beginFin(state: StreamState, isTold: boolean): StreamStep {
  if (state.fin !== null) return to({ ...state, fin: { ...state.fin, isTold: state.fin.isTold || isTold } });
  return isUnsecured(state.carrier)
    ? to({ ...state, fin: { at: 'waiting', isTold } })
    : to({ ...state, fin: { at: 'draining', isTold } }, { type: 'drain' });
}

/** Goes on with a FIN that has waited for TLS. */
export function resumeFin(state: StreamState): StreamStep {
  return state.fin?.at === 'waiting'
    ? to({ ...state, fin: { ...state.fin, at: 'draining' } }, { type: 'drain' })
    : to(state);
}
