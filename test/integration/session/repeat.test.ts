import { describe, expect, it } from 'vitest';
import { Templates } from '../../../electron/engine/template/templates.ts';
import { fail } from '../../../shared/base/result.ts';
import { describeSpread, whyNotHeld, type RepeatProgress } from '../../../shared/model/repeat.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import { allRows } from '../../support/sessionBench.ts';
import { benchesOfOneEngine } from '../../support/sharedBench.ts';
import { tcpPeer } from '../../support/peers.ts';
import { tcpService } from '../../support/tcpService.ts';
import { until } from '../../support/until.ts';

const newBench = benchesOfOneEngine();

function written(text: string): WrittenMessage {
  return { kind: 'data', format: 'text', ...plainTextOptions, text };
}

const templates = (): Promise<Templates> => {
  const none = Promise.resolve(fail({ code: 'unavailable', message: 'none' } as const));
  const clock = { nowUs: () => Date.now() * 1000 };
  return Promise.resolve(new Templates([], { clock, environment: () => none, file: () => none }));
};

/** Messages per second, from the first to the last of these times in microseconds. */
function rateOf(times: readonly number[]): number {
  const [first = 0, last = 0] = [times.at(0), times.at(-1)];
  return ((times.length - 1) * 1_000_000) / (last - first);
}

describe('a repeated message', () => {
  it('is sent so often, each time evaluated anew, and the rate that is told is the one that was recorded', async () => {
    await using service = await tcpService(() => undefined);
    const session = await newBench().open({ kind: 'tcp-client', address: service.url });
    const message = written('{{$counter}} {{$uuid}}\\n');
    const repeating = session.repeat('all', [message], { count: 300, intervalMs: 2 }, templates);
    await repeating.ended;
    expect(session.info.value.repeat).toMatchObject({ phase: 'done', sent: 300, reason: null });
    await until(() => service.received().split('\n').length === 301);
    const lines = service.received().trimEnd().split('\n');
    expect(lines.map((line) => Number(line.split(' ')[0]))).toEqual(
      Array.from({ length: 300 }, (_, index) => index + 1),
    );
    expect(new Set(lines.map((line) => line.split(' ')[1])).size).toBe(300);
    const sent = (await allRows(session.reader)).filter(({ direction }) => direction === 'out');
    expect(sent.map(({ detail }) => detail)).toEqual([
      undefined,
      ...Array.from({ length: 299 }, () => ({ origin: 'repeat' })),
    ]);
    const recorded = rateOf(sent.map(({ at }) => at));
    const { rate } = repeating.progress;
    // A machine that pauses between handing over and recording moves either end by milliseconds.
    expect(rate).toBeGreaterThan(recorded * 0.9);
    expect(rate).toBeLessThan(recorded * 1.1);
  });

  it('does not pile up at a peer that does not read: it tells what was missed, and why', async () => {
    await using peer = await tcpPeer((socket) => socket.pause());
    const session = await newBench().open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    const large = written('x'.repeat(256 * 1024));
    const repeating = session.repeat('all', [large], { count: null, intervalMs: 1 });
    // Before its buffers are full, it is this machine that is busy with reading so long a text.
    await until(() => repeating.progress.missed > 100 && repeating.progress.behind === 'peer');
    expect(repeating.progress.phase).toBe('running');
    expect(whyNotHeld(repeating.progress)).toBe(
      'It falls behind, because the other side does not take more.',
    );
    expect(session.info.value.queuedBytes).toBeLessThan(6 * 1024 * 1024);
    const missed = repeating.progress.missed;
    for (const socket of peer.sockets) socket.resume();
    // It goes on at its pace, and does not make up for what was missed.
    const sent = repeating.progress.sent;
    await until(() => repeating.progress.sent > sent + 50);
    expect(repeating.progress.missed).toBeGreaterThanOrEqual(missed);
    session.stopRepeating();
    await repeating.ended;
    expect(repeating.progress).toMatchObject({ phase: 'stopped' });
    expect(repeating.progress.reason).toMatch(/^Stopped after [\d,]+ messages\.$/);
  });

  it('that is large goes on with the next one when there is room, and never begins more than the queue takes', async () => {
    await using peer = await tcpPeer((socket) => socket.resume());
    const session = await newBench().open({ kind: 'tcp-client', address: `tcp://127.0.0.1:${peer.port}` });
    const bytes = new Uint8Array(10 * 1024 * 1024);
    const repeating = session.repeat('all', [{ kind: 'data', bytes }], { count: 6, intervalMs: 10 });
    await repeating.ended;
    expect(repeating.progress).toMatchObject({ phase: 'done', sent: 6, reason: null });
    const recorded = (await allRows(session.reader)).filter(({ direction }) => direction === 'out');
    expect(recorded).toHaveLength(6);
  });

  it('ends with the session, and with a sentence when it cannot be sent', async () => {
    const bench = newBench();
    await using service = await tcpService((text, socket) => {
      if (text.includes('3')) socket.end();
    });
    const session = await bench.open({ kind: 'tcp-client', address: service.url });
    const repeating = session.repeat(
      'all',
      [written('{{$counter}}')],
      { count: 1000, intervalMs: 5 },
      templates,
    );
    await repeating.ended;
    expect(repeating.progress.phase).toMatch(/stopped|failed/);
    expect(repeating.progress.reason).toMatch(/\.$/);
    await session.close();
    expect(() => session.repeat('all', [written('x')], { count: 1, intervalMs: 1 })).toThrow(
      'This connection is not open, so nothing was sent.',
    );

    const other = await bench.open({ kind: 'tcp-client', address: service.url });
    const missing = other.repeat('all', [written('{{nobody}}')], { count: 5, intervalMs: 1 }, templates);
    await missing.ended;
    expect(missing.progress).toMatchObject({ phase: 'failed', sent: 0 });
    expect(missing.progress.reason).toContain('“nobody” is no variable');
    const running = other.repeat('all', [written('x')], { count: null, intervalMs: 1000 });
    expect(() => other.repeat('all', [written('x')], { count: 1, intervalMs: 1 })).toThrow('already');
    await until(() => running.progress.sent === 1);
    await other.close();
    expect(running.progress.reason).toMatch(/^The connection was ended after 1 message\.$/);
  });

  it('sends several in their order each time', async () => {
    await using service = await tcpService(() => undefined);
    const session = await newBench().open({ kind: 'tcp-client', address: service.url });
    await session.repeat('all', [written('a'), written('b')], { count: 3, intervalMs: 1 }).ended;
    await until(() => service.received().length === 6);
    expect(service.received()).toBe('ababab');
  });
});

