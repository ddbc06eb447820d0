import { describe, expect, it } from 'vitest';
import { compareReceived } from '../../../electron/engine/replay/compareReceived.ts';
import { Comparisons } from '../../../electron/engine/replay/comparisons.ts';
import { firstDifference } from '../../../electron/engine/replay/match.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { ReplayComparison } from '../../../shared/model/replay.ts';
import { got, memoryReader, sent, type RecordSketch } from '../../support/recordedRows.ts';

type Verdict = readonly [
  recordedSeq: number,
  outcome: ReplayComparison['outcome'],
  replayedSeq: number | null,
  differsAt: number | null,
];

/** The verdicts on a recording, given what came this time and then ended. */
async function verdictsOn(
  recorded: readonly RecordSketch[],
  received: readonly RecordSketch[],
  isStream: boolean,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  await compareReceived({
    source: memoryReader(recorded),
    conversation: { peer: 1, isStream, lastSeq: recorded.length },
    session: {
      reader: memoryReader(received),
      committed: new Cell(received.length),
      ended: Promise.resolve(),
    },
    isByExchange: false,
    exceeded: () => undefined,
    signal: new AbortController().signal,
    judged: ({ recordedSeq, outcome, replayedSeq, differsAt }) =>
      verdicts.push([recordedSeq, outcome, replayedSeq, differsAt]),
  });
  return verdicts;
}

function pattern(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at * 31) % 251);
}

describe('a stream, held against a recorded one', () => {
  const onStream = (
    recorded: readonly RecordSketch[],
    received: readonly RecordSketch[],
  ): Promise<Verdict[]> => verdictsOn(recorded, received, true);

  it('is equal however it is cut', async () => {
    const recorded = [got('+PONG\r\n'), sent('x'), got('+OK\r\n'), got('$3\r\nabc\r\n')];
    expect(await onStream(recorded, [got('+PO'), got('NG\r\n+OK'), got('\r\n$3\r\nabc\r\n')])).toEqual([
      [1, 'matched', 1, null],
      [3, 'matched', 2, null],
      [4, 'matched', 3, null],
    ]);
    expect(await onStream(recorded, [sent('x'), got('+PONG\r\n+OK\r\n$3\r\nabc\r\n')])).toEqual([
      [1, 'matched', 2, null],
      [3, 'matched', 2, null],
      [4, 'matched', 2, null],
    ]);
  });

  it('names the first byte that differs, in the payload where it is', async () => {
    expect(await onStream([got('abcdef'), got('ghi')], [got('abc'), got('dXYghi')])).toEqual([
      [1, 'mismatched', 1, 4],
      [2, 'matched', 2, null],
    ]);
  });

  it('misses what did not come, and says where a payload broke off', async () => {
    expect(await onStream([got('abc'), got('def'), got('ghi')], [got('abcd')])).toEqual([
      [1, 'matched', 1, null],
      [2, 'mismatched', 1, 1],
      [3, 'missing', null, null],
    ]);
    expect(await onStream([got('abc'), got('def')], [])).toEqual([
      [1, 'missing', null, null],
      [2, 'missing', null, null],
    ]);
  });

  it('is compared far beyond one window', async () => {
    const whole = pattern(300_001);
    const other = whole.slice();
    other[200_000] = 255;
    const recorded = [got(whole), got('end')];
    expect(
      await onStream(recorded, [got(whole.subarray(0, 70_000)), got(whole.subarray(70_000)), got('end')]),
    ).toEqual([
      [1, 'matched', 1, null],
      [2, 'matched', 3, null],
    ]);
    expect(await onStream(recorded, [got(other), got('end')])).toEqual([
      [1, 'mismatched', 1, 200_000],
      [2, 'matched', 2, null],
    ]);
  });

  it('takes a payload of no bytes for granted', async () => {
    expect(await onStream([got(''), got('a'), got('')], [got('a')])).toEqual([
      [1, 'matched', null, null],
      [2, 'matched', 1, null],
      [3, 'matched', null, null],
    ]);
  });
});

describe('messages, held against recorded ones', () => {
  const onMessages = (
    recorded: readonly RecordSketch[],
    received: readonly RecordSketch[],
  ): Promise<Verdict[]> => verdictsOn(recorded, received, false);

  it('are compared one by one, whole', async () => {
    const recorded = [got('one'), got('two'), got('three'), got('four')];
    expect(await onMessages(recorded, [got('one'), got('twos'), got('thr'), got('fXur')])).toEqual([
      [1, 'matched', 1, null],
      [2, 'mismatched', 2, 3],
      [3, 'mismatched', 3, 3],
      [4, 'mismatched', 4, 1],
    ]);
  });

  it('differ when their kind does', async () => {
    const recorded = [got('one', { kind: 'text' })];
    expect(await onMessages(recorded, [got('one', { kind: 'binary' })])).toEqual([[1, 'mismatched', 1, 0]]);
  });

  it('leave out control frames and other peers', async () => {
    const recorded = [
      got('p', { kind: 'ping' }),
      got('x', { kind: 'text', peer: 2 }),
      got('a', { kind: 'text' }),
      got('', { kind: 'close' }),
    ];
    expect(await onMessages(recorded, [got('q', { kind: 'ping' }), got('a', { kind: 'text' })])).toEqual([
      [3, 'matched', 2, null],
    ]);
  });

  it('may be empty, and then must have come', async () => {
    expect(await onMessages([got(''), got('')], [got('')])).toEqual([
      [1, 'matched', 1, null],
      [2, 'missing', null, null],
    ]);
  });

  it('keep in step when one is much longer than recorded', async () => {
    const recorded = [got(pattern(10)), got(pattern(200_000)), got('end')];
    const received = [got(pattern(200_000)), got(pattern(200_000)), got('end')];
    expect(await onMessages(recorded, received)).toEqual([
      [1, 'mismatched', 1, 10],
      [2, 'matched', 2, null],
      [3, 'matched', 3, null],
    ]);
  });

  it('are found over many pages', async () => {
    const many = Array.from({ length: 1500 }, (_, index) => got(`message ${index}`));
    const verdicts = await onMessages(many, many.slice(0, 1400));
    expect(verdicts.filter(([, outcome]) => outcome === 'matched')).toHaveLength(1400);
    expect(verdicts.at(-1)).toEqual([1500, 'missing', null, null]);
  });
});

describe('the list of verdicts', () => {
  it('gives any page as it was added', () => {
    const list = new Comparisons();
    const outcomes = ['matched', 'mismatched', 'missing'] as const;
    const added = Array.from({ length: 10_000 }, (_, index): ReplayComparison => {
      const outcome = outcomes[index % 3] ?? 'matched';
      return {
        recordedSeq: index + 1,
        replayedSeq: outcome === 'missing' ? null : index + 2,
        outcome,
        size: index * 400_000,
        differsAt: outcome === 'mismatched' ? index : null,
      };
    });
    for (const each of added) list.add(each);
    expect(list.page(4090, 10)).toEqual({ total: 10_000, rows: added.slice(4090, 4100) });
    expect(list.page(9999, 512).rows).toEqual(added.slice(9999));
    expect(list.page(20_000, 10).rows).toEqual([]);
    expect(list.totals).toEqual({ matched: 3334, mismatched: 3333, missing: 3333 });
  });
});

describe('the first difference', () => {
  it('is an offset, or null', () => {
    expect(firstDifference(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2, 3))).toBeNull();
    expect(firstDifference(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 0, 3))).toBe(1);
  });
});
