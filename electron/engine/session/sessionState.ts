import type { SessionPhase } from '../../../shared/model/session.ts';
import type { LinkOutcome } from '../link/link.ts';

/** The part of a session that changes by events and not by counting. Times in microseconds since the epoch. */
export interface SessionState {
  readonly phase: SessionPhase;
  readonly reason: string | null;
  readonly openedAt: number | null;
  readonly endedAt: number | null;
  readonly local: string | null;
  readonly remote: string | null;
  readonly url: string | null;
  readonly subprotocol: string | null;
}

/** What happened, as far as it can change the state of a session. */
export type SessionEvent =
  | { readonly type: 'listening'; readonly local: string; readonly url: string; readonly at: number }
  | {
      readonly type: 'clientOpened';
      readonly local: string;
      readonly remote: string;
      readonly subprotocol: string | null;
      readonly at: number;
    }
  | { readonly type: 'closeRequested' }
  | { readonly type: 'closed'; readonly outcome: LinkOutcome; readonly at: number };

/** Before anything has answered. */
export const initialState: SessionState = {
  phase: 'connecting',
  reason: null,
  openedAt: null,
  endedAt: null,
  local: null,
  remote: null,
  url: null,
  subprotocol: null,
};

/** The session's only transitions. What comes after the end changes nothing. */
export function nextState(state: SessionState, event: SessionEvent): SessionState {
  if (hasEnded(state.phase)) return state;
  switch (event.type) {
    case 'listening':
      return { ...state, ...opened(state, event.at), local: event.local, url: event.url };
    case 'clientOpened':
      return {
        ...state,
        ...opened(state, event.at),
        local: event.local,
        remote: event.remote,
        subprotocol: event.subprotocol,
      };
    case 'closeRequested':
      return { ...state, phase: 'closing' };
    case 'closed':
      return {
        ...state,
        // What was asked for is no failure, however the peer took it.
        phase: event.outcome.clean || state.phase === 'closing' ? 'closed' : 'failed',
        reason: event.outcome.reason,
        endedAt: event.at,
      };
  }
}

/** True for the final phases. */
export function hasEnded(phase: SessionPhase): boolean {
  return phase === 'closed' || phase === 'failed';
}

/** A close that was requested while connecting is not undone by the connection that still came about. */
function opened(state: SessionState, at: number): Pick<SessionState, 'phase' | 'openedAt'> {
  return { phase: state.phase === 'closing' ? 'closing' : 'open', openedAt: state.openedAt ?? at };
}
