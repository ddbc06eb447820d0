import type { SessionPhase } from '../../../shared/model/session.ts';
import type { InfoPulse } from './infoPulse.ts';
import { initialState, nextState, type SessionEvent, type SessionState } from './sessionState.ts';

/** The state of a session. Whoever learns of an event applies it here, and whoever depends on the phase asks here. */
export class SessionLife {
  private readonly pulse: Pick<InfoPulse, 'now'>;
  private current: SessionState = initialState;

  constructor(pulse: Pick<InfoPulse, 'now'>) {
    this.pulse = pulse;
  }

  get state(): SessionState {
    return this.current;
  }

  get phase(): SessionPhase {
    return this.current.phase;
  }

  /** Goes on to the state that this event leads to. */
  apply(event: SessionEvent): void {
    this.current = nextState(this.current, event);
    this.pulse.now();
  }
}
