import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canSend, onMessage, wsStep } from '../../../../electron/engine/link/ws/machine.ts';
import {
  openWs,
  type WsEffect,
  type WsEvent,
  type WsState,
} from '../../../../electron/engine/link/ws/state.ts';
import { count, runOf, typesOf, type Run } from '../../../support/playbook.ts';
import {
  breached,
  brokeProtocol,
  close,
  deadlinePassed,
  drained,
  failed,
  owedSent,
  pause,
  peerClosed,
  peerEnded,
  peerStillSent,
  ping,
  pongLeft,
  reset,
  resume,
  socketClosed,
} from './wsPlaybook.ts';

const events: readonly WsEvent[] = [
  close,
  reset,
  pause,
  resume,
  peerClosed(1000),
  peerClosed(),
  breached,
  brokeProtocol,
  owedSent,
  drained,
  ping,
  pongLeft,
  peerStillSent,
  peerEnded,
  failed('ECONNRESET'),
  failed('EPIPE', 'ws'),
  deadlinePassed,
  socketClosed(1006),
  socketClosed(1000),
];

const anyEvents = fc.array(fc.constantFrom(...events), { maxLength: 24 });

const run = (told: readonly WsEvent[]): Run<WsState, WsEvent, WsEffect> => runOf(wsStep, openWs('x:1'), told);

describe('whatever happens to a WebSocket, in any order', () => {
  it('is told to be closed at most once, and nothing is told or done after that', () => {
    fc.assert(
      fc.property(anyEvents, (told) => {
        const { state, history } = run(told);
        const at = history.findIndex(({ type }) => type === 'tellClosed');
        expect(at >= 0).toBe(state.phase.name === 'closed');
        if (at < 0) return;
        expect(history.slice(at + 1).every((each) => events.includes(each as WsEvent))).toBe(true);
        expect(onMessage(state, 0)).toBe('drop');
        expect(canSend(state)).toBe(false);
      }),
    );
  });

  it('sends one close frame, and nothing after it', () => {
    fc.assert(
      fc.property(anyEvents, (told) => {
        const types = typesOf(run(told));
        expect(count(types, 'sendClose')).toBeLessThanOrEqual(1);
        const at = types.indexOf('sendClose');
        if (at < 0) return;
        expect(types.slice(at)).not.toContain('pong');
        expect(canSend(run(told).state)).toBe(false);
      }),
    );
  });

  it('tells one close frame of the peer', () => {
    fc.assert(
      fc.property(anyEvents, (told) => {
        expect(count(typesOf(run(told)), 'tellClose')).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('closes for the peer’s sake when what is owed was handed over and has left, or the peer has ended', () => {
    fc.assert(
      fc.property(anyEvents, (told) => {
        const types = typesOf(run(told));
        const at = types.indexOf('sendClose');
        if (at < 0) return;
        const before = types.slice(0, at);
        if (before.includes('closeRequested') || before.includes('peerEnded')) return;
        const order = ['askOwed', 'owedSent', 'drain', 'drained'];
        const ways = order.map((type) => before.lastIndexOf(type));
        expect(before.indexOf('askOwed')).toBeGreaterThanOrEqual(0);
        expect(before.indexOf('drain')).toBeGreaterThan(before.indexOf('askOwed'));
        expect(ways[3]).toBeGreaterThan(before.indexOf('drain'));
      }),
    );
  });

  it('ends after a close or a reset at the deadline, which was started once', () => {
    fc.assert(
      fc.property(anyEvents, fc.constantFrom(close, reset), (told, ending) => {
        if (typesOf(run(told)).includes('tellClosed')) return;
        const begun = run([...told, ending]);
        expect(count(typesOf(begun), 'startDeadline')).toBe(1);
        const first = wsStep(begun.state, deadlinePassed);
        const isExtended = first.effects.some(({ type }) => type === 'extendDeadline');
        const late = isExtended ? wsStep(first.state, deadlinePassed) : first;
        expect(late.effects.map(({ type }) => type)).toEqual(['terminate']);
        const over = wsStep(late.state, socketClosed(1006));
        expect(over.effects.at(-1)?.type).toBe('tellClosed');
      }),
    );
  });
});
