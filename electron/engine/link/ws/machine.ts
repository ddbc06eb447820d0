import { stillSendingMs } from '../link.ts';
import { visible } from '../../../../shared/bytes/visibleText.ts';
import { abnormalCode } from './closeCodes.ts';
import { largestPendingPongs } from './limits.ts';
import { describeWsEnd } from './outcome.ts';
import type { DueClose } from './patientWebSocket.ts';
import { to, type WsEffect, type WsEvent, type WsPhase, type WsState, type WsStep } from './state.ts';

/** The peer must not take what it has of a message for all of it. */
const goingAway: DueClose = { code: 1001, reason: Buffer.from('A message was not sent to its end.') };
const normalClosure: DueClose = { code: 1000, reason: undefined };

/** The next state of a WebSocket after an event, and the effects to carry out. Nothing follows `tellClosed`. */
export function wsStep(state: WsState, event: WsEvent): WsStep {
  if (state.phase.name === 'closed') return to(state);
  switch (event.type) {
    case 'closeRequested':
      return closeRequested(state, event);
    case 'resetRequested':
      return resetRequested(state);
    case 'pauseRequested':
      return pauseRequested(state);
    case 'resumeRequested':
      return resumeRequested(state, event.atUs);
    case 'peerClosed':
      return peerClosed(state, event.close, event.atUs);
    case 'breached':
      return breached(state, event.close);
    case 'brokeProtocol':
      return to({ ...state, breach: event.breach }, { type: 'tellBroken', trail: event.trail });
    case 'owedSent':
      return owedSent(state);
    case 'drained':
      return drained(state, event.atUs);
    case 'pinged':
      return pinged(state, event.bytes, event.atUs);
    case 'pongLeft':
      return pongLeft(state);
    case 'peerStillSent':
      return peerStillSent(state);
    case 'peerEnded':
      return peerEnded(state, event.atUs);
    case 'failed':
      return to({
        ...state,
        problem: event.where === 'socket' ? event.error : (state.problem ?? event.error),
      });
    case 'deadlinePassed':
      return deadlinePassed(state, event.atUs);
    case 'socketClosed':
      return socketClosed(state, event);
  }
}

/**
 * Decides about a message that has arrived: report it, report it and cut with `peerStillSent`, or drop it because nobody is left to receive
 * it. Called for every message; allocates nothing.
 */
export function onMessage({ phase, isHeld }: WsState, atUs: number): 'tell' | 'drop' | 'cut' {
  if (phase.name === 'closed') return 'drop';
  if (phase.name !== 'closing' || isHeld || phase.cut !== null) return 'tell';
  return atUs > phase.cutFromUs ? 'cut' : 'tell';
}

/** True while our close frame has not been sent, and the connection exists. */
export function canSend({ phase }: WsState): boolean {
  switch (phase.name) {
    case 'open':
    case 'theyClosed':
    case 'breached':
      return true;
    case 'theyEnded':
    case 'answered':
    case 'closing':
    case 'resetting':
    case 'closed':
      return false;
  }
}

function closeRequested(
  state: WsState,
  { isWithinMessage, atUs }: Extract<WsEvent, { type: 'closeRequested' }>,
): WsStep {
  // `ws` has no time limit of its own when the peer ended without a close frame.
  const timed = withDeadline(state);
  const close = frameToSend(state.phase, isWithinMessage);
  if (close === null) return timed;
  const phase: WsPhase = { name: 'closing', cutFromUs: cutFrom(atUs), isLast: false, cut: null };
  // The peer's close frame must be read for the handshake to end.
  const { state: next, effects } = readOn({ ...timed.state, phase, isHeld: false });
  return to(next, ...timed.effects, ...effects, { type: 'sendClose', close, atUs });
}

/** A peer may send on for as long after reading has begun. */
function cutFrom(atUs: number): number {
  return atUs + stillSendingMs * 1000;
}

function pauseRequested(state: WsState): WsStep {
  if (state.phase.name === 'closing' && state.phase.isLast) return to(state);
  return to({ ...state, isHeld: true, isPaused: true }, { type: 'pauseReading' });
}

/** What the peer of a closing WebSocket has sent while it was held is read only now. */
function resumeRequested(state: WsState, atUs: number): WsStep {
  const { phase, isHeld } = state;
  const isReadAgain = phase.name === 'closing' && isHeld;
  const next: WsState = isReadAgain ? { ...state, phase: { ...phase, cutFromUs: cutFrom(atUs) } } : state;
  return readOn({ ...next, isHeld: false });
}

/** A peer is late only where it was read from. */
function deadlinePassed(state: WsState, atUs: number): WsStep {
  const { phase, isHeld, hasDeadline } = state;
  if (!hasDeadline) return to(state);
  if (phase.name !== 'closing') return to(state, { type: 'terminate' });
  if ((isHeld || atUs < phase.cutFromUs) && !phase.isLast && phase.cut === null) {
    const last: WsPhase = { ...phase, isLast: true, cutFromUs: cutFrom(atUs) };
    const { state: next, effects } = readOn({ ...state, isHeld: false, phase: last });
    return to(next, { type: 'tellReadsOn' }, { type: 'extendDeadline' }, ...effects);
  }
  return to({ ...state, phase: { ...phase, cut: phase.cut ?? 'late' } }, { type: 'terminate' });
}

