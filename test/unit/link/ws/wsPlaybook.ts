import { wsStep } from '../../../../electron/engine/link/ws/machine.ts';
import type { DueClose } from '../../../../electron/engine/link/ws/patientWebSocket.ts';
import {
  openWs,
  type WsEffect,
  type WsEvent,
  type WsState,
} from '../../../../electron/engine/link/ws/state.ts';
import { Playbook } from '../../../support/playbook.ts';

/** Events, with what a test cares little about. */
export const close: WsEvent = { type: 'closeRequested', isWithinMessage: false, atUs: 1000 };
export const reset: WsEvent = { type: 'resetRequested' };
export const pause: WsEvent = { type: 'pauseRequested' };
export const resume: WsEvent = { type: 'resumeRequested', atUs: 1500 };
export const resumeAt = (atUs: number): WsEvent => ({ type: 'resumeRequested', atUs });
export const owedSent: WsEvent = { type: 'owedSent' };
export const drained: WsEvent = { type: 'drained', atUs: 2000 };
export const ping: WsEvent = { type: 'pinged', bytes: new Uint8Array(), atUs: 3000 };
export const pongLeft: WsEvent = { type: 'pongLeft' };
export const peerStillSent: WsEvent = { type: 'peerStillSent' };
export const peerEnded: WsEvent = { type: 'peerEnded', atUs: 4000 };
export const deadlinePassed: WsEvent = { type: 'deadlinePassed', atUs: 2_001_000 };
export const breached: WsEvent = { type: 'breached', close: { code: 1002, reason: undefined } };
export const brokeProtocol: WsEvent = {
  type: 'brokeProtocol',
  breach: { code: 1002, name: 'WS_ERR_INVALID_OPCODE', reason: 'x:1 sent a frame with opcode 0x3.' },
  trail: {
    frame: null,
    message: { opcode: 0, count: 0, payloadBytes: 0 },
    fragments: { bytes: new Uint8Array(), size: 0 },
  },
};

export const failed = (code: string, where: 'socket' | 'ws' = 'socket'): WsEvent => {
  return { type: 'failed', where, error: Object.assign(new Error(code), { code }) };
};

export function peerClosed(code?: number, words = ''): WsEvent {
  const frame: DueClose = { code, reason: code === undefined ? undefined : Buffer.from(words) };
  return { type: 'peerClosed', close: frame, atUs: 5000 };
}

/** The WebSocket is over; 1006 is for one without a close frame of the peer. */
export function socketClosed(code: number, words = ''): WsEvent {
  return { type: 'socketClosed', code, reason: Buffer.from(words), lastBytesAtUs: 6000, atUs: 7000 };
}

export type WsPlaybook = Playbook<WsState, WsEvent, WsEffect>;

/** A WebSocket to `x:1` that has opened just now. */
export function wsPlaybook(): WsPlaybook {
  return new Playbook(wsStep, openWs('x:1'), say);
}

function say(effect: WsEffect): string {
  if (effect.type === 'sendClose') return `sendClose ${codeOf(effect.close)}`;
  if (effect.type === 'tellClose') return `tellClose ${effect.direction} ${codeOf(effect.close)}`;
  return effect.type === 'tellClosed' ? `tellClosed: ${effect.outcome.reason}` : effect.type;
}

function codeOf({ code }: DueClose): string {
  return code === undefined ? 'without code' : String(code);
}
