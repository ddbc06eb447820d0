import { useContext, useLayoutEffect } from 'react';
import type { RecordView } from '../state/records/recordView.ts';
import { TabKey } from './tabKey.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** A filter belongs to the tab in which it was typed: the next session of a connection gets the same one. */
export function useKeptFilter(view: RecordView, { filters }: WorkbenchParts): void {
  const tab = useContext(TabKey);
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
