import type { KeyboardEvent, RefObject } from 'react';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { useTypeAhead } from '../../ui/longList/useTypeAhead.ts';
import { actOnKey, type MessageActions } from './messageActions.ts';
import type { ListRow } from './messageRows.ts';
import type { Stops } from './useStops.ts';

interface KeyParts {
  readonly actions: MessageActions;
  readonly rows: readonly ListRow[];
  readonly stops: Stops;
  readonly list: RefObject<LongListHandle | null>;
}

/** The listener for the keys of the list. */
export function useMessageKeys({ actions, rows, stops, list }: KeyParts): (event: KeyboardEvent) => void {
  const typeAhead = useTypeAhead();
  return (event) => {
    const isButton = event.target instanceof Element && event.target.closest('button') !== null;
    if (isButton || event.ctrlKey || event.metaKey || (event.shiftKey && event.key !== 'Enter')) return;
    const row = rows[stops.place];
    if (row && actOnKey(event, row, actions)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.altKey) return;
    const next = stops.afterKey(event.key, list.current?.rowsInView ?? 1);
    const typed = next ?? typeAhead(event, rows.map(namedAs), stops.place);
    if (typed === undefined) return;
    if (typed !== null) stops.focusOn(typed);
    event.preventDefault();
    event.stopPropagation();
  };
}

function namedAs(row: ListRow): { readonly name: string } {
  return { name: row.kind === 'message' ? row.message.name : '' };
}
