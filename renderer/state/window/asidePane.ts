import { isSameItem, type ItemId } from '../records/itemId.ts';

/** The pane beside the timeline: the selected record, or the facts about the connection. */
export type AsidePane = 'record' | 'connection';

/** The person's choice of pane, and what was selected then. */
export interface AsideChoice {
  readonly pane: AsidePane;
  readonly selected: ItemId | null;
}

/**
 * The record, once one is selected; until then the connection. The person's choice takes precedence until they select something else,
 * because a click on a record means that they want to see it.
 */
export function asidePane(choice: AsideChoice | undefined, selected: ItemId | null): AsidePane {
  if (choice && (selected === null || isSameItem(choice.selected, selected))) return choice.pane;
  return selected === null ? 'connection' : 'record';
}
