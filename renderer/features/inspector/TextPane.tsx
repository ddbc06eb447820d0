import { useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCounted } from '../../../shared/base/quantity.ts';
import type { ByteWindow } from '../../state/records/byteWindow.ts';
import type { MatchRanges } from '../../state/records/matchRanges.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { ByteFooter } from './ByteFooter.tsx';
import { byteMenu } from './byteMenu.ts';
import type { ByteStretch } from './byteStretch.ts';
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
  /** Puts a stretch of the bytes into the composer. */
  readonly onCompose: ((stretch: ByteStretch) => void) | undefined;
  readonly onReply: (() => void) | undefined;
}

/** The bytes as UTF-8, with the filter's matches. */
export function TextPane({ record, view, onCompose, onReply }: TextPaneProps): ReactNode {
  const bytes = useByteWindow(record, textBlocks);
  const matches = useMatchRanges(view, record);
  const copying = useCopy(record);
  const shown = useShownWithMatches(bytes, matches?.ranges ?? null);
  return shown && <TextPaneContent bytes={shown} {...{ matches, copying, onCompose, onReply }} />;
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

interface TextPaneContentProps extends Pick<TextPaneProps, 'onCompose' | 'onReply'> {
  readonly bytes: ByteWindow;
  readonly matches: RecordMatches | null;
  readonly copying: Copying;
}

function TextPaneContent({ bytes, matches, copying, onCompose, onReply }: TextPaneContentProps): ReactNode {
  const problem = useStore(bytes.store, (state) => state.problem);
  const all = { from: 0, to: bytes.size };
  return (
    <div className="inspector-pane">
      {problem === null ? null : <BytesProblem bytes={bytes} problem={problem} />}
      <TextView bytes={bytes} highlights={matches?.highlights ?? null} />
      <ByteFooter
        where={`UTF-8 · ${formatCounted(bytes.size, 'byte')}`}
        result={copying.result}
        hasSelection={false}
        onCompose={onCompose && (() => onCompose(all))}
        onCopy={(form) => copying.copy(all, form)}
        menu={() => byteMenu({ copy: (form) => copying.copy(all, form), reply: onReply })}
      />
    </div>
  );
}
