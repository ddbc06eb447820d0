import { describe, expect, it } from 'vitest';
import { compareReceived } from '../../../electron/engine/replay/compareReceived.ts';
import { beginsLike } from '../../../electron/engine/replay/exchange.ts';
import { Cell } from '../../../shared/base/signal.ts';
import { got, memoryReader, sent, type RecordSketch } from '../../support/recordedRows.ts';

interface Result {
  /** For each recorded payload: `=` matched, `-` missing, else the offset of the first difference. */
  readonly verdicts: string;
  readonly extra: number;
}

async function compared(
  recorded: readonly RecordSketch[],
  replayed: readonly RecordSketch[],
  { isStream = true, isByExchange = true } = {},
): Promise<Result> {
  const verdicts: string[] = [];
  let extra = 0;
  await compareReceived({
    source: memoryReader(recorded),
    conversation: { peer: 1, isStream, lastSeq: recorded.length },
    session: {
      reader: memoryReader(replayed),
      committed: new Cell(replayed.length),
      ended: Promise.resolve(),
    },
    isByExchange,
    signal: new AbortController().signal,
    judged: ({ outcome, differsAt }) => {
      verdicts.push({ matched: '=', missing: '-', mismatched: String(differsAt) }[outcome]);
    },
    exceeded: (weight) => {
      extra += weight;
    },
  });
  return { verdicts: verdicts.join(' '), extra };
}

const [ping, info, nope, push] = [sent('PING'), sent('INFO'), sent('NOPE'), sent('LPUSH')];
const [pong, uptime, error, one] = [got('+PONG\r\n'), got('$4\r\nup:7\r\n'), got('-ERR\r\n'), got(':1\r\n')];
const recorded = [ping, pong, info, uptime, nope, error, push, one];

describe('a stream compared by exchange', () => {
  it('differs only where a reply is longer', async () => {
    const replayed = [ping, pong, info, got('$6\r\nup:789\r\n'), nope, error, push, one];
    expect(await compared(recorded, replayed)).toEqual({ verdicts: '= 1 = =', extra: 2 });
  });

  it('differs only where a reply is shorter', async () => {
    const replayed = [ping, pong, info, got('$4\r\nup'), nope, error, push, one];
    expect(await compared(recorded, replayed)).toEqual({ verdicts: '= 6 = =', extra: 0 });
  });

  it('misses only the reply that did not come', async () => {
    expect(await compared(recorded, [ping, pong, info, nope, error, push, one])).toEqual({
      verdicts: '= - = =',
      extra: 0,
    });
    expect(await compared(recorded, [ping, pong, info])).toEqual({ verdicts: '= - - -', extra: 0 });
  });

  it('begins with what came before the first send', async () => {
    const greeted = [got('220 old\r\n'), ...recorded];
    const replayed = [got('220 much newer\r\n'), ...recorded];
    expect(await compared(greeted, replayed)).toEqual({ verdicts: '4 = = = =', extra: 7 });
    expect(await compared(greeted, recorded)).toEqual({ verdicts: '- = = = =', extra: 0 });
  });

  it('is equal however each reply is cut', async () => {
    const cut = [
      ping,
      got('+PO'),
      got('NG\r\n'),
      info,
      got('$4\r\n'),
      got('up:7\r\n'),
      nope,
      error,
      push,
      one,
    ];
    expect(await compared(recorded, cut)).toEqual({ verdicts: '= = = =', extra: 0 });
    expect(await compared(cut, recorded)).toEqual({ verdicts: '= = = = = =', extra: 0 });
  });

  it('counts what is left of a long surplus, to the end', async () => {
    const long = got('x'.repeat(100_000));
    const replayed = [ping, pong, long, long, info, long, nope, error, push, one, got('bye')];
    expect(await compared(recorded, replayed)).toEqual({
      verdicts: '= 0 = =',
      extra: 200_000 + (100_000 - 10) + 3,
    });
  });

  it('compares what came too late with the next exchange', async () => {
    const replayed = [ping, info, pong, nope, error, push, one];
    expect(await compared(recorded, replayed)).toEqual({ verdicts: '- 0 = =', extra: 0 });
  });

  it('finds replies that came before the send that they were recorded after', async () => {
    const asked = [sent('a'), sent('b'), sent('c'), got('first\n'), sent('d'), got('second\nthird\n')];
    const early = [
      sent('a'),
      sent('b'),
      got('first\nsec'),
      got('ond\n'),
      sent('c'),
      sent('d'),
      got('third\n'),
    ];
    expect(await compared(asked, early)).toEqual({ verdicts: '= =', extra: 0 });
  });

  it('shifts everything behind a longer reply when the whole is compared in order', async () => {
    const replayed = [ping, pong, info, got('$5\r\nup:78\r\n'), nope, error, push, one];
    expect(await compared(recorded, replayed, { isByExchange: false })).toEqual({
      verdicts: '= 1 0 0',
      extra: 1,
    });
  });
});

describe('messages compared by exchange', () => {
  const onMessages = (left: RecordSketch[], right: RecordSketch[]): Promise<Result> =>
    compared(left, right, { isStream: false });
  const text = { kind: 'text' } as const;
  const talk = [
    sent('1', text),
    got('one', text),
    sent('2', text),
    got('two', text),
    sent('3', text),
    got('three', text),
  ];

  it('are not shifted by one too many', async () => {
    const replayed = talk.toSpliced(2, 0, got('news', text), got('x'.repeat(200_000), text));
    expect(await onMessages(talk, replayed)).toEqual({ verdicts: '= = =', extra: 2 });
  });

  it('are not shifted by one that did not come', async () => {
    expect(await onMessages(talk, talk.toSpliced(3, 1))).toEqual({ verdicts: '= - =', extra: 0 });
    const two = [sent('1', text), got('a', text), got('b', text), sent('2', text), got('c', text)];
    expect(await onMessages(two, two.toSpliced(2, 1))).toEqual({ verdicts: '= - =', extra: 0 });
  });

  it('take no pong of ours for a border', async () => {
    const replayed = talk.toSpliced(1, 0, got('p', { kind: 'ping' }), sent('p', { kind: 'pong' }));
    expect(await onMessages(talk, replayed)).toEqual({ verdicts: '= = =', extra: 0 });
  });

  it('are found when they came before the send that they were recorded after', async () => {
    const early = [...talk.slice(0, 2), got('two', text), sent('2', text), ...talk.slice(4)];
    expect(await onMessages(talk, early)).toEqual({ verdicts: '= = =', extra: 0 });
  });
});

describe('a surplus', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  it.each([
    ['+OK\r\n', '+OK\r\n$3', true],
    ['+OK\r\n$3', '+OK\r\n', true],
    ['+', '+', true],
    ['\0', '\0\0\0\x05', false],
    ['# more', '-ERR', false],
  ])('“%s” may be the beginning of the stream “%s”: %s', (surplus, opening, expected) => {
    expect(beginsLike(bytes(surplus), bytes(opening), true)).toBe(expected);
  });

  it('is an early message only when it is the same', () => {
    expect(beginsLike(bytes('tick'), bytes('tick'), false)).toBe(true);
    expect(beginsLike(bytes('tick'), bytes('tick 2'), false)).toBe(false);
  });
});
