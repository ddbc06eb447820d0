import { useState } from 'react';
import { stretchOf, type HexSelection } from '../../editor/hexGrid/hexSelection.ts';
import type { ByteStretch } from './byteStretch.ts';

/** The selected bytes of a record, the same in every reading; null for none. */
export interface SelectedBytes {
  readonly selection: HexSelection | null;
  readonly select: (selection: HexSelection | null) => void;
}

/** The selection in the record with a key; another record begins without one. */
export function useSelectedBytes(key: number | string | null): SelectedBytes {
  const [made, setMade] = useState<{
    readonly key: number | string | null;
    readonly selection: HexSelection | null;
  } | null>(null);
  return {
    selection: made?.key === key ? made.selection : null,
    select: (selection) => setMade({ key, selection }),
  };
}

/** The selected bytes, or all of them where none are selected. */
export function stretchOrAll(selection: HexSelection | null, size: number): ByteStretch {
  return selection ? stretchOf(selection) : { from: 0, to: size };
}
