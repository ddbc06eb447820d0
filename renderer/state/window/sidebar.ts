import { createStore, type StoreApi } from 'zustand/vanilla';

interface SidebarState {
  /** Only connections and recordings whose name or address has all of its words are shown. */
  readonly search: string;
  /** The id of the connection or recording being renamed; for a folder, the key of its row. */
  readonly renaming: string | null;
  /** The key of the row in the tree of connections that the keys move from. */
  readonly focused: string | null;
  /** The key of a row that is to be scrolled into view as soon as it is there. */
  readonly revealed: string | null;
}

export type SidebarStore = StoreApi<SidebarState>;

export function createSidebarStore(): SidebarStore {
  return createStore<SidebarState>(() => ({ search: '', renaming: null, focused: null, revealed: null }));
}

/** Brings a row of the tree of connections into view, and the keys to it. The folders that it is in must be open. */
export function showRow(sidebar: SidebarStore, key: string): void {
  sidebar.setState({ search: '', focused: key, revealed: key });
}
