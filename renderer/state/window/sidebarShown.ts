import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

interface SidebarShownState {
  /** The window is too narrow for a sidebar beside its tabs. */
  readonly isNarrow: boolean;
  /** Whether it stands beside the tabs in a window that has the width; remembered. */
  readonly isBeside: boolean;
  /** Whether it is open over the tabs of a narrow window. */
  readonly isOver: boolean;
}

/** Whether the sidebar is shown: beside the tabs, or in a narrow window over them, until something is chosen in it. */
export interface SidebarShown {
  readonly store: StoreApi<SidebarShownState>;
  show(): void;
  toggle(): void;
  /** Closes it where it is over the tabs. */
  leave(): void;
  /** Tells that the window has become narrow, or wide. */
  fit(isNarrow: boolean): void;
}

const storageKey = 'wirebench.sidebar.shown';

export function createSidebarShown(storage: KeyStorage): SidebarShown {
  const store = createStore<SidebarShownState>(() => ({
    isNarrow: false,
    isBeside: readStored(storage, storageKey, z.boolean()) ?? true,
    isOver: false,
  }));
  const set = (isShown: boolean): void => {
    if (store.getState().isNarrow) {
      store.setState({ isOver: isShown });
      return;
    }
    store.setState({ isBeside: isShown });
    writeStored(storage, storageKey, isShown);
  };
  return {
    store,
    show: () => set(true),
    toggle: () => set(!isSidebarShown(store.getState())),
    leave: () => store.setState({ isOver: false }),
    fit: (isNarrow) => store.setState({ isNarrow, isOver: false }),
  };
}

export function isSidebarShown({ isNarrow, isBeside, isOver }: SidebarShownState): boolean {
  return isNarrow ? isOver : isBeside;
}
