import { useMemo, useState, type ReactNode } from 'react';
import { formatHex } from '../../../shared/bytes/hex.ts';
import type { PreviewedBytes } from '../../../shared/model/preview.ts';
import type { ByteSource } from '../../editor/hexGrid/byteSource.ts';
import { HexGrid } from '../../editor/hexGrid/HexGrid.tsx';
import type { HexHighlight } from '../../editor/hexGrid/HighlightBoxes.tsx';
import { stretchOf, type HexSelection } from '../../editor/hexGrid/hexSelection.ts';
import { copyText } from '../../ui/copyText.ts';

interface PreviewedHexProps {
  readonly stretches: readonly PreviewedBytes[];
  readonly bytes: Uint8Array;
}

/** The bytes as a hex dump, with where they come from. Those of a secret are hidden, also when they are copied. */
export function PreviewedHex({ stretches, bytes }: PreviewedHexProps): ReactNode {
  const [selection, setSelection] = useState<HexSelection | null>(null);
  const hidden = useMemo(() => stretches.filter(({ isHidden }) => isHidden), [stretches]);
  const source = useMemo((): ByteSource => {
    const block = { start: 0, bytes, hidden };
    return { size: bytes.length, block: () => block, show: () => undefined };
  }, [bytes, hidden]);
  const copy = (): void => {
    const { from, to } = selection ? stretchOf(selection) : { from: 0, to: bytes.length };
    const pieces: string[] = [];
    for (const stretch of stretches) {
      const part = bytes.subarray(Math.max(stretch.from, from), Math.min(stretch.to, to));
      if (stretch.from < to && stretch.to > from) pieces.push(stretch.isHidden ? '•••' : formatHex(part));
    }
    void copyText(pieces.join(' ')).catch(() => undefined);
  };
  return (
    <div className="preview-hex">
      <HexGrid
        source={source}
        version={0}
        selection={selection}
        onSelection={setSelection}
        onCopy={copy}
        highlights={(from, to) => highlightsIn(stretches, from, to)}
      />
    </div>
  );
}

function highlightsIn(stretches: readonly PreviewedBytes[], from: number, to: number): HexHighlight[] {
  return stretches.flatMap((stretch) =>
    stretch.source === 'written' || stretch.to <= from || stretch.from >= to
      ? []
      : [
          {
            ...{ from: stretch.from, to: stretch.to, what: stretch.source },
            ...{ opensBefore: false, opensAfter: false },
          },
        ],
  );
}
