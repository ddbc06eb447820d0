import { describe, expect, it } from 'vitest';
import {
  hasOtherSide,
  keyOfTab,
  noTabs,
  onOtherSide,
  openedBeside,
  withActive,
  withMoved,
  withMovedBy,
  withOpened,
  without,
  withStep,
  type Tab,
  type TabLayout,
} from '../../../renderer/state/window/tabLayout.ts';
import { fakeConnection } from '../../support/fakeEngine.ts';

const tab = (name: string): Tab => ({ kind: 'connection', id: fakeConnection(name).id });
const key = (name: string): string => keyOfTab(tab(name));

/** `a[b]|(c)`: two groups, the person in the second one. Brackets are around the tab in front. */
function layoutOf(text: string): TabLayout {
  const groups = text.split('|').map((names) => ({
    tabs: names.replaceAll(/\W/g, '').split('').map(tab),
    active: key(/\[(\w)\]|\((\w)\)/.exec(names)?.slice(1).join('') ?? ''),
  }));
  return { groups, focused: text.split('|').findIndex((names) => names.includes('(')) };
}

function textOf({ groups, focused }: TabLayout): string {
  return groups
    .map(({ tabs, active }, place) =>
      tabs
        .map((each) =>
          keyOfTab(each) !== active ? each.id : place === focused ? `(${each.id})` : `[${each.id}]`,
        )
        .join(''),
    )
    .join('|');
}

describe('the layout of tabs', () => {
  it('opens a tab at the end of the group that the person is in, and shows one that is open where it is', () => {
    expect(textOf(withOpened(noTabs, tab('a')))).toBe('(a)');
    expect(textOf(withOpened(layoutOf('a(b)|[c]'), tab('d')))).toBe('ab(d)|[c]');
    expect(textOf(withOpened(layoutOf('a(b)|[c]d'), tab('d')))).toBe('a[b]|c(d)');
  });

  it('ends with a group that has no tab left, and keeps the person where there is one', () => {
    const closing = (text: string, names: string): string =>
      textOf(without(layoutOf(text), ({ id }) => names.includes(id)));
    expect(closing('a[b]|(c)', 'c')).toBe('a(b)');
    expect(closing('(a)|b[c]', 'a')).toBe('b(c)');
    expect(closing('[a]|b(c)', 'a')).toBe('b(c)');
    expect(closing('[a]|b(c)', 'c')).toBe('[a]|(b)');
    expect(closing('[a]b|(c)', 'ab')).toBe('(c)');
    expect(closing('(a)|[b]', 'ab')).toBe('');
  });

  it('moves a tab along its strip, and no further than its ends', () => {
    expect(textOf(withMovedBy(layoutOf('(a)bc'), key('a'), 1))).toBe('b(a)c');
    expect(textOf(withMovedBy(layoutOf('(a)bc'), key('a'), -1))).toBe('(a)bc');
    expect(textOf(withMovedBy(layoutOf('ab(c)'), key('c'), 1))).toBe('ab(c)');
    expect(textOf(withMovedBy(layoutOf('ab(c)'), key('a'), 2))).toBe('bc(a)');
  });

  it('moves a tab to a place of the other group, where it is in front', () => {
    expect(textOf(withMoved(layoutOf('a(b)|[c]d'), key('a'), { group: 1, place: 1 }))).toBe('[b]|c(a)d');
    expect(textOf(withMoved(layoutOf('(a)|[c]d'), key('a'), { group: 1, place: 0 }))).toBe('(a)cd');
    expect(textOf(withMoved(layoutOf('a[b]|(c)'), key('c'), { group: 0, place: 0 }))).toBe('(c)ab');
    expect(textOf(withMoved(layoutOf('a(b)'), key('a'), { group: 1, place: 0 }))).toBe('[b]|(a)');
    expect(textOf(withMoved(layoutOf('(a)'), key('a'), { group: 1, place: 0 }))).toBe('(a)');
    expect(textOf(withMoved(layoutOf('[a]|(b)'), key('b'), { group: 1, place: 0 }))).toBe('[a]|(b)');
    expect(textOf(withMoved(layoutOf('[a]b|(c)'), key('b'), { group: 2, place: 0 }))).toBe('[a]b|(c)');
  });

  it('takes a tab to the other side and back, which ends the split', () => {
    const split = onOtherSide(layoutOf('a(b)'), key('b'));
    expect(textOf(split)).toBe('[a]|(b)');
    expect(textOf(onOtherSide(split, key('b')))).toBe('a(b)');
    expect(textOf(onOtherSide(layoutOf('(a)'), key('a')))).toBe('(a)');
    expect([hasOtherSide(layoutOf('(a)')), hasOtherSide(layoutOf('(a)b')), hasOtherSide(split)]).toEqual([
      ...[false, true, true],
    ]);
  });

  it('opens a tab beside the one that the person is in', () => {
    expect(textOf(openedBeside(layoutOf('a(b)'), tab('c')))).toBe('a[b]|(c)');
    expect(textOf(openedBeside(layoutOf('a(b)'), tab('a')))).toBe('[b]|(a)');
    expect(textOf(openedBeside(layoutOf('[a]|(b)'), tab('c')))).toBe('a(c)|[b]');
    expect(textOf(openedBeside(layoutOf('[a]c|(b)'), tab('c')))).toBe('a(c)|[b]');
    expect(textOf(openedBeside(noTabs, tab('c')))).toBe('(c)');
  });

  it('steps round the ends of the group that the person is in', () => {
    expect(textOf(withStep(layoutOf('a(b)|[c]'), 1))).toBe('(a)b|[c]');
    expect(textOf(withStep(layoutOf('(a)b|[c]'), -1))).toBe('a(b)|[c]');
    expect(textOf(withActive(layoutOf('(a)b|[c]'), key('c')))).toBe('[a]b|(c)');
  });
});
