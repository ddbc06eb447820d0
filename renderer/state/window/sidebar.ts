import { createStore, type StoreApi } from 'zustand/vanilla';

interface SidebarState {
  /** Connections and recordings are shown whose name or address has all of its words. */
  readonly search: string;
  /** The id of the connection or recording whose name is being written. */
  readonly renaming: string | null;
}

export type SidebarStore = StoreApi<SidebarState>;

export function createSidebarStore(): SidebarStore {
  return createStore<SidebarState>(() => ({ search: '', renaming: null }));
}

/** True when every word of the search is somewhere in the texts, whatever its case. */
export function matchesSearch(search: string, ...texts: readonly string[]): boolean {
  const text = texts.join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
