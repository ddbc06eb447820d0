import { History, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';

interface FilterFieldEndProps {
  readonly isEmpty: boolean;
  readonly hasHistory: boolean;
  readonly onClear: () => void;
  readonly onHistory: () => void;
}

/** The end of the field: a button that empties it, or one that brings back earlier filters. */
export function FilterFieldEnd({ isEmpty, hasHistory, onClear, onHistory }: FilterFieldEndProps): ReactNode {
  return (
    <div className="filter-end">
      {isEmpty && hasHistory && (
        <IconButton
          label="Last filters"
          data-command="filter.last"
          keys="ArrowDown"
          icon={<History size={14} />}
          onClick={onHistory}
        />
      )}
      {!isEmpty && (
        <IconButton
          label="Clear the filter"
          data-command="filter.clear"
          icon={<X size={14} />}
          onClick={onClear}
        />
      )}
    </div>
  );
}
