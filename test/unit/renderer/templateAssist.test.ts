import { describe, expect, it } from 'vitest';
import {
  afterTyping,
  pressAssistKey,
  restingAssist,
  type AssistKey,
} from '../../../renderer/ui/template/assistState.ts';
import type { CompletionItem } from '../../../shared/base/completion.ts';

const items: readonly CompletionItem[] = ['host', 'hostname'].map((label) => {
  const { length } = label;
  return { label, insert: label, caret: length, detail: '', from: 2, to: 4 };
});

const key = (name: string, changes: Partial<AssistKey> = {}): AssistKey => ({
  ...{ key: name, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, isComposing: false },
  ...changes,
});

describe('the list of completions', () => {
  it('opens while a reference is typed, and is taken by Enter once a letter says which is meant', () => {
    expect(afterTyping(5, [])).toEqual({ caret: 5, isListOpen: false, active: -1 });
    const begun = afterTyping(2, items);
    expect(begun).toEqual({ caret: 2, isListOpen: true, active: -1 });
    expect(pressAssistKey(begun, items, key('Enter'))).toBeNull();
    expect(pressAssistKey(begun, items, key('Tab'))).toEqual({ take: items[0] });
    expect(pressAssistKey(afterTyping(4, items), items, key('Enter'))).toEqual({ take: items[0] });
  });

  it('is walked by arrows, around its ends, and closed by Escape', () => {
    const open = afterTyping(2, items);
    const active = (name: string, from: number) => {
      const answer = pressAssistKey({ ...open, active: from }, items, key(name));
      return answer && 'state' in answer ? answer.state.active : null;
    };
    expect([
      active('ArrowDown', -1),
      active('ArrowDown', 1),
      active('ArrowUp', -1),
      active('ArrowUp', 0),
    ]).toEqual([0, 0, 1, 1]);
    expect(pressAssistKey(open, items, key('Escape'))).toMatchObject({ state: { isListOpen: false } });
    expect(pressAssistKey(restingAssist, items, key('Escape'))).toBeNull();
    expect(pressAssistKey(restingAssist, items, key(' ', { ctrlKey: true }))).toMatchObject({
      state: { isListOpen: true, active: 0 },
    });
  });

  it('leaves keys of input methods and of commands alone', () => {
    const open = afterTyping(4, items);
    for (const changes of [{ isComposing: true }, { altKey: true }, { metaKey: true }, { ctrlKey: true }])
      expect(pressAssistKey(open, items, key('Enter', changes))).toBeNull();
    expect(pressAssistKey(open, items, key('a'))).toBeNull();
  });
});
