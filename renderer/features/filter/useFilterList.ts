import { useRef, useState, type RefObject } from 'react';
import type { CompletionItem } from '../../../shared/base/completion.ts';
import type { CompletionContext } from '../../../shared/filter/completion.ts';
import type { FilterHistory } from '../../state/records/filterHistory.ts';
import { insertInto } from '../../ui/insertInto.ts';
import { closedList, itemsOf, listAfterTyping, moveInList, type FilterListState } from './filterList.ts';

export interface FilterListControl {
  readonly shows: FilterListState['shows'];
  /** Empty while no list is shown. */
  readonly items: readonly CompletionItem[];
  readonly active: number;
  readonly typed: (text: string, cursor: number) => void;
  /** The cursor has moved here, by typing or otherwise. */
  readonly cursorMoved: (cursor: number) => void;
  readonly openCompletions: () => void;
  /** `active`: the item that Enter would take; -1 for none. */
  readonly openHistory: (active: number) => void;
  readonly move: (by: 1 | -1) => void;
  readonly close: () => void;
  readonly take: (item: CompletionItem) => void;
}

interface FilterListOptions {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly completion: CompletionContext;
  readonly history: FilterHistory;
}

/** The list below the field: what it shows, and how the field changes when an item is taken. */
export function useFilterList({ input, text, completion, history }: FilterListOptions): FilterListControl {
  const [cursor, setCursor] = useState(text.length);
  // The input reports a moved cursor in the same event as the key that opens the list, before the state has been drawn.
  const lastCursor = useRef(cursor);
  const [state, setState] = useState(closedList);
  const show = (next: FilterListState, at: number): void => {
    lastCursor.current = at;
    setCursor(at);
    setState(next);
  };
  const open = (shows: 'completions' | 'history', active: number): void =>
    show({ shows, active }, input.current?.selectionStart ?? text.length);
  const items = itemsOf(state, { text, cursor, completion, history });
  return {
    shows: state.shows,
    items,
    active: state.active,
    typed: (typed, at) => show(listAfterTyping(typed, at), at),
    cursorMoved: (at) => {
      if (at !== lastCursor.current) show(closedList, at);
    },
    openCompletions: () => open('completions', -1),
    openHistory: (at) => open('history', at),
    move: (by) => setState(moveInList(state, items.length, by)),
    close: () => setState(closedList),
    take: (item) => {
      if (input.current) insertInto(input.current, item);
    },
  };
}
