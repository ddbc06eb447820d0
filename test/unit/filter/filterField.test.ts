import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pressKey } from '../../../renderer/features/filter/filterKeys.ts';
import {
  closedList,
  itemsOf,
  listAfterTyping,
  moveInList,
} from '../../../renderer/features/filter/filterList.ts';
import { problemsOf, sentenceOf } from '../../../renderer/features/filter/filterProblems.ts';
import { filterSegments } from '../../../renderer/features/filter/filterSegments.ts';
import { createFilterHistory } from '../../../renderer/state/records/filterHistory.ts';
import type { CompletionItem } from '../../../shared/base/completion.ts';
import { filterTextArbitrary } from '../../support/filters.ts';

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const values = new Map<string, string>();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

const completion = { kinds: ['text'], peers: [], hasSeveralPeers: false } as const;

describe('the text of the filter field', () => {
  it('is underlined where it is wrong, and coloured all the same', () => {
    const text = 'dir:up kind:text';
    expect(filterSegments(text, problemsOf(text)).filter(({ role }) => role !== null)).toEqual([
      { text: 'dir', role: 'field-name', isWrong: false },
      { text: ':', role: 'sign', isWrong: false },
      { text: 'up', role: 'value', isWrong: true },
      { text: 'kind', role: 'field-name', isWrong: false },
      { text: ':', role: 'sign', isWrong: false },
      { text: 'text', role: 'value', isWrong: false },
    ]);
  });

  it('is all there, whatever is typed, and every problem is marked whole', () => {
    fc.assert(
      fc.property(filterTextArbitrary, (text) => {
        const problems = problemsOf(text);
        const segments = filterSegments(text, problems);
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        const marked = segments.flatMap(({ text: part, isWrong }) => [...part.split('')].map(() => isWrong));
        const wrong = marked.map((_, at) => problems.some(({ from, to }) => from <= at && at < to));
        expect(marked).toEqual(wrong);
      }),
      { numRuns: 500 },
    );
  });

  it('that is too long is marked where it has to be cut', () => {
    const text = 'a '.repeat(3000);
    expect(filterSegments(text, problemsOf(text)).map((one) => [one.text.length, one.isWrong])).toEqual([
      [4096, false],
      [1904, true],
    ]);
  });

  it('has one sentence for its problems, and the engine’s only when the spelling is right', () => {
    expect(sentenceOf(problemsOf('dir:in'), null)).toBeNull();
    expect(sentenceOf(problemsOf('dir:in'), 'It took too long.')).toBe('It took too long.');
    expect(sentenceOf(problemsOf('dir:up'), 'It took too long.')).toMatch(
      /^“up” is not a direction\..*sent\.$/,
    );
    expect(sentenceOf(problemsOf('dir:up size>x kind:y'), null)).toMatch(/ 2 more places are marked\.$/);
  });
});

describe('the list below the filter field', () => {
  it('opens by itself while a word or value is typed, and not between them', () => {
    expect(listAfterTyping('di', 2).shows).toBe('completions');
    expect(listAfterTyping('dir:', 4).shows).toBe('completions');
    expect(listAfterTyping('dir:in ', 7).shows).toBe('nothing');
    expect(listAfterTyping('(', 1).shows).toBe('nothing');
    expect(listAfterTyping('', 0).shows).toBe('nothing');
  });

  it('is walked through in a circle that leads past the field', () => {
    const down = moveInList({ shows: 'completions', active: -1 }, 2, 1);
    expect(down.active).toBe(0);
    expect(moveInList({ ...down, active: 1 }, 2, 1).active).toBe(-1);
    expect(moveInList({ ...down, active: -1 }, 2, -1).active).toBe(1);
  });

  it('has the last filters, each to take the place of the whole text', () => {
    const history = createFilterHistory(memory());
    history.keep('dir:in');
    const source = { text: 'x', cursor: 1, completion, history };
    expect(itemsOf({ shows: 'history', active: -1 }, source)).toMatchObject([
      { label: 'dir:in', insert: 'dir:in', from: 0, to: 1 },
    ]);
    expect(itemsOf(closedList, source)).toEqual([]);
  });
});

describe('the keys of the filter field', () => {
  const item: CompletionItem = { label: 'dir:', insert: 'dir:', caret: 4, detail: '', from: 0, to: 1 };

  /** What a key did, in words. */
  function done(
    key: string,
    facts: {
      active?: number;
      isOpen?: boolean;
      hasHistory?: boolean;
      shift?: boolean;
      ctrl?: boolean;
      composing?: boolean;
    },
  ): string {
    const said: string[] = [];
    const say = (word: string) => () => void said.push(word);
    const wasTaken = pressKey(
      {
        key,
        shiftKey: facts.shift ?? false,
        ctrlKey: facts.ctrl ?? false,
        altKey: false,
        metaKey: false,
        nativeEvent: { isComposing: facts.composing ?? false },
      },
      {
        list: {
          items: [item],
          active: facts.active ?? -1,
          openCompletions: say('completions'),
          openHistory: (active) => say(active === 0 ? 'newest' : 'history')(),
          move: (by) => void said.push(by > 0 ? 'down' : 'up'),
          close: say('close'),
          take: ({ label }) => void said.push(`take ${label}`),
        },
        isOpen: facts.isOpen ?? false,
        hasHistory: facts.hasHistory ?? false,
        submit: (backwards) => void said.push(backwards ? 'back' : 'submit'),
        leave: say('leave'),
      },
    );
    return wasTaken ? said.join(', ') : 'not ours';
  }

  it.each([
    ['Enter', { isOpen: true, active: 0 }, 'take dir:'],
    ['Enter', { isOpen: true }, 'close, submit'],
    ['Enter', {}, 'close, submit'],
    ['Enter', { shift: true }, 'close, back'],
    ['Enter', { composing: true }, 'not ours'],
    ['Tab', { isOpen: true }, 'take dir:'],
    ['Tab', {}, 'not ours'],
    ['Tab', { isOpen: true, shift: true }, 'not ours'],
    ['Escape', { isOpen: true }, 'close'],
    ['Escape', {}, 'leave'],
    ['ArrowDown', {}, 'completions'],
    ['ArrowDown', { hasHistory: true }, 'history'],
    ['ArrowUp', { hasHistory: true }, 'newest'],
    ['ArrowDown', { isOpen: true }, 'down'],
    ['ArrowUp', { isOpen: true }, 'up'],
    ['ArrowUp', {}, 'not ours'],
    [' ', { ctrl: true }, 'completions'],
    ['a', { isOpen: true }, 'not ours'],
    ['a', { ctrl: true }, 'not ours'],
  ])('%s with %j: %s', (key, facts, expected) => {
    expect(done(key, facts)).toBe(expected);
  });
});

describe('the history of filters', () => {
  it('keeps the last twenty, newest first, each once', () => {
    const storage = memory();
    const history = createFilterHistory(storage);
    for (let seq = 1; seq <= 25; seq += 1) history.keep(`#>=${seq}`);
    history.keep(' #>=10 ');
    const kept = createFilterHistory(storage).read();
    expect(kept).toHaveLength(20);
    expect(kept.slice(0, 3)).toEqual(['#>=10', '#>=25', '#>=24']);
  });

  it('keeps nothing that is empty or too long, and forgets what cannot be read', () => {
    const storage = memory();
    const history = createFilterHistory(storage);
    history.keep('  ');
    history.keep('a'.repeat(4097));
    expect(history.read()).toEqual([]);
    storage.setItem('wirebench.filters', '{"not": "a list"}');
    expect(history.read()).toEqual([]);
  });
});
