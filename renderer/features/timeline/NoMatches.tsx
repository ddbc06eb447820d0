import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { RecordView } from '../../state/records/recordView.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { exclusionHint } from '../../../shared/filter/filterHints.ts';
import { focusHolder } from './heldFocus.ts';
import { isUnderWay } from './scanProgress.ts';

/** Shown instead of a list that is empty because of a filter, so far or for good. */
export function NoMatches({
  view,
  onShowAll,
}: {
  readonly view: RecordView;
  /** Called as the person asks for every record. */
  readonly onShowAll: () => void;
}): ReactNode {
  const { progress, text } = useStore(view.filter.store);
  if (!progress) return null;
  if (isUnderWay(progress)) return <EmptyState what="Nothing found yet." how="Still searching." />;
  return (
    <EmptyState
      what={
        progress.state === 'failed' ? 'This filter could not be applied.' : 'No record matches this filter.'
      }
      how={
        progress.problem ??
        exclusionHint(text) ??
        (view.live ? 'New records that match appear here.' : 'Change the filter above, or clear it.')
      }
      action={
        <ShowAll
          onPress={() => {
            onShowAll();
            view.filter.setText('');
          }}
        />
      }
    />
  );
}

/** Has the focus at once where the list before had it. */
function ShowAll({ onPress }: { readonly onPress: () => void }): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (button.current && button.current.closest(`.${focusHolder}`) === document.activeElement)
      button.current.focus();
  }, []);
  return (
    <Button ref={button} onClick={onPress}>
      Show every record
    </Button>
  );
}
