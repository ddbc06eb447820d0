import { useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ByteWindow } from '../../state/records/byteWindow.ts';
import type { MatchRanges } from '../../state/records/matchRanges.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { Button } from '../../ui/Button.tsx';
import { BytesProblem } from './HexPane.tsx';
import { textBlockBytes, textMarginBytes } from './textView.ts';
import { TextView } from './TextView.tsx';
import { useByteWindow, type InspectedRecord } from './useByteWindow.ts';
import { useCopy, type Copying } from './useCopy.ts';
import { useMatchRanges, type RecordMatches } from './useMatchRanges.ts';

const textBlocks = { blockBytes: textBlockBytes, marginBytes: textMarginBytes };

interface TextPaneProps {
  readonly record: InspectedRecord;
  readonly view: RecordView;
}

/** The bytes as UTF-8, with the filter's matches. */
export function TextPane({ record, view }: TextPaneProps): ReactNode {
  const bytes = useByteWindow(record, textBlocks);
  const matches = useMatchRanges(view, record);
  const copying = useCopy(record);
  const shown = useShownWithMatches(bytes, matches?.ranges ?? null);
  return shown && <TextPaneContent bytes={shown} matches={matches} copying={copying} />;
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

interface TextPaneContentProps {
  readonly bytes: ByteWindow;
  readonly matches: RecordMatches | null;
  readonly copying: Copying;
}

function TextPaneContent({ bytes, matches, copying }: TextPaneContentProps): ReactNode {
  const problem = useStore(bytes.store, (state) => state.problem);
  return (
    <div className="inspector-pane">
      {problem === null ? null : <BytesProblem bytes={bytes} problem={problem} />}
      <TextView bytes={bytes} highlights={matches?.highlights ?? null} />
      <footer className="inspector-footer">
        <span className="inspector-where">UTF-8</span>
        <output className="inspector-result">{copying.result}</output>
        <Button tone="quiet" onClick={() => copying.copy({ from: 0, to: bytes.size }, 'text')}>
          Copy as text
        </Button>
      </footer>
    </div>
  );
}
