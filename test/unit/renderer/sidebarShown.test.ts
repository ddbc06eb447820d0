import { describe, expect, it } from 'vitest';
import { createSidebarShown, isSidebarShown } from '../../../renderer/state/window/sidebarShown.ts';
import { createFakeStorage } from '../../support/fakeEngine.ts';

describe('the sidebar', () => {
  it('is remembered as it is beside the tabs, and not as it is over them', () => {
    const storage = createFakeStorage();
    const sidebar = createSidebarShown(storage);
    const isShown = (): boolean => isSidebarShown(sidebar.store.getState());
    expect(isShown()).toBe(true);
    sidebar.fit(true);
    expect(isShown()).toBe(false);
    sidebar.toggle();
    expect(isShown()).toBe(true);
    sidebar.leave();
    expect(isShown()).toBe(false);
    sidebar.fit(false);
    expect(isShown()).toBe(true);
    sidebar.toggle();
    expect(isSidebarShown(createSidebarShown(storage).store.getState())).toBe(false);
    sidebar.leave();
    sidebar.show();
    expect(isSidebarShown(createSidebarShown(storage).store.getState())).toBe(true);
  });

  it('does not stay open over the tabs of a window that was wide meanwhile', () => {
    const sidebar = createSidebarShown(createFakeStorage());
    sidebar.fit(true);
    sidebar.show();
    sidebar.fit(false);
    sidebar.fit(true);
    expect(isSidebarShown(sidebar.store.getState())).toBe(false);
  });
});
