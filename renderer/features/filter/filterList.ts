import type { CompletionItem } from '../../../shared/base/completion.ts';
import { completionsAt, type CompletionContext } from '../../../shared/filter/completion.ts';
import type { FilterHistory } from '../../state/records/filterHistory.ts';

/** Which list is shown below the field, and which of its items is active (-1: none, until an arrow key is pressed). */
export interface FilterListState {
  readonly shows: 'nothing' | 'completions' | 'history';
  readonly active: number;
}

export const closedList: FilterListState = { shows: 'nothing', active: -1 };

/** The data for the lists. */
interface FilterListSource {
  readonly text: string;
  readonly cursor: number;
  readonly completion: CompletionContext;
  readonly history: FilterHistory;
}

/** The items of the current list; an empty list is not shown. */
export function itemsOf(state: FilterListState, source: FilterListSource): readonly CompletionItem[] {
  const { text, cursor, completion, history } = source;
  switch (state.shows) {
    case 'nothing':
      return [];
    case 'completions':
      return completionsAt(text, cursor, completion);
    case 'history':
      return history.read().map((filter) => ({
        label: filter,
        insert: filter,
        caret: filter.length,
        detail: '',
        from: 0,
        to: text.length,
      }));
  }
}

/** Completions appear by themselves while a word or value is typed; where a new one could begin, only on request. */
export function listAfterTyping(text: string, cursor: number): FilterListState {
  const isInWord = cursor > 0 && !/[\s()]/.test(text.charAt(cursor - 1));
  return isInWord ? { shows: 'completions', active: -1 } : closedList;
}

/** The next item in a direction; past the end no item, then the other end. */
export function moveInList(state: FilterListState, count: number, by: 1 | -1): FilterListState {
  const places = count + 1;
  return { ...state, active: ((state.active + 1 + by + places) % places) - 1 };
}
