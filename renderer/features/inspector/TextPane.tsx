import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ByteWindow } from '../../state/byteWindow.ts';
import { Button } from '../../ui/Button.tsx';
import { BytesProblem } from './HexPane.tsx';
import { textBlockBytes, textMarginBytes } from './textView.ts';
import { TextView } from './TextView.tsx';
import { useByteWindow, type InspectedRecord } from './useByteWindow.ts';
import { useCopy, type Copying } from './useCopy.ts';

const textBlocks = { blockBytes: textBlockBytes, marginBytes: textMarginBytes };

/** The bytes as UTF-8. */
export function TextPane({ record }: { readonly record: InspectedRecord }): ReactNode {
  const bytes = useByteWindow(record, textBlocks);
  const copying = useCopy(record);
  return bytes && <TextPaneContent bytes={bytes} copying={copying} />;
}

function TextPaneContent({ bytes, copying }: { bytes: ByteWindow; copying: Copying }): ReactNode {
  const problem = useStore(bytes.store, (state) => state.problem);
  return (
    <div className="inspector-pane">
      {problem === null ? null : <BytesProblem bytes={bytes} problem={problem} />}
      <TextView bytes={bytes} />
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
