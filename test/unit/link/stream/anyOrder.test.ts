import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onBytes, onSend, streamStep } from '../../../../electron/engine/link/stream/machine.ts';
import {
  openStream,
  type StreamEffect,
  type StreamEvent,
  type StreamState,
} from '../../../../electron/engine/link/stream/state.ts';
import { count, runOf, typesOf, type Run } from '../../../support/playbook.ts';
import {
  answered,
  close,
  deadlinePassed,
  pause,
  resume,
  drained,
  end,
  failed,
  finSent,
  peerEnded,
  peerStillSent,
  prepared,
  reset,
  secured,
  socketClosed,
  startTls,
  talked,
  tlsFailed,
} from './streamPlaybook.ts';

const events: readonly StreamEvent[] = [
  end,
  close,
  reset,
  startTls,
  pause,
  resume(5000),
  peerEnded,
  peerStillSent,
  answered,
  drained,
  finSent,
  deadlinePassed,
  socketClosed,
  failed('ECONNRESET'),
  failed('ECONNRESET', 'below'),
  prepared,
  { type: 'prepareFailed', error: new Error('There is no key.') },
  talked,
  secured,
  tlsFailed(new Error('No.')),
];

const anyStream: fc.Arbitrary<StreamState> = fc
  .tuple(fc.boolean(), fc.constantFrom('plain' as const, 'secured' as const))
  .map(([isHalfOpen, carrier]) => openStream('x:1', isHalfOpen, carrier));
const anyEvents = fc.array(fc.constantFrom(...events), { maxLength: 24 });

const run = (
  stream: StreamState,
  told: readonly StreamEvent[],
): Run<StreamState, StreamEvent, StreamEffect> => runOf(streamStep, stream, told);

describe('whatever happens to a stream, in any order', () => {
  it('is told to be closed at most once, and nothing is told or done after that', () => {
    fc.assert(
      fc.property(anyStream, anyEvents, (stream, told) => {
        const { state, history } = run(stream, told);
        const types = history.map(({ type }) => type);
        expect(count(types, 'tellClosed')).toBe(state.phase.name === 'closed' ? 1 : 0);
        if (state.phase.name !== 'closed') return;
        const after = history.slice(types.indexOf('tellClosed') + 1);
        const rest = after.filter((each) => !events.includes(each as StreamEvent));
        // Only the socket of a handshake that came to its end all the same is let go.
        expect(rest.filter(({ type }) => type !== 'destroy')).toEqual([]);
        expect(onBytes(state, 0)).toBe('drop');
        expect(onSend(state)).toBe('refuse');
      }),
    );
  });

  it('lets our FIN leave once, and never before what was sent', () => {
    fc.assert(
      fc.property(anyStream, anyEvents, (stream, told) => {
        const types = typesOf(run(stream, told));
        expect(count(types, 'sendFin')).toBeLessThanOrEqual(1);
        const before = types.slice(0, types.indexOf('sendFin') + 1);
        if (before.length === 0) return;
        expect(before.indexOf('drain')).toBeGreaterThanOrEqual(0);
        expect(before.lastIndexOf('drained')).toBeGreaterThan(before.indexOf('drain'));
      }),
    );
  });

  it('answers the peer’s FIN when what is owed was handed over, unless we end for a reason of our own', () => {
    fc.assert(
      fc.property(anyStream, anyEvents, (stream, told) => {
        const types = typesOf(run(stream, told));
        const at = types.indexOf('drain');
        if (at < 0) return;
        const before = types.slice(0, at);
        const reasons = new Set(['endRequested', 'closeRequested', 'answered']);
        expect(before.some((type) => reasons.has(type))).toBe(true);
      }),
    );
  });

  it('ends after a close or a reset at the deadline, which was started once', () => {
    fc.assert(
      fc.property(anyStream, anyEvents, fc.constantFrom(close, reset), (stream, told, ending) => {
        const begun = run(stream, [...told, ending]);
        if (typesOf(run(stream, told)).includes('tellClosed')) return;
        expect(count(typesOf(begun), 'startDeadline')).toBe(1);
        const first = streamStep(begun.state, deadlinePassed);
        const isExtended = first.effects.some(({ type }) => type === 'extendDeadline');
        const late = isExtended ? streamStep(first.state, deadlinePassed) : first;
        expect(late.effects.map(({ type }) => type)).toEqual(['destroy']);
        const over = streamStep(late.state, socketClosed);
        expect(over.effects.map(({ type }) => type)).toEqual(['tellClosed']);
      }),
    );
  });

  it('closes when its socket does, at the latest when TLS has come back', () => {
    fc.assert(
      fc.property(anyStream, anyEvents, (stream, told) => {
        const back = [socketClosed, tlsFailed(new Error('No.')), socketClosed];
        expect(run(stream, [...told, ...back]).state.phase.name).toBe('closed');
      }),
    );
  });
});
