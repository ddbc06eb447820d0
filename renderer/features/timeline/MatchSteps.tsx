import { ChevronDown, ChevronUp, CircleStop } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount, formatCounted, plural } from '../../../shared/base/quantity.ts';
import type { RecordFilterState, SearchProgress } from '../../state/records/recordFilter.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { isUnderWay, shareScanned } from './scanProgress.ts';

interface MatchStepsProps {
  readonly view: RecordView;
  readonly nextKeys: string;
  readonly previousKeys: string;
}

/** How many records match and which of them is selected, how far the search is, and buttons to step from match to match. */
export function MatchSteps({ view, nextKeys, previousKeys }: MatchStepsProps): ReactNode {
  const filter = useStore(view.filter.store);
  const place = useStore(view.store, ({ current }) =>
    current === null ? null : (view.matchIndex(current) ?? null),
  );
  const isFiltered = useStore(view.store, (state) => state.isFiltered);
  const all = useStore(view.store, ({ first, last }) => last - first + 1);
  const { progress, isCancelled } = filter;
  if (!progress) return isCancelled ? <Cancelled view={view} /> : null;
  const isScanning = isUnderWay(progress);
  const hasMatches = progress.end > progress.begin;
  return (
    <div className="match-steps">
      <span className="match-count" title={titleOf(filter)}>
        {isFiltered ? listedOf(progress, all) : countOf(progress, place)}
      </span>
      <SpokenCount count={progress.end - progress.begin} isScanning={isScanning} />
      <IconButton
        label="Previous match"
        keys={previousKeys}
        icon={<ChevronUp size={16} />}
        disabled={!hasMatches}
        onClick={() => void view.step('previous')}
      />
      <IconButton
        label="Next match"
        keys={nextKeys}
        icon={<ChevronDown size={16} />}
        disabled={!hasMatches}
        onClick={() => void view.step('next')}
      />
      {isScanning && (
        <IconButton
          label="Cancel the search"
          data-command="search.cancel"
          icon={<CircleStop size={14} />}
          onClick={() => view.filter.cancel()}
        />
      )}
      {isScanning && <ScanBar share={shareScanned(progress)} />}
    </div>
  );
}

/** Announces the count to screen readers once it has settled; not every number on the way. */
function SpokenCount({ count, isScanning }: { count: number; isScanning: boolean }): ReactNode {
  const [text, setText] = useState('');
  useEffect(() => {
    if (isScanning) return undefined;
    const timer = setTimeout(() => setText(`The filter matches ${formatCounted(count, 'record')}.`), 1000);
    return () => clearTimeout(timer);
  }, [count, isScanning]);
  return <output className="spoken">{text}</output>;
}

/** How many records are listed, of all that there are. */
function listedOf({ begin, end }: SearchProgress, all: number): ReactNode {
  return (
    <>
      {formatCount(end - begin)} <span className="unit">of {formatCount(Math.max(all, end - begin))}</span>
    </>
  );
}

/** How many records match, and which of them is selected. */
function countOf({ begin, end }: SearchProgress, place: number | null): ReactNode {
  const count = formatCount(end - begin);
  return place === null || place < begin ? (
    <>
      {count} <span className="unit match-word">{plural(end - begin, 'match', 'matches')}</span>
    </>
  ) : (
    <>
      {formatCount(place - begin + 1)} <span className="unit">of</span> {count}
    </>
  );
}

function titleOf({ progress }: RecordFilterState): string | undefined {
  if (!progress || !isUnderWay(progress)) return undefined;
  const { scanned, last } = progress;
  return `Looked at ${formatCount(Math.min(scanned, last))} of ${formatCounted(last, 'record')}.`;
}

/** A line along the bar's lower edge: it takes no room, so nothing moves when it appears or disappears. */
function ScanBar({ share }: { readonly share: number }): ReactNode {
  return (
    <div
      className="scan-bar"
      role="progressbar"
      aria-label="Search"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
      style={{ '--share': share }}
    />
  );
}

function Cancelled({ view }: { readonly view: RecordView }): ReactNode {
  return (
    <div className="match-steps">
      <span className="match-cancelled">Cancelled</span>
      <Button tone="quiet" data-command="search.again" onClick={() => view.filter.apply()}>
        Search again
      </Button>
    </div>
  );
}
