import { useMemo, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCounted } from '../../../shared/base/quantity.ts';
import type { ByteWindow } from '../../state/records/byteWindow.ts';
import type { MatchRanges } from '../../state/records/matchRanges.ts';
import type { MenuPlace } from '../../ui/ContextMenu.tsx';
import { BytePane } from './BytePane.tsx';
import { BytesProblem } from './BytesProblem.tsx';
import type { ByteStretch } from './byteStretch.ts';
import type { SelectingPaneProps } from './HexPane.tsx';
import { textBlockBytes, textMarginBytes } from './textView.ts';
import { TextView, type TextViewHandle } from './TextView.tsx';
import { useByteActions } from './useByteActions.ts';
import { useByteWindow } from './useByteWindow.ts';
import { useMatchRanges, type RecordMatches } from './useMatchRanges.ts';
import { stretchOrAll } from './useSelectedBytes.ts';
import { Where } from './Where.tsx';

const textBlocks = { blockBytes: textBlockBytes, marginBytes: textMarginBytes };

/** The bytes as UTF-8, with the filter's matches. */
export function TextPane(props: SelectingPaneProps): ReactNode {
  const bytes = useByteWindow(props.record, textBlocks);
  const matches = useMatchRanges(props.view, props.record);
  const shown = useShownWithMatches(bytes, matches?.ranges ?? null);
  return shown && <TextPaneContent {...props} bytes={shown} matches={matches} />;
}

/** The same bytes; whenever bytes are requested, their matches are too. */
function useShownWithMatches(bytes: ByteWindow | null, ranges: MatchRanges | null): ByteWindow | null {
  return useMemo(() => {
    if (!bytes || !ranges) return bytes;
    const show = (from: number, to: number): void => {
      bytes.show(from, to);
      ranges.show(from, to);
    };
    return { ...bytes, show };
  }, [bytes, ranges]);
}

interface TextPaneContentProps extends SelectingPaneProps {
  readonly bytes: ByteWindow;
  readonly matches: RecordMatches | null;
}

function TextPaneContent(props: TextPaneContentProps): ReactNode {
  const { bytes, matches, selection, select } = props;
  const problem = useStore(bytes.store, (state) => state.problem);
  const text = useRef<TextViewHandle>(null);
  const stretch = stretchOrAll(selection, bytes.size);
  const { actionsFor, resultOf } = useByteActions(props, () =>
    select({ anchor: 0, focus: bytes.size - 1, column: 'text' }),
  );
  return (
    <BytePane
      actionsFor={actionsFor}
      stretch={stretch}
      plain="text"
      where={selection ? <Where selection={selection} /> : `UTF-8 · ${formatCounted(bytes.size, 'byte')}`}
      result={resultOf(stretch)}
      hasSelection={selection !== null}
      stretchAt={(place) => selectAt(place, text.current, props)}
      problem={problem === null ? null : <BytesProblem bytes={bytes} problem={problem} />}
    >
      <TextView
        bytes={bytes}
        highlights={matches?.highlights ?? null}
        selection={selection}
        select={select}
        onCopy={() => actionsFor(stretch).copy('text')}
        handle={text}
      />
    </BytePane>
  );
}

/** A menu is for the selected text; where it opens beside that, for the character there. */
function selectAt(
  { x, y, byKey }: MenuPlace,
  text: TextViewHandle | null,
  { selection, select, bytes }: Pick<TextPaneContentProps, 'selection' | 'select' | 'bytes'>,
): ByteStretch {
  const stretch = stretchOrAll(selection, bytes.size);
  const found = byKey || selection === null ? null : text?.at(x, y);
  if (!found || (found.from >= stretch.from && found.to <= stretch.to)) return stretch;
  select({ anchor: found.from, focus: found.to - 1, column: 'text' });
  return { from: found.from, to: found.to };
}
