import type { KeyboardEvent } from 'react';
import type { MenuItem } from '../../ui/Menu.tsx';

/** What can be done with the selected records. */
export interface RowActions {
  /** The menu, as it is when it opens. */
  readonly items: () => readonly MenuItem[];
  /** Does what a key of the list asks for; false for other keys. */
  readonly press: (event: KeyboardEvent) => boolean;
  /** Shows the current record large. */
  readonly open: () => void;
}
