import { useLayoutEffect } from 'react';
import { useStore } from 'zustand';
import type { RecordView } from '../state/records/recordView.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** A filter belongs to the tab in which it was typed: the next session of a connection gets the same one. */
export function useKeptFilter(view: RecordView, { state, filters }: WorkbenchParts): void {
  const tab = useStore(state.tabs.store, ({ active }) => active);
  useLayoutEffect(() => {
    if (tab === null) return undefined;
    const { filter } = view;
    const kept = filters.get(tab);
    if (kept && filter.store.getState().text === '') {
      filter.setMode(kept.mode);
      filter.setText(kept.text);
    }
    return filter.store.subscribe(({ text, mode }) => void filters.set(tab, { text, mode }));
  }, [view, filters, tab]);
}
