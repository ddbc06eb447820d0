import type { RefObject } from 'react';
import type { CompletionContext } from '../../../shared/filter/completion.ts';
import type { FilterHistory } from '../../state/records/filterHistory.ts';

export interface FilterFieldProps {
  /** The text, as it is typed; it may be wrong. */
  readonly value: string;
  readonly onValue: (text: string) => void;
  /** What the engine says of this text beyond its spelling, such as an expression that runs wild. A sentence, or null. */
  readonly problem?: string | null;
  /** Enter: the filter is meant as it stands. It goes into the history if it can be read. `backwards` with Shift. */
  readonly onSubmit?: (backwards: boolean) => void;
  /** Escape, when no list is open: back to where one came from. The text stays. */
  readonly onLeave?: () => void;
  readonly completion: CompletionContext;
  /** The last filters, newest first: Arrow down in the empty field shows them. */
  readonly history: FilterHistory;
  readonly placeholder?: string;
  /** The accessible name; “Filter” unless another is given. */
  readonly label?: string;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}
