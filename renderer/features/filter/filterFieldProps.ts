import type { ReactNode, RefObject } from 'react';
import type { CompletionContext } from '../../../shared/filter/completion.ts';
import type { FilterHistory } from '../../state/records/filterHistory.ts';

export interface FilterFieldProps {
  /** The text as typed; it may be invalid. */
  readonly value: string;
  readonly onValue: (text: string) => void;
  /** What the engine says about this filter beyond its syntax, such as an expression that takes too long. A sentence, or null. */
  readonly problem?: string | null;
  /** Enter: the filter is complete. It goes into the history if it can be read. `backwards` with Shift. */
  readonly onSubmit?: (backwards: boolean) => void;
  /** Escape, when no list is open: goes back to where the focus was. The text stays. */
  readonly onLeave?: () => void;
  readonly completion: CompletionContext;
  /** The last filters, newest first: Arrow down in the empty field shows them. */
  readonly history: FilterHistory;
  /** Stands in the field, before its end: what the filter has found. */
  readonly status?: ReactNode;
  readonly placeholder?: string;
  /** The accessible name; “Filter” by default. */
  readonly label?: string;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}
