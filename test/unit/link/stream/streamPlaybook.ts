import { streamStep } from '../../../../electron/engine/link/stream/machine.ts';
import {
  openStream,
  type StreamEffect,
  type StreamEvent,
  type StreamState,
} from '../../../../electron/engine/link/stream/state.ts';
import { messageOf } from '../../../../shared/base/errors.ts';
import { Playbook } from '../../../support/playbook.ts';
import { tlsFacts as tls } from '../../../support/sampleFacts.ts';

/** Events, with what a test cares little about. */
export const end: StreamEvent = { type: 'endRequested' };
export const close: StreamEvent = { type: 'closeRequested', atUs: 1000 };
export const reset: StreamEvent = { type: 'resetRequested' };
export const startTls: StreamEvent = { type: 'tlsRequested' };
export const peerEnded: StreamEvent = { type: 'peerEnded', atUs: 2000 };
export const peerStillSent: StreamEvent = { type: 'peerStillSent' };
export const answered: StreamEvent = { type: 'answered' };
export const drained: StreamEvent = { type: 'drained' };
export const finSent: StreamEvent = { type: 'finSent', atUs: 3000 };
export const deadlinePassed: StreamEvent = { type: 'deadlinePassed', atUs: 2_001_000 };
export const pause: StreamEvent = { type: 'pauseRequested' };
export const resume = (atUs: number): StreamEvent => ({ type: 'resumeRequested', atUs });
export const socketClosed: StreamEvent = { type: 'socketClosed', atUs: 4000 };
export const prepared: StreamEvent = { type: 'prepared' };
export const talked: StreamEvent = { type: 'talked' };
export const secured: StreamEvent = { type: 'secured', tls, warning: null, atUs: 5000 };

export const failed = (code: string, where: 'socket' | 'below' = 'socket'): StreamEvent => {
  return { type: 'failed', where, error: Object.assign(new Error(code), { code }) };
};
export const tlsFailed = (error: unknown): StreamEvent => ({ type: 'tlsFailed', error });

export type StreamPlaybook = Playbook<StreamState, StreamEvent, StreamEffect>;

/** A stream to `x:1` that is connected just now. */
export function streamPlaybook({ isHalfOpen = false, isTls = false } = {}): StreamPlaybook {
  return new Playbook(streamStep, openStream('x:1', isHalfOpen, isTls ? 'secured' : 'plain'), say);
}

function say(effect: StreamEffect): string {
  if (effect.type === 'tellEnded') return `tellEnded ${effect.direction}`;
  if (effect.type === 'tellClosed') return `tellClosed: ${effect.outcome.reason}`;
  return effect.type === 'refuseTls' ? `refuseTls: ${messageOf(effect.error)}` : effect.type;
}