describe('what is told of a repetition', () => {
  const told: RepeatProgress = {
    ...{
      count: 10,
      intervalMs: 10,
      phase: 'running',
      sent: 5,
      missed: 0,
      rate: 100,
      spread: null,
      behind: null,
      reason: null,
    },
  };

  it('is how far the distances spread, and why where they are not held although the rate is', () => {
    expect(describeSpread(told)).toBeNull();
    const even = { ...told, spread: { medianUs: 10_010, p95Us: 10_150, latestUs: 1230 } };
    expect(describeSpread(even)).toBe(
      'Distances: median 10.0 ms, 95 % up to 10.2 ms; the latest was 1.23 ms late.',
    );
    const uneven = { ...told, spread: { medianUs: 10_010, p95Us: 14_000, latestUs: 104_000 } };
    expect(describeSpread(uneven)).toBe(
      'Distances: median 10.0 ms, 95 % up to 14.0 ms; the latest was 104 ms late. Not all are held within 2 %, because this machine was late for some.',
    );
    // The rate says it already.
    expect(describeSpread({ ...uneven, missed: 2, behind: 'peer' })).toMatch(/ late\.$/);
  });

  it('is why its rate is not what was asked for', () => {
    expect(whyNotHeld(told)).toBeNull();
    expect(whyNotHeld({ ...told, rate: 98.1 })).toBeNull();
    expect(whyNotHeld({ ...told, rate: null })).toBeNull();
    // More often than was asked for: the first was late, and those after it were not.
    expect(whyNotHeld({ ...told, rate: 103 })).toBe('The first was late, because this machine was busy.');
    expect(whyNotHeld({ ...told, rate: 97.9 })).toContain('this machine is busy');
    expect(whyNotHeld({ ...told, missed: 1, behind: 'disk' })).toContain('the disk cannot keep up');
  });
});
