import type { KeyboardEvent } from 'react';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import type { HexColumn, HexLayout } from './hexLayout.ts';
import { selectionAfterKey, type HexSelection } from './hexSelection.ts';

/** What the keys of a hex grid read and do. */
interface HexKeyTarget {
  readonly layout: HexLayout;
  /** Null until it is on the screen. */
  readonly list: LongListHandle | null;
  readonly selection: HexSelection | null;
  readonly onSelection: (selection: HexSelection) => void;
  readonly onCopy: (column: HexColumn) => void;
  readonly onStep: ((toward: 'next' | 'previous') => void) | undefined;
}

/** Handles a key pressed in the grid: it copies, goes to a highlight, or moves the selection. Other keys are left to the window. */
export function pressHexKey(event: KeyboardEvent, target: HexKeyTarget): void {
  const { layout, list, selection, onSelection, onCopy, onStep } = target;
  const { shiftKey: shift, altKey } = event;
  const command = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  if (command && letter === 'c') {
    event.preventDefault();
    onCopy(selection?.column ?? 'hex');
    return;
  }
  if (letter === 'n' && onStep && !command && !altKey) {
    event.preventDefault();
    onStep(shift ? 'previous' : 'next');
    return;
  }
  const extent = { size: layout.size, bytesPerRow: layout.bytesPerRow, rowsInView: list?.rowsInView ?? 1 };
  const next = selectionAfterKey(selection, { key: event.key, shift, command }, extent);
  if (!next || altKey) return;
  event.preventDefault();
  onSelection(next);
  // Selecting everything does not scroll.
  if (letter !== 'a') list?.reveal(Math.floor(next.focus / layout.bytesPerRow));
}
