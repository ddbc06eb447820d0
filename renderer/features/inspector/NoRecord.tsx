import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../../../shared/base/quantity.ts';
import { firstOf } from '../../state/records/itemId.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** In place of a record: what appears here, or what became of the one that was selected. Nothing while it is being loaded. */
export function NoRecord({ view }: { readonly view: RecordView }): ReactNode {
  const isCurrent = useStore(view.store, (state) => state.current !== null);
  const lost = useStore(view.store, (state) => state.lostCurrent);
  if (isCurrent) return null;
  return (
    <EmptyState
      what={
        lost === null
          ? 'The bytes of the selected record appear here.'
          : `Record ${formatCount(firstOf(lost))} was removed: only newer ones are kept.`
      }
      how="Click a row in the timeline, or focus it and press an arrow key."
    />
  );
}
