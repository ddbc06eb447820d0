import type { ReactNode } from 'react';

/** What every entry of a menu has; a `separated` one begins a new group. */
interface MenuEntry {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  /** What it is about, or why it is not possible, in a quieter tone. */
  readonly hint?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly separated?: boolean;
  /** Stands above it, for it and those that follow. */
  readonly heading?: string;
  /** For a choice among several: whether it is the chosen one. */
  readonly checked?: boolean;
  /** For a choice of its own: whether it is on. */
  readonly toggled?: boolean;
}

/** An entry that does something. */
export interface MenuAction extends MenuEntry {
  readonly run: () => void;
}

/** An entry that opens a menu of its own. */
interface Submenu extends MenuEntry {
  readonly items: readonly MenuItem[];
}

/** One entry of a menu. */
export type MenuItem = MenuAction | Submenu;
