import { useCallback, useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { RecordView, RecordViewState } from '../../state/recordView.ts';
import { Button } from '../../ui/Button.tsx';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';
import type { RowRange } from '../../ui/longList/scrollModel.ts';
import { Notice } from '../../ui/Notice.tsx';
import { selectedByKey } from './timelineKeys.ts';
import { TimelineRow } from './TimelineRow.tsx';
import './timeline.css';

/** 24 px: a comfortable target for a pointer, and thirty rows on a small screen. */
const rowHeightPixels = 24;

export interface TimelineProps {
  readonly view: RecordView;
  /** The address of a peer, by its number. */
  readonly peerAddress: (peer: number) => string;
  /** What to show while there is no record: what appears here, and how to make it appear. */
  readonly emptyHint: ReactNode;
}

/** Every record of a session as it happens, or of a recording. */
export function Timeline({ view, peerAddress, emptyHint }: TimelineProps): ReactNode {
  const state = useStore(view.store);
  if (state.total === 0) {
    return (
      <section className="timeline" aria-label="Records">
        {state.problem === null ? (
          <div className="timeline-empty">{state.isLoaded ? emptyHint : null}</div>
        ) : (
          <Problem view={view} problem={state.problem} />
        )}
      </section>
    );
  }
  return (
    <section className="timeline" aria-label="Records">
      {state.problem === null ? null : <Problem view={view} problem={state.problem} />}
      <RecordGrid view={view} state={state} peerAddress={peerAddress} />
      {view.live && !state.following ? <FollowButton view={view} state={state} /> : null}
    </section>
  );
}

interface RecordGridProps {
  readonly view: RecordView;
  readonly state: RecordViewState;
  readonly peerAddress: (peer: number) => string;
}

function RecordGrid({ view, state, peerAddress }: RecordGridProps): ReactNode {
  const { total, selected, following, hasSeveralPeers } = state;
  const id = useId();
  const list = useRef<LongListHandle>(null);
  const visible = useRef<RowRange>({ first: 0, end: 0 });
  const select = useCallback((seq: number) => view.select(seq), [view]);
  const onVisibleRange = useCallback(
    (range: RowRange) => {
      visible.current = range;
      // The row above the first one too: its time is what the first one's delta is counted from.
      view.show(range.first, range.end);
    },
    [view],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rowsInView = list.current?.rowsInView ?? 1;
    const seq = selectedByKey(event.key, {
      selected,
      total,
      rowsInView,
      visible: visible.current,
      following,
    });
    if (seq === null) return;
    event.preventDefault();
    view.select(seq);
    if (total > rowsInView) view.follow(view.live && seq === total);
    list.current?.reveal(seq - 1);
  };
  useRevealOnSelect(list, selected, following);

  return (
    <LongList
      role="grid"
      aria-label="Timeline"
      aria-rowcount={total + 1}
      aria-colcount={hasSeveralPeers ? 8 : 7}
      aria-activedescendant={selected === null ? undefined : `${id}-${selected}`}
      tabIndex={0}
      className={hasSeveralPeers ? 'timeline-grid has-peers' : 'timeline-grid'}
      style={{ '--timeline-digits': String(total).length }}
      rowCount={total}
      rowHeight={rowHeightPixels}
      header={<HeaderRow hasSeveralPeers={hasSeveralPeers} />}
      headerHeight={rowHeightPixels}
      pinnedToEnd={following}
      onPinnedChange={(pinned) => view.live && view.follow(pinned)}
      onVisibleRange={onVisibleRange}
      onKeyDown={onKeyDown}
      handle={list}
      renderRow={(index, top) => {
        const seq = index + 1;
        const row = view.row(seq);
        return (
          <TimelineRow
            id={`${id}-${seq}`}
            seq={seq}
            top={top}
            row={row}
            previousAt={view.row(seq - 1)?.at}
            selected={seq === selected}
            peer={peerOf(row?.peer, hasSeveralPeers, peerAddress)}
            select={select}
          />
        );
      }}
    />
  );
}

/** What is selected elsewhere, as from a replay's result, comes into view; while the tail is followed, the tail stays. */
function useRevealOnSelect(
  list: { readonly current: LongListHandle | null },
  selected: number | null,
  following: boolean,
): void {
  useLayoutEffect(() => {
    if (selected !== null && !following) list.current?.reveal(selected - 1);
    // Only a new selection is revealed: leaving the tail must not jump to an old one.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [list, selected]);
}

function peerOf(
  peer: number | null | undefined,
  isShown: boolean,
  peerAddress: (peer: number) => string,
): string | null {
  if (!isShown) return null;
  return typeof peer === 'number' ? peerAddress(peer) : '';
}

const columns = ['#', 'Time', 'Δ', 'Peer', '⇅', 'Kind', 'Length', 'Preview'] as const;
const spokenNames: Readonly<Record<string, string>> = { '#': 'Number', Δ: 'Delta', '⇅': 'Direction' };

function HeaderRow({ hasSeveralPeers }: { readonly hasSeveralPeers: boolean }): ReactNode {
  return (
    <div role="row" aria-rowindex={1} className="timeline-header">
      {columns
        .filter((name) => hasSeveralPeers || name !== 'Peer')
        .map((name) => (
          <span key={name} role="columnheader" aria-label={spokenNames[name]} data-column={name}>
            {name}
          </span>
        ))}
    </div>
  );
}

function FollowButton({ view, state }: Pick<RecordGridProps, 'view' | 'state'>): ReactNode {
  const newer = state.total - state.totalWhenLeft;
  return (
    <Button className="timeline-follow" onClick={() => view.follow(true)}>
      Follow{newer > 0 ? <span className="timeline-newer">{formatCount(newer)} new</span> : null}
    </Button>
  );
}

function Problem({ view, problem }: { readonly view: RecordView; readonly problem: string }): ReactNode {
  return (
    <Notice tone="danger" text={problem} action={<Button onClick={() => view.retry()}>Try again</Button>} />
  );
}
