import type { WindowParts } from '../state/window/workbenchParts.ts';
import type { Keys } from '../ui/keys.ts';

/** One action that is possible now. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly keys?: Keys;
  /** What tells it from others with the same title, such as an address: shown after it, and found. */
  readonly detail?: string;
  /** Further keys that run it, which other programs have taught, where the host lets them through. */
  readonly also?: readonly Keys[];
  /** True where a field that one types into has a meaning of its own for the keys. */
  readonly notWhileTyping?: boolean;
  /** More words to find it by. */
  readonly words?: string;
  /** It sends, opens, closes, or deletes: keys that are held run it once, and the palette offers it after what is harmless. */
  readonly acts?: boolean;
  /** Where it stands in the menu of the records. */
  readonly row?: RowPlace;
  /** Why it is not possible now: then only that menu has it, greyed. */
  readonly refusal?: string;
  readonly run: () => void;
}

/** The place of a command in the menu of the records: in the order of the commands. */
interface RowPlace {
  readonly label: string;
  /** The menu within the menu that it stands in; that stands where the first of its commands does. */
  readonly under?: 'Copy as' | 'Save to a file' | 'Mark as' | 'Filter like this' | 'Exclude like this';
  readonly begins?: true;
  /** The key that the list has for it, where it has none everywhere. */
  readonly keys?: Keys;
  /** What it is about, in a few characters. */
  readonly hint?: string;
}

/** Whether commands are listed to be seen, or to find one by its key at each key press. */
export type Listed = 'all' | 'with keys';

/** What commands are found for. */
export interface CommandParts extends WindowParts {
  /** The commands for what the tab in front shows; none until the code of that is loaded. */
  readonly commandsOfTab: (document: Document, which: Listed) => readonly Command[];
}
