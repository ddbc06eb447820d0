import { hasEnded, type SessionInfo, type SessionPhase } from '../../../shared/model/session.ts';
import type { MulticastGroup } from '../../../shared/model/udpOptions.ts';
import type { LinkOutcome } from '../link/link.ts';

/** The part of a session that changes with events, not by counting. Times in microseconds since the epoch. */
export interface SessionState {
  readonly phase: SessionPhase;
  readonly reason: string | null;
  readonly problem: SessionInfo['problem'];
  readonly retry: SessionInfo['retry'];
  readonly openedAt: number | null;
  readonly endedAt: number | null;
  readonly local: string | null;
  readonly remote: string | null;
  readonly url: string | null;
  readonly subprotocol: string | null;
  readonly groups: MulticastGroup[];
}

/** Everything that can change the state of a session. */
export type SessionEvent =
  | { readonly type: 'listening'; readonly local: string; readonly url: string; readonly at: number }
  | {
      readonly type: 'clientOpened';
      readonly local: string;
      readonly remote: string;
      readonly subprotocol: string | null;
      readonly at: number;
    }
  | { readonly type: 'groupsChanged'; readonly groups: readonly MulticastGroup[] }
  /** A client was closed or failed, and will connect again. */
  | {
      readonly type: 'waiting';
      readonly outcome: LinkOutcome;
      readonly retry: NonNullable<SessionInfo['retry']>;
    }
  | { readonly type: 'retrying'; readonly at: number }
  | { readonly type: 'closeRequested' }
  | { readonly type: 'closed'; readonly outcome: LinkOutcome; readonly at: number };

/** Before anything has answered. */
export const initialState: SessionState = {
  phase: 'connecting',
  reason: null,
  problem: null,
  retry: null,
  openedAt: null,
  endedAt: null,
  local: null,
  remote: null,
  url: null,
  subprotocol: null,
  groups: [],
};

/** The session's only transitions. Events after the end change nothing. */
export function nextState(state: SessionState, event: SessionEvent): SessionState {
  if (hasEnded(state.phase)) return state;
  switch (event.type) {
    case 'listening':
      return { ...state, ...opened(state, event.at), local: event.local, url: event.url };
    case 'clientOpened': {
      const { local, remote, subprotocol } = event;
      return { ...state, ...opened(state, event.at), local, remote, subprotocol, retry: null };
    }
    case 'groupsChanged':
      return { ...state, groups: [...event.groups] };
    case 'waiting':
      return {
        ...state,
        phase: 'waiting',
        reason: event.outcome.reason,
        problem: problemOf(event.outcome),
        retry: event.retry,
      };
    case 'retrying':
      return { ...state, phase: 'connecting', reason: null, problem: null };
    case 'closeRequested':
      return { ...state, phase: 'closing', retry: null };
    case 'closed': {
      // A close that was asked for is not a failure, however the peer reacted.
      const isClosed = event.outcome.clean || state.phase === 'closing';
      return {
        ...state,
        phase: isClosed ? 'closed' : 'failed',
        reason: event.outcome.reason,
        problem: isClosed ? null : problemOf(event.outcome),
        retry: null,
        endedAt: event.at,
      };
    }
  }
}

/** A close requested while connecting holds, even if the connection still comes about. */
function opened(state: SessionState, at: number): Pick<SessionState, 'phase' | 'openedAt'> {
  if (state.phase === 'closing') return { phase: 'closing', openedAt: state.openedAt ?? at };
  return { phase: 'open', openedAt: state.phase === 'open' ? state.openedAt : at };
}

function problemOf(outcome: LinkOutcome): SessionInfo['problem'] {
  const { clean, code = null, field = null, allows, heldBy } = outcome;
  if (clean) return null;
  return { code, field, ...(allows !== undefined && { allows }), ...(heldBy !== undefined && { heldBy }) };
}
