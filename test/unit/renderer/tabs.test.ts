import { describe, expect, it } from 'vitest';
import { canReopen, createTabStore, type Tab, type TabStore } from '../../../renderer/state/window/tabs.ts';
import { createFakeStorage, fakeConnection } from '../../support/fakeEngine.ts';

const tab = (name: string): Tab => ({ kind: 'connection', id: fakeConnection(name).id });

function tabsOf(names: string): TabStore {
  const tabs = createTabStore(createFakeStorage());
  for (const name of names) tabs.open(tab(name));
  return tabs;
}

const shown = (tabs: TabStore): string =>
  tabs.store
    .getState()
    .tabs.map(({ id, kind }) => (tabs.store.getState().active === `${kind}:${id}` ? `[${id}]` : id))
    .join('');

describe('tabs', () => {
  it('are opened once and shown again', () => {
    const tabs = tabsOf('abc');
    tabs.open(tab('a'));
    expect(shown(tabs)).toBe('[a]bc');
  });

  it('give way to their right neighbour when closed, then to the left one', () => {
    const tabs = tabsOf('abc');
    tabs.activate('connection:b');
    tabs.close('connection:b');
    expect(shown(tabs)).toBe('a[c]');
    tabs.close('connection:c');
    expect(shown(tabs)).toBe('[a]');
    tabs.close('connection:a');
    expect(tabs.store.getState()).toMatchObject({ groups: [], tabs: [], active: null });
  });

  it('leave the one that is seen alone when another is closed', () => {
    const tabs = tabsOf('abc');
    tabs.close('connection:a');
    expect(shown(tabs)).toBe('b[c]');
  });

  it('are stepped through, round the end', () => {
    const tabs = tabsOf('abc');
    tabs.step(1);
    expect(shown(tabs)).toBe('[a]bc');
    tabs.step(-1);
    expect(shown(tabs)).toBe('ab[c]');
    createTabStore(createFakeStorage()).step(1);
  });

  it('are not made from what another version of the page kept', () => {
    const storage = createFakeStorage();
    storage.setItem('wirebench.tabs', '{"tabs":[{"kind":"chart","id":"x"}],"active":null}');
    expect(createTabStore(storage).store.getState()).toMatchObject({ tabs: [], active: null });
  });

  it('are none where the same one was kept on both sides: it is open once at most', () => {
    const storage = createFakeStorage();
    const side = { tabs: [tab('a')], active: 'connection:a' };
    storage.setItem('wirebench.tabs', JSON.stringify({ groups: [side, side], focused: 1, closed: [] }));
    expect(createTabStore(storage).store.getState().tabs).toEqual([]);
  });

  it('are those of a page that knew of one group only', () => {
    const storage = createFakeStorage();
    const kept = { tabs: [tab('a'), tab('b')], active: 'connection:a' };
    storage.setItem('wirebench.tabs', JSON.stringify(kept));
    expect(shown(createTabStore(storage))).toBe('[a]b');
  });

  it('are where they were after a reload, with what was closed', () => {
    const storage = createFakeStorage();
    const before = createTabStore(storage);
    for (const name of 'abc') before.open(tab(name));
    before.moveToOtherSide('connection:a');
    before.close('connection:b');
    const after = createTabStore(storage);
    expect(after.store.getState()).toEqual(before.store.getState());
    after.reopen(() => true);
    expect(after.store.getState().groups).toEqual([
      { tabs: [tab('b'), tab('c')], active: 'connection:b' },
      { tabs: [tab('a')], active: 'connection:a' },
    ]);
  });

  it('that were closed are opened again where they were, the last one first, and those that are gone not at all', () => {
    const tabs = tabsOf('abcd');
    tabs.close('connection:b');
    tabs.close('connection:d');
    tabs.close('connection:a');
    const isThere = ({ id }: Tab): boolean => id !== 'd';
    expect(canReopen(tabs.store.getState(), isThere)).toBe(true);
    tabs.reopen(isThere);
    expect(shown(tabs)).toBe('[a]c');
    tabs.reopen(isThere);
    expect(shown(tabs)).toBe('a[b]c');
    tabs.reopen(isThere);
    expect(shown(tabs)).toBe('a[b]c');
    expect(canReopen(tabs.store.getState(), isThere)).toBe(false);
  });

  it('that were closed at once come back one after the other, and no more than twenty are kept', () => {
    const tabs = tabsOf('abcdefghijklmnopqrstuvwxyz');
    tabs.closeOthers('connection:z');
    expect(tabs.store.getState().closed).toHaveLength(20);
    tabs.reopen(() => true);
    tabs.reopen(() => true);
    expect(shown(tabs)).toBe('a[b]z');
  });

  it('of a side that has gone come to the end of the other one', () => {
    const tabs = tabsOf('abc');
    tabs.moveToOtherSide('connection:b');
    tabs.close('connection:b');
    tabs.reopen(() => true);
    expect(shown(tabs)).toBe('ac[b]');
  });

  it('to the right of one are closed, and those of the other side stay', () => {
    const tabs = tabsOf('abcd');
    tabs.moveToOtherSide('connection:d');
    tabs.closeToTheRight('connection:a');
    expect(shown(tabs)).toBe('a[d]');
  });

  it('are shown by their place', () => {
    const tabs = tabsOf('abc');
    tabs.activateAt(1);
    expect(shown(tabs)).toBe('a[b]c');
    tabs.activateAt(-1);
    expect(shown(tabs)).toBe('ab[c]');
    tabs.activateAt(7);
    expect(shown(tabs)).toBe('ab[c]');
  });
});
