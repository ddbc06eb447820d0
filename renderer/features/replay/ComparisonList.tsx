import { Check, Minus, X } from 'lucide-react';
import { memo, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../../../shared/base/quantity.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { ReplayComparison, ReplayProgress } from '../../../shared/model/replay.ts';
import { comparedCount, type ReplayView } from '../../state/sessions/replays.ts';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';

interface ComparisonListProps {
  readonly view: ReplayView;
  readonly progress: ReplayProgress;
  /** The index of the chosen comparison. */
  readonly chosen: number | null;
  readonly onChoose: (index: number, recordedSeq: number) => void;
}

const rowHeightPixels = 24;

/** Each received payload of the recording, beside what was received this time. Choosing one shows it in the recording. */
export function ComparisonList({ view, progress, chosen, onChoose }: ComparisonListProps): ReactNode {
  // Only the change matters: the rows themselves come from the view.
  useStore(view.store, ({ rowsVersion }) => rowsVersion);
  const list = useRef<LongListHandle>(null);
  const count = comparedCount(progress);
  useEffect(() => {
    if (chosen !== null) list.current?.reveal(chosen);
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = chosen === null ? 0 : Math.min(Math.max(chosen + step, 0), count - 1);
    const comparison = view.comparison(next);
    if (comparison) onChoose(next, comparison.recordedSeq);
  };
  return (
    <LongList
      role="grid"
      aria-rowcount={count}
      header={<HeaderRow />}
      headerHeight={rowHeightPixels}
      aria-label="Comparisons"
      className="comparisons"
      tabIndex={0}
      rowCount={count}
      rowHeight={rowHeightPixels}
      handle={list}
      onVisibleRange={(range) => view.show(range.first, range.end)}
      onKeyDown={onKeyDown}
      renderRow={(index, top) => (
        <ComparisonRow
          key={index}
          index={index}
          top={top}
          comparison={view.comparison(index)}
          isChosen={index === chosen}
          onChoose={onChoose}
        />
      )}
    />
  );
}

function HeaderRow(): ReactNode {
  return (
    <div aria-hidden className="comparison comparison-header">
      <span className="comparison-icon" />
      <span className="comparison-number">recorded</span>
      <span className="unit">↔</span>
      <span className="comparison-again">replayed</span>
      <span className="comparison-outcome">outcome</span>
      <span className="comparison-size">length</span>
      <span className="comparison-difference">difference</span>
    </div>
  );
}

interface ComparisonRowProps {
  readonly index: number;
  readonly top: number;
  readonly comparison: ReplayComparison | undefined;
  readonly isChosen: boolean;
  readonly onChoose: (index: number, recordedSeq: number) => void;
}

const outcomeWords = { matched: 'same', mismatched: 'different', missing: 'missing' } as const;
const icons = { matched: Check, mismatched: X, missing: Minus } as const;

const ComparisonRow = memo(function ComparisonRow(props: ComparisonRowProps): ReactNode {
  const { index, top, comparison, isChosen, onChoose } = props;
  if (!comparison) return <div className="comparison" style={{ top }} />;
  const { recordedSeq, replayedSeq, outcome, size } = comparison;
  const Icon = icons[outcome];
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isChosen}
      className="comparison mono"
      data-outcome={outcome}
      style={{ top }}
      onMouseDown={() => onChoose(index, recordedSeq)}
    >
      <Icon size={14} aria-hidden className="comparison-icon" />
      <span role="gridcell" className="comparison-number" title="Number in the recording">
        {formatCount(recordedSeq)}
      </span>
      <span className="unit" aria-hidden>
        ↔
      </span>
      <span role="gridcell" className="comparison-again" title="Number in the replay">
        {replayedSeq === null ? '–' : formatCount(replayedSeq)}
      </span>
      <span role="gridcell" className="comparison-outcome">
        {outcomeWords[outcome]}
      </span>
      <span role="gridcell" className="comparison-size">
        {formatBytes(size)}
      </span>
      <span role="gridcell" className="comparison-difference">
        {differenceOf(comparison)}
      </span>
    </div>
  );
});

function differenceOf({ differsAt, outcome, size }: ReplayComparison): string {
  if (differsAt === null) return '';
  if (outcome === 'missing') return '';
  return differsAt >= size ? 'longer' : `from byte ${formatCount(differsAt)}`;
}