/** The close frame to send when closing is requested; null for none. */
function frameToSend(phase: WsPhase, isWithinMessage: boolean): DueClose | null {
  switch (phase.name) {
    case 'open':
      return isWithinMessage ? goingAway : normalClosure;
    case 'theyClosed':
    case 'breached':
      return phase.due;
    case 'theyEnded':
    case 'answered':
    case 'closing':
    case 'resetting':
    case 'closed':
      return null;
  }
}

/** Without a close frame, so the peer receives no code. */
function resetRequested(state: WsState): WsStep {
  if (state.phase.name === 'resetting') return to(state);
  const { state: next, effects } = withDeadline({ ...state, phase: { name: 'resetting' } });
  return to(next, ...effects, { type: 'reset' });
}

function withDeadline(state: WsState): WsStep {
  return state.hasDeadline ? to(state) : to({ ...state, hasDeadline: true }, { type: 'startDeadline' });
}

function peerClosed(state: WsState, due: DueClose, atUs: number): WsStep {
  if (state.isPeersTold) return to(state);
  const told: readonly WsEffect[] = [
    { type: 'tellClose', direction: 'in', close: due, atUs },
    { type: 'keepLate' },
  ];
  const next: WsState = { ...state, isPeersTold: true };
  if (state.phase.name !== 'open') return to(next, ...told);
  return to({ ...next, phase: { name: 'theyClosed', due, at: 'asking' } }, ...told, { type: 'askOwed' });
}

function breached(state: WsState, due: DueClose): WsStep {
  if (state.phase.name !== 'open') return to(state);
  return to({ ...state, phase: { name: 'breached', due, at: 'asking' } }, { type: 'askOwed' });
}

/** The close frame waits for sends under way: otherwise the peer's time to end would begin before it could have read that frame. */
function owedSent(state: WsState): WsStep {
  const { phase } = state;
  const isDue = phase.name === 'theyClosed' || phase.name === 'breached';
  if (!isDue || phase.at !== 'asking') return to(state);
  return to({ ...state, phase: { ...phase, at: 'draining' } }, { type: 'drain' });
}

function drained(state: WsState, atUs: number): WsStep {
  const { phase } = state;
  const isDue = phase.name === 'theyClosed' || phase.name === 'breached';
  return isDue && phase.at === 'draining' ? answer(state, phase.due, atUs) : to(state);
}

/** `ws` sends no close frame once the peer has ended, so ours leaves at once. */
function peerEnded(state: WsState, atUs: number): WsStep {
  const { phase } = state;
  switch (phase.name) {
    case 'open':
      return to({ ...state, phase: { name: 'theyEnded' } });
    case 'theyClosed':
    case 'breached':
      return answer(state, phase.due, atUs);
    case 'theyEnded':
    case 'answered':
    case 'closing':
    case 'resetting':
    case 'closed':
      return to(state);
  }
}

function answer(state: WsState, close: DueClose, atUs: number): WsStep {
  return to({ ...state, phase: { name: 'answered' } }, { type: 'sendClose', close, atUs });
}

/** Too many waiting pongs hold the peer, until half of them have left. */
function pinged(state: WsState, bytes: Uint8Array, atUs: number): WsStep {
  if (!canSend(state)) return to(state);
  const pendingPongs = state.pendingPongs + 1;
  const pong: WsEffect = { type: 'pong', bytes, atUs };
  return pendingPongs === largestPendingPongs
    ? to({ ...state, pendingPongs, isPaused: true }, { type: 'pauseReading' }, pong)
    : to({ ...state, pendingPongs }, pong);
}

function pongLeft(state: WsState): WsStep {
  const next = { ...state, pendingPongs: state.pendingPongs - 1 };
  return next.pendingPongs < largestPendingPongs / 2 ? readOn(next) : to(next);
}

/** Pongs that wait hold a peer only while there can be more of them. */
function readOn(state: WsState): WsStep {
  const isFull = state.pendingPongs >= largestPendingPongs && canSend(state);
  return !state.isHeld && state.isPaused && !isFull
    ? to({ ...state, isPaused: false }, { type: 'resumeReading' })
    : to(state);
}

function peerStillSent(state: WsState): WsStep {
  const { phase } = state;
  if (phase.name !== 'closing') return to(state);
  return to({ ...state, phase: { ...phase, cut: 'stillSending' } }, { type: 'terminate' });
}

function socketClosed(state: WsState, event: Extract<WsEvent, { type: 'socketClosed' }>): WsStep {
  const { phase } = state;
  if (phase.name === 'closed') return to(state);
  const { code, reason, lastBytesAtUs, atUs } = event;
  const closeReason = reason.toString('utf8');
  const end = describeWsEnd(state, code, visible(closeReason));
  const outcome = { ...end, closeCode: code, closeReason };
  const isPeersTold = state.isPeersTold || code !== abnormalCode;
  return to(
    { ...state, isPeersTold, phase: { name: 'closed', from: phase } },
    ...(isCutOff(state, code) ? [{ type: 'tellCutOff' } as const] : []),
    ...(isPeersTold && !state.isPeersTold
      ? [{ type: 'tellClose', direction: 'in', close: { code, reason }, atUs: lastBytesAtUs } as const]
      : []),
    { type: 'tellLate' },
    { type: 'tellClosed', outcome, atUs },
  );
}

/** True when neither a breach nor our cut has already explained the leftover bytes. */
function isCutOff({ phase, breach }: WsState, code: number): boolean {
  const isCut = phase.name === 'closing' && phase.cut === 'stillSending';
  return code === abnormalCode && breach === null && !isCut;
}
