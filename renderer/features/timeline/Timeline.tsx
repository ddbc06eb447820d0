import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { RecordView } from '../../state/records/recordView.ts';
import type { TableLayout } from '../../state/window/tableLayout.ts';
import type { TableWords } from '../../state/window/tableTexts.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useRegionName } from '../../ui/sideOfWindow.ts';
import { focusHolder, isFocusWaiting } from './heldFocus.ts';
import { HiddenStrip } from './HiddenStrip.tsx';
import { NoMatches } from './NoMatches.tsx';
import { RecordGrid } from './RecordGrid.tsx';
import { RowMenu } from './RowMenu.tsx';
import type { RowActions } from './rowActions.ts';
import type { TableSubject } from './useTable.ts';
import './timeline.css';

interface TimelineProps {
  readonly view: RecordView;
  readonly subject: TableSubject;
  readonly layout: StoreApi<TableLayout>;
  readonly rows: RowActions;
  /** Called with the table as it is shown, and with null when it is gone. */
  readonly onTable: (words: TableWords | null) => void;
  /** What to show while there is no record: what appears here, and how to make it appear. */
  readonly emptyHint: ReactNode;
}

/** The records of a session as they happen, or of a recording: all of them, or those that match the filter. */
export function Timeline(props: TimelineProps): ReactNode {
  const { view, subject, layout, rows, onTable, emptyHint } = props;
  const region = useRegionName('Records');
  const state = useStore(view.store);
  const marksProblem = useStore(view.marks.store, (marks) => marks.problem);
  const { problem, begin, end, isFiltered, hidden } = state;
  const hadFocus = useRef(false);
  const section = useRef<HTMLElement>(null);
  // A list that was cleared is there all the same: it may have the focus, and what comes appears in it.
  const isEmpty = end <= begin && hidden === 0;
  useLayoutEffect(() => {
    const holder = section.current?.querySelector<HTMLElement>(`.${focusHolder}`);
    if (isEmpty && hadFocus.current && holder && isFocusWaiting(holder)) holder.focus();
  }, [isEmpty]);
  return (
    <section ref={section} className="timeline" aria-label={region}>
      {problem === null ? null : (
        <Notice
          tone="danger"
          text={problem}
          action={<Button onClick={() => view.retry()}>Try again</Button>}
        />
      )}
      {marksProblem === null ? null : <Notice tone="warning" text={marksProblem} />}
      {hidden > 0 && (
        <HiddenStrip
          count={hidden}
          onShow={() => {
            // First, since the button goes.
            section.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
            view.hideBefore(1);
          }}
        />
      )}
      <RowMenu view={view} rows={rows}>
        {isEmpty ? (
          <div className="timeline-empty">
            {isFiltered ? (
              <NoMatches
                view={view}
                onShowAll={() => {
                  hadFocus.current = true;
                }}
              />
            ) : state.isLoaded && problem === null ? (
              emptyHint
            ) : null}
          </div>
        ) : (
          <RecordGrid
            key={isFiltered ? 'matches' : 'all'}
            view={view}
            state={state}
            subject={subject}
            layout={layout}
            rows={rows}
            onTable={onTable}
            hadFocus={hadFocus}
          />
        )}
      </RowMenu>
      <Word view={view} />
    </section>
  );
}

/** 4 s: long enough to be read; after that the rows below it are visible again. */
const wordShownMs = 4000;

/** A short message, for example that the search continued from the other end. */
function Word({ view }: { readonly view: RecordView }): ReactNode {
  const word = useStore(view.filter.store, (filter) => filter.word);
  useEffect(() => {
    if (word === null) return undefined;
    const timer = setTimeout(() => view.filter.say(null), wordShownMs);
    return () => clearTimeout(timer);
  }, [view, word]);
  return <output className="timeline-word">{word}</output>;
}
