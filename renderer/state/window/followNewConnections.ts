import type { DraftStore } from './drafts.ts';
import type { WorkbenchState } from './workbench.ts';

interface Stores {
  readonly state: Pick<WorkbenchState, 'connections' | 'edits' | 'tabs'>;
  readonly drafts: Pick<DraftStore, 'forget'>;
}

/** A new connection that has no file yet is gone, with all that was typed into it, when its tab is closed. Returns a function that ends this. */
export function followNewConnections({ state, drafts }: Stores): () => void {
  const { connections, edits, tabs } = state;
  const look = (): void => {
    const shown = new Set<string>();
    for (const tab of tabs.store.getState().tabs) if (tab.kind === 'connection') shown.add(tab.id);
    for (const { id } of connections.store.getState().drafts.values()) {
      if (shown.has(id)) continue;
      edits.discard(id);
      drafts.forget(id);
    }
    connections.abandon((id) => shown.has(id));
  };
  look();
  return tabs.store.subscribe(look);
}
