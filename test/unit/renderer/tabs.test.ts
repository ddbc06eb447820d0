import { describe, expect, it } from 'vitest';
import { createTabStore, type Tab, type TabStore } from '../../../renderer/state/window/tabs.ts';
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
    expect(tabs.store.getState()).toEqual({ tabs: [], active: null });
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
    expect(createTabStore(storage).store.getState()).toEqual({ tabs: [], active: null });
  });
});
