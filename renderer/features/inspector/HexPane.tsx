import { ChevronDown, ChevronUp } from 'lucide-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCounted } from '../../../shared/base/quantity.ts';
import type { ByteSource } from '../../editor/hexGrid/byteSource.ts';
import { HexGrid, type HexGridHandle } from '../../editor/hexGrid/HexGrid.tsx';
import type { ByteWindow } from '../../state/records/byteWindow.ts';
import type { MatchRanges } from '../../state/records/matchRanges.ts';
import { IconButton } from '../../ui/Button.tsx';
import type { MenuPlace } from '../../ui/ContextMenu.tsx';
import { BytePane } from './BytePane.tsx';
import { BytesProblem } from './BytesProblem.tsx';
import type { ByteStretch } from './byteStretch.ts';
import { ToolbarButton } from '../../ui/Toolbar.tsx';
import { useByteActions, type BytePaneProps } from './useByteActions.ts';
import { useByteWindow } from './useByteWindow.ts';
import { useMatchRanges, type RecordMatches } from './useMatchRanges.ts';
import { useMatchSteps, type MatchSteps } from './useMatchSteps.ts';
import { stretchOrAll, type SelectedBytes } from './useSelectedBytes.ts';
import { useHighlights } from './useHighlights.ts';
import { ValuesButton, type ValuesSwitch } from './values/ValuesButton.tsx';
import { valuesItem } from './values/valueMenu.ts';
import { ValuesPane } from './values/ValuesPane.tsx';
import { Where } from './Where.tsx';

const wholeBlocks = {};

/** What the panes show that have a selection. */
export type SelectingPaneProps = BytePaneProps & SelectedBytes;

interface HexPaneProps extends SelectingPaneProps {
  readonly values: ValuesSwitch;
}

/** The bytes in hex, with the filter's matches, and what they are. */
export function HexPane(props: HexPaneProps): ReactNode {
  const bytes = useByteWindow(props.record, wholeBlocks);
  const matches = useMatchRanges(props.view, props.record);
  return bytes && <HexPaneContent {...props} bytes={bytes} matches={matches} />;
}

interface HexPaneContentProps extends HexPaneProps {
  readonly bytes: ByteWindow;
  readonly matches: RecordMatches | null;
}

function HexPaneContent(props: HexPaneContentProps): ReactNode {
  const { bytes, matches, selection, select, values } = props;
  const { version, problem } = useStore(bytes.store);
  const grid = useRef<HexGridHandle>(null);
  const source = useSource(bytes, matches?.ranges ?? null);
  const column = selection?.column ?? 'hex';
  const steps = useMatchSteps(matches?.ranges ?? null, selection, (next) => {
    select(next);
    grid.current?.reveal(next.focus);
    grid.current?.reveal(next.anchor);
  });
  const stretch = stretchOrAll(selection, bytes.size);
  const doing = useByteActions(props, () => select({ anchor: 0, focus: bytes.size - 1, column }));
  const { actionsFor, resultOf } = doing;
  const [covered, setCovered] = useState<ByteStretch | null>(null);
  const highlights = useHighlights(matches, covered);
  return (
    <BytePane
      actionsFor={actionsFor}
      stretch={stretch}
      plain={column}
      where={selection ? <Where selection={selection} /> : formatCounted(bytes.size, 'byte')}
      result={steps.word ?? resultOf(stretch)}
      steps={matches && <MatchButtons go={steps.go} />}
      more={[valuesItem(values)]}
      switches={<ValuesButton {...values} />}
      beside={
        values.isShown && (
          <ValuesPane
            record={props.record}
            selection={selection}
            doing={doing}
            onMark={({ from, to }) => {
              select({ anchor: from, focus: to - 1, column });
              grid.current?.reveal(from);
            }}
            onCovered={setCovered}
          />
        )
      }
      hasSelection={selection !== null}
      stretchAt={(place) => selectAt(place, grid.current, props)}
      problem={problem === null ? null : <BytesProblem bytes={bytes} problem={problem} />}
    >
      <HexGrid
        source={source}
        version={version}
        selection={selection}
        onSelection={select}
        onCopy={(form) => actionsFor(stretch).copy(form)}
        highlights={highlights}
        {...(matches && { onStep: steps.go })}
        handle={grid}
      />
    </BytePane>
  );
}

/** A menu is for the selected bytes; where it opens beside them, for the byte there. */
function selectAt(
  { x, y, byKey }: MenuPlace,
  grid: HexGridHandle | null,
  { selection, select, bytes }: Pick<HexPaneContentProps, 'selection' | 'select' | 'bytes'>,
): ByteStretch {
  const stretch = stretchOrAll(selection, bytes.size);
  const found = byKey || selection === null ? null : grid?.at(x, y);
  if (!found || (found.offset >= stretch.from && found.offset < stretch.to)) return stretch;
  select({ anchor: found.offset, focus: found.offset, column: found.column });
  return { from: found.offset, to: found.offset + 1 };
}

function MatchButtons({ go }: Pick<MatchSteps, 'go'>): ReactNode {
  return (
    <div className="inspector-steps">
      <ToolbarButton>
        <IconButton
          label="Previous match in these bytes"
          data-command="bytes.previousMatch"
          keys="Shift+N"
          icon={<ChevronUp size={16} />}
          onClick={() => go('previous')}
        />
      </ToolbarButton>
      <ToolbarButton>
        <IconButton
          label="Next match in these bytes"
          data-command="bytes.nextMatch"
          keys="N"
          icon={<ChevronDown size={16} />}
          onClick={() => go('next')}
        />
      </ToolbarButton>
    </div>
  );
}

/** The bytes on the screen, and their matches. */
function useSource(bytes: ByteWindow, ranges: MatchRanges | null): ByteSource {
  return useMemo(
    () => ({
      size: bytes.size,
      block: (offset) => bytes.block(offset),
      show: (from, to) => {
        bytes.show(from, to);
        ranges?.show(from, to);
      },
    }),
    [bytes, ranges],
  );
}
