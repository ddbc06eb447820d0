import type { ReactNode } from 'react';
import { formatCount, formatCounted } from '../../../shared/base/quantity.ts';
import { formatOffset } from '../../../shared/bytes/hexDump.ts';
import { stretchOf, type HexSelection } from '../../editor/hexGrid/hexSelection.ts';

/** Where the cursor is, in hex and decimal, and how much is selected. */
export function Where({ selection }: { readonly selection: HexSelection }): ReactNode {
  const { from, to } = stretchOf(selection);
  const { focus } = selection;
  return `0x${formatOffset(focus, 1)} (${formatCount(focus)}) · ${formatCounted(to - from, 'byte')}`;
}
