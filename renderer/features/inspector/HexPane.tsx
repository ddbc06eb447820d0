import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount, formatCounted } from '../../../shared/base/quantity.ts';
import { formatOffset } from '../../../shared/bytes/hexDump.ts';
import type { ByteSource } from '../../editor/hexGrid/byteSource.ts';
import { HexGrid, type HexGridHandle } from '../../editor/hexGrid/HexGrid.tsx';
import { stretchOf, type HexSelection } from '../../editor/hexGrid/hexSelection.ts';
import type { ByteWindow } from '../../state/records/byteWindow.ts';
import type { Toward } from '../../state/records/matchList.ts';
import type { MatchRanges } from '../../state/records/matchRanges.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { formatKeys } from '../../ui/keys.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ByteFooter } from './ByteFooter.tsx';
import { byteMenu } from './byteMenu.ts';
import type { ByteStretch } from './byteStretch.ts';
import { useByteWindow, type InspectedRecord } from './useByteWindow.ts';
import { useCopy, type Copying } from './useCopy.ts';
import { useMatchRanges, type RecordMatches } from './useMatchRanges.ts';

const wholeBlocks = {};

interface HexPaneProps {
  readonly record: InspectedRecord;
  readonly view: RecordView;
  /** Puts a stretch of the bytes into the composer. */
  readonly onCompose: ((stretch: ByteStretch) => void) | undefined;
  readonly onReply: (() => void) | undefined;
}

/** The bytes in hex, with the filter's matches. */
export function HexPane({ record, view, onCompose, onReply }: HexPaneProps): ReactNode {
  const bytes = useByteWindow(record, wholeBlocks);
  const matches = useMatchRanges(view, record);
  const copying = useCopy(record);
  return bytes && <HexPaneContent bytes={bytes} {...{ matches, copying, onCompose, onReply }} />;
}

interface HexPaneContentProps extends Pick<HexPaneProps, 'onCompose' | 'onReply'> {
  readonly bytes: ByteWindow;
  readonly matches: RecordMatches | null;
  readonly copying: Copying;
}

function HexPaneContent({ bytes, matches, copying, onCompose, onReply }: HexPaneContentProps): ReactNode {
  const { version, problem } = useStore(bytes.store);
  const [selection, setSelection] = useState<HexSelection | null>(null);
  const grid = useRef<HexGridHandle>(null);
  const source = useSource(bytes, matches?.ranges ?? null);
  const step = useSteps(matches?.ranges ?? null, selection, (next) => {
    setSelection(next);
    grid.current?.reveal(next.focus);
    grid.current?.reveal(next.anchor);
  });
  const stretch = selection ? stretchOf(selection) : { from: 0, to: bytes.size };
  return (
    <div className="inspector-pane">
      {problem === null ? null : <BytesProblem bytes={bytes} problem={problem} />}
      <HexGrid
        source={source}
        version={version}
        selection={selection}
        onSelection={setSelection}
        onCopy={(column) => copying.copy(stretch, column)}
        {...(matches && { highlights: matches.highlights, onStep: step.go })}
        handle={grid}
      />
      <ByteFooter
        where={selection ? <Where selection={selection} /> : formatCounted(bytes.size, 'byte')}
        result={step.word ?? copying.result}
        steps={matches && <MatchButtons go={step.go} />}
        hasSelection={selection !== null}
        onCompose={onCompose && (() => onCompose(stretch))}
        onCopy={(form) => copying.copy(stretch, form)}
        menu={() => byteMenu({ copy: (form) => copying.copy(stretch, form), reply: onReply })}
      />
    </div>
  );
}

function MatchButtons({ go }: Pick<Steps, 'go'>): ReactNode {
  return (
    <div className="inspector-steps">
      <IconButton
        label="Previous match in these bytes"
        keys={formatKeys('Shift+N')}
        icon={<ChevronUp size={16} />}
        onClick={() => go('previous')}
      />
      <IconButton
        label="Next match in these bytes"
        keys={formatKeys('N')}
        icon={<ChevronDown size={16} />}
        onClick={() => go('next')}
      />
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

interface Steps {
  readonly go: (toward: Toward) => void;
  /** The message when there is nothing to go to. */
  readonly word: string | null;
}

/** Steps from one match in the record to the next; a new step replaces one that is still searching. */
function useSteps(
  ranges: MatchRanges | null,
  selection: HexSelection | null,
  arrived: (selection: HexSelection) => void,
): Steps {
  const [word, setWord] = useState<string | null>(null);
  const looking = useRef<AbortController | null>(null);
  useEffect(() => () => looking.current?.abort(), []);
  const go = async (toward: Toward): Promise<void> => {
    if (!ranges) return;
    looking.current?.abort();
    const abort = new AbortController();
    looking.current = abort;
    const from = selection ? stretchOf(selection).from : -1;
    const found = await ranges.step(from, toward, abort.signal).catch(() => null);
    if (abort.signal.aborted) return;
    setWord(found ? null : 'The filter matches nothing in these bytes.');
    if (found) arrived({ anchor: found.from, focus: found.to - 1, column: selection?.column ?? 'hex' });
  };
  return { go: (toward) => void go(toward), word };
}

function Where({ selection }: { readonly selection: HexSelection }): ReactNode {
  const { from, to } = stretchOf(selection);
  const count = to - from;
  return (
    <>
      0x{formatOffset(selection.focus, 1)} ({formatCount(selection.focus)}) · {formatCounted(count, 'byte')}
    </>
  );
}

/** Says why bytes are missing, in their place. */
export function BytesProblem({ bytes, problem }: { bytes: ByteWindow; problem: string }): ReactNode {
  return (
    <Notice tone="danger" text={problem} action={<Button onClick={() => bytes.retry()}>Try again</Button>} />
  );
}
