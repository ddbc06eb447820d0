import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReplayView, type ReplayView } from '../../../renderer/state/sessions/replays.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { Cell } from '../../../shared/base/signal.ts';
import { recordingIdSchema, replayIdSchema, sessionIdSchema } from '../../../shared/model/ids.ts';
import type { ReplayComparison, ReplayOptions, ReplayProgress } from '../../../shared/model/replay.ts';
import { createFakeEngine, type FakeEngine } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';

const recording = recordingIdSchema.parse('r1');
const options: ReplayOptions = {
  to: 'tcp://h:1',
  timing: 'wait',
  speed: 1,
  peer: null,
  replyTimeoutMs: 5000,
};
const running: ReplayProgress = {
  id: replayIdSchema.parse('p1'),
  source: recording,
  session: sessionIdSchema.parse('s1'),
  phase: 'running',
  reason: null,
  sent: 0,
  toSend: 1000,
  matched: 0,
  mismatched: 0,
  missing: 0,
  toReceive: 1000,
  extra: 0,
};
/** Payload 801 of the thousand did not match. */
const comparisonAt = (index: number): ReplayComparison => ({
  recordedSeq: 2 * index + 1,
  replayedSeq: 2 * index + 1,
  outcome: index === 800 ? 'mismatched' : 'matched',
  size: 7,
  differsAt: index === 800 ? 3 : null,
});

let engine: FakeEngine;
let view: ReplayView;
let progress: Cell<ReplayProgress>;
let refusal: WirebenchError | null;

beforeEach(() => {
  refusal = null;
  progress = new Cell(running);
  engine = createFakeEngine({
    'replays.leaves': () => {
      if (refusal) throw refusal;
      return { fields: ['proxy.address'], why: null, allows: null };
    },
    'replays.start': () => {
      if (refusal) throw refusal;
      return progress.value;
    },
    'replays.watch': (_input, { signal }) => progress.changes(signal),
    'replays.comparisons': ({ from, count }) => {
      const total = progress.value.matched + progress.value.mismatched;
      const rows = Array.from({ length: Math.max(0, Math.min(count, total - from)) }, (_, at) =>
        comparisonAt(from + at),
      );
      return { total, rows };
    },
    'replays.pause': () => {
      progress.update((value) => ({ ...value, phase: 'paused' }));
      return {};
    },
  });
  view = createReplayView(engine.client, recording, { nextFrame: () => Promise.resolve() });
});

afterEach(() => {
  view.dispose();
  engine[Symbol.dispose]();
});

describe('a replay', () => {
  it('shows how far it is, and the comparisons that are on the screen as they come', async () => {
    await view.start(options);
    view.show(0, 10);
    expect(view.comparison(0)).toBeUndefined();
    progress.update((value) => ({ ...value, matched: 3 }));
    await until(() => view.comparison(2) !== undefined);
    expect(view.comparison(3)).toBeUndefined();
    progress.update((value) => ({ ...value, matched: 8 }));
    await until(() => view.comparison(7) !== undefined);
  });

  it('asks only for what is looked at', async () => {
    await view.start(options);
    progress.update((value) => ({ ...value, matched: 999, mismatched: 1, phase: 'done' }));
    await until(() => view.store.getState().progress?.phase === 'done');
    view.show(700, 720);
    await until(() => view.comparison(710) !== undefined);
    const asked = engine.asked.filter(({ name }) => name === 'replays.comparisons');
    expect(asked.map(({ input }) => (input as { from: number }).from)).toEqual([512]);
  });

  it('finds the next difference, however far away', async () => {
    await view.start(options);
    progress.update((value) => ({ ...value, matched: 999, mismatched: 1, phase: 'done' }));
    await until(() => view.store.getState().progress?.phase === 'done');
    expect((await view.findDifference(0))?.index).toBe(800);
    expect(await view.findDifference(801)).toBeNull();
  });

  it('is paused', async () => {
    await view.start(options);
    await view.pause();
    await until(() => view.store.getState().progress?.phase !== 'running');
    expect(view.store.getState()).toMatchObject({ progress: { phase: 'paused' }, problem: null });
  });

  it('that cannot be started says why, and that is gone with the next one', async () => {
    refusal = new WirebenchError('BAD_REQUEST', 'This recording has no such conversation.');
    await view.start(options);
    expect(view.store.getState()).toMatchObject({
      problem: 'This recording has no such conversation.',
      progress: null,
      starting: false,
    });
    refusal = null;
    await view.start(options);
    expect(view.store.getState().problem).toBeNull();
  });

  it('says what failed while it was followed', async () => {
    await view.start(options);
    await view.stop();
    expect(view.store.getState().problem).toBe('Not in this test.');
  });
});

describe('what a replay would not have of its recording', () => {
  it('is asked anew, and why nobody could tell goes with the next answer', async () => {
    const { signal } = new AbortController();
    refusal = new WirebenchError('NOT_FOUND', 'The recording could not be read.');
    await view.lookAtLeft(signal);
    expect(view.store.getState()).toMatchObject({
      problem: null,
      left: { fields: [], why: 'The recording could not be read.' },
    });
    refusal = null;
    await view.lookAtLeft(signal);
    expect(view.store.getState()).toMatchObject({
      problem: null,
      left: { fields: ['proxy.address'], why: null },
    });
  });
});
