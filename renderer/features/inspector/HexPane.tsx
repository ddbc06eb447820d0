import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../../../shared/base/quantity.ts';
import { formatOffset } from '../../../shared/bytes/hexDump.ts';
import { HexGrid } from '../../editor/hexGrid/HexGrid.tsx';
import { stretchOf, type HexSelection } from '../../editor/hexGrid/hexSelection.ts';
import type { ByteWindow } from '../../state/byteWindow.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useByteWindow, type InspectedRecord } from './useByteWindow.ts';
import { useCopy, type Copying } from './useCopy.ts';

const wholeBlocks = {};

/** The bytes as they are. */
export function HexPane({ record }: { readonly record: InspectedRecord }): ReactNode {
  const bytes = useByteWindow(record, wholeBlocks);
  const copying = useCopy(record);
  return bytes && <HexPaneContent bytes={bytes} copying={copying} />;
}

interface HexPaneContentProps {
  readonly bytes: ByteWindow;
  readonly copying: Copying;
}

function HexPaneContent({ bytes, copying }: HexPaneContentProps): ReactNode {
  const { version, problem } = useStore(bytes.store);
  const [selection, setSelection] = useState<HexSelection | null>(null);
  const stretch = selection ? stretchOf(selection) : { from: 0, to: bytes.size };
  return (
    <div className="inspector-pane">
      {problem === null ? null : <BytesProblem bytes={bytes} problem={problem} />}
      <HexGrid
        source={bytes}
        version={version}
        selection={selection}
        onSelection={setSelection}
        onCopy={(column) => copying.copy(stretch, column)}
      />
      <footer className="inspector-footer">
        <span className="inspector-where">
          {selection ? <Where selection={selection} /> : `${formatCount(bytes.size)} bytes`}
        </span>
        <output className="inspector-result">{copying.result}</output>
        <Button tone="quiet" onClick={() => copying.copy(stretch, 'hex')}>
          Copy as hex
        </Button>
        <Button tone="quiet" onClick={() => copying.copy(stretch, 'text')}>
          Copy as text
        </Button>
        <Button tone="quiet" className="inspector-copy-dump" onClick={() => copying.copy(stretch, 'dump')}>
          Copy as hex dump
        </Button>
      </footer>
    </div>
  );
}

function Where({ selection }: { readonly selection: HexSelection }): ReactNode {
  const { from, to } = stretchOf(selection);
  const count = to - from;
  return (
    <>
      at 0x{formatOffset(selection.focus, 1)} ({formatCount(selection.focus)}) · {formatCount(count)}{' '}
      {count === 1 ? 'byte' : 'bytes'}
    </>
  );
}

/** Why bytes are missing, where they would be. */
export function BytesProblem({ bytes, problem }: { bytes: ByteWindow; problem: string }): ReactNode {
  return (
    <Notice tone="danger" text={problem} action={<Button onClick={() => bytes.retry()}>Try again</Button>} />
  );
}
